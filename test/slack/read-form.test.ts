import { describe, expect, it } from 'vitest';
import { buttonValue, readButton } from '../../src/slack/button.js';
import { readForm, readFormRoute } from '../../src/slack/read-form.js';

const chosen = (value: string) => ({ text: { type: 'plain_text', text: value, emoji: true }, value });
const state = (widget: unknown) => ({ values: { it: { it: widget } } });

describe('an answer', () => {
  it.each([
    ['text', { type: 'plain_text_input', value: 'two\nlines' }, 'two\nlines'],
    ['no text', { type: 'plain_text_input', value: null }, null],
    ['a radio button', { type: 'radio_buttons', selected_option: chosen('cycle') }, 'cycle'],
    ['no radio button', { type: 'radio_buttons', selected_option: null }, null],
    ['one of a menu', { type: 'static_select', selected_option: chosen('safe') }, 'safe'],
    ['none of a menu', { type: 'static_select', selected_option: null }, null],
    ['several of a menu', { type: 'multi_static_select', selected_options: [chosen('a'), chosen('b')] }, ['a', 'b']],
    ['an untouched menu', { type: 'multi_static_select', selected_options: [] }, null],
    [
      'boxes, in the order of the clicks',
      { type: 'checkboxes', selected_options: [chosen('b'), chosen('a')] },
      ['b', 'a'],
    ],
    ['a ticked confirmation', { type: 'checkboxes', selected_options: [chosen('=confirmed')] }, true],
    ['an empty box', { type: 'checkboxes', selected_options: [] }, null],
    [
      'files, by their ids and names alone',
      {
        type: 'file_input',
        files: [
          { id: 'F1', name: 'scan.csv', size: 6_545, url_private: 'https://files.slack.com/files-pri/T1-F1/scan.csv' },
          { id: 'F2', mode: 'file_access', file_access: 'check_file_info' },
        ],
      },
      [
        { channel: 'slack', tenant: 'T1', id: 'F1', name: 'scan.csv' },
        { channel: 'slack', tenant: 'T1', id: 'F2', name: 'file' },
      ],
    ],
    ['no file', { type: 'file_input', files: [] }, null],
    ['files without ids', { type: 'file_input', files: [{ name: 'scan.csv' }] }, null],
    ['a day', { type: 'datepicker', selected_date: '2026-11-27' }, '2026-11-27'],
    ['no day', { type: 'datepicker', selected_date: null }, null],
    ['a time', { type: 'timepicker', selected_time: '09:12' }, '09:12'],
    ['no time', { type: 'timepicker', selected_time: null }, null],
    ['a number', { type: 'number_input', value: '1200' }, '1200'],
    ['a number with a fraction', { type: 'number_input', value: '1234.50' }, '1234.50'],
    ['a number that is none of text', { type: 'number_input', value: 12 }, '12'],
    ['no number', { type: 'number_input', value: null }, null],
    ['a day that is a number', { type: 'datepicker', selected_date: 20_261_127 }, null],
    ['a widget of another kind', { type: 'datetimepicker', selected_date_time: 1_795_000_000 }, null],
    ['garbage', 'garbage', null],
    ['a number where text belongs', { type: 'plain_text_input', value: 7 }, null],
    ['options without values', { type: 'checkboxes', selected_options: [{}] }, null],
    ['nothing', undefined, null],
  ])('reads %s', (_, widget, expected) => {
    expect(readForm(state(widget), 'T1')).toEqual({ it: expected });
  });

  it('reads all the fields of a form', () => {
    const values = {
      zone: { zone: { type: 'static_select', selected_option: chosen('safe') } },
      serials: { serials: { type: 'plain_text_input', value: 'RG-1' } },
    };

    expect(readForm({ values }, 'T1')).toEqual({ zone: 'safe', serials: 'RG-1' });
  });

  it.each([[undefined], [null], [{}], [{ values: null }], [{ values: { it: null } }], ['text']])(
    'finds nothing in %j',
    (view) => {
      expect(readForm(view, 'T1')).toEqual({});
    },
  );

  it('finds nothing in a block without a widget', () => {
    expect(readForm({ values: { it: {} } }, 'T1')).toEqual({ it: null });
  });
});

describe('the route of a form', () => {
  const route = { interaction: 'count', boutique: null, subject: 'z-1', instance: 'i-1' };

  it('comes back as it went out', () => {
    expect(readFormRoute(JSON.stringify(route))).toEqual(route);
  });

  it.each([[''], ['{'], ['[]'], ['{"interaction":"count"}'], [undefined]])('is not read from %j', (metadata) => {
    expect(readFormRoute(metadata)).toBeNull();
  });
});

describe('the route of a button', () => {
  const button = {
    action: 'zones.open',
    label: 'Open',
    style: 'plain',
    subject: 'a "quoted", [listed] subject',
  } as const;

  it.each([[undefined], ['MADISON']])('comes back as it went out, of boutique %s', (boutique) => {
    const value = buttonValue({ ...button, ...(boutique && { boutique }) });

    expect(readButton('zones.open#2', value)).toEqual({
      interaction: 'zones.open',
      boutique: boutique ?? null,
      subject: button.subject,
    });
  });

  it.each([
    ['zones.open', 'create_task'],
    ['zones.open', undefined],
    ['zones.open', '["MADISON"]'],
    ['zones.open', '{"subject":"z-1"}'],
    ['', '[null,"z-1"]'],
    [undefined, '[null,"z-1"]'],
  ])('is not read from %j with %j', (id, value) => {
    expect(readButton(id, value)).toBeNull();
  });
});

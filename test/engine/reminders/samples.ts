import { button, type Card } from '../../../src/chat/card.js';
import type { Form } from '../../../src/chat/form.js';
import { type Beside, digestCard, reminderCard, type ShownRow } from '../../../src/engine/reminders/cards.js';
import { otherForm, passForm } from '../../../src/engine/reminders/forms.js';
import { ordinary, type Words } from '../../helpers/words.js';

export const NOW = new Date('2026-11-24T14:12:00Z');

const at = (hour: string) => new Date(`2026-11-23T${hour}:00Z`);

/** One that is due; capabilities may say what they like of it. */
export const rowOf = (words: Words, own: Partial<ShownRow> = {}): ShownRow => ({
  id: '0190c5a2-7e44-7c4e-9e3f-1d2c3b4a5f60',
  key: 'aml-checks/monthly-check/MADISON/2026-10/due',
  name: 'aml-checks/monthly-check',
  boutique: 'MADISON',
  subject: '2026-10',
  level: 'due',
  on: '2026-11-06',
  weight: 'normal',
  line: { lead: `AML check for October, ${words.zone}`, text: `due Fri, Nov 6 · ${words.boutique} · ${words.reason}` },
  button: button('aml-checks.sign', 'Open the check', 'MADISON/2026-10', { style: 'primary' }),
  record: null,
  owner: null,
  since: at('09:30'),
  rung: 0,
  rungSince: at('14:00'),
  seenBy: null,
  seenAt: null,
  notBefore: null,
  endedAt: null,
  ...own,
});

export const besideOf = (words: Words, own: Partial<Beside> = {}): Beside => ({
  places: new Map([
    ['MADISON', words.boutique],
    ['RODEO', 'Rodeo Drive'],
  ]),
  names: new Map([
    ['ines', words.name],
    ['ana', words.name],
  ]),
  reader: 'marc',
  mayDo: () => true,
  now: NOW,
  ...own,
});

const told = (words: Words, rung: number) => ({ person: 'ines', name: words.name, rung, at: at('14:00') });

const STATES: Readonly<Record<string, (words: Words) => Partial<ShownRow>>> = {
  open: () => ({}),
  seen: () => ({ seenBy: 'ines', seenAt: at('14:12') }),
  'put off': () => ({ notBefore: '2026-11-25' }),
  'passed on': ({ name }) => ({ passedTo: name }),
  'went up': (words) => ({ rung: 1, saidAt: 0, told: [told(words, 1)] }),
  'came up': (words) => ({ rung: 1, saidAt: 1, told: [told(words, 0), { ...told(words, 0), person: 'ana' }] }),
  done: () => ({ endedAt: at('15:00') }),
  'said anew': () => ({ endedAt: at('15:00'), overtaken: true }),
};

const states = Object.entries(STATES);

/** So many, at two boutiques and in every state. */
export const rowsOf = (words: Words, number: number, several = true): ShownRow[] =>
  Array.from({ length: number }, (_, index) =>
    rowOf(words, {
      id: `0190c5a2-7e44-7c4e-9e3f-1d2c3b4a5f${index + 10}`,
      key: `aml-checks/monthly-check/${index + 10}`,
      boutique: several && index % 2 === 1 ? 'RODEO' : 'MADISON',
      level: index % 5 === 0 ? 'late' : 'due',
      ...(several && states[index % states.length]?.[1](words)),
    }),
  );

const DAY = '2026-11-23';
const ZONE = 'America/New_York';

const digest = (number: number, several: boolean) => (words: Words) =>
  digestCard(rowsOf(words, number, several), besideOf(words), DAY, ZONE);

/** Everything that the engine says of what people owe. */
export const reminderCards: Readonly<Record<string, (words: Words) => Card>> = {
  ...Object.fromEntries(
    states.map(([name, own]) => [
      name,
      (words: Words) => reminderCard(rowOf(words, own(words)), besideOf(words), ZONE),
    ]),
  ),
  'in a channel': (words) => digestCard(rowsOf(words, 2), besideOf(words, { reader: null }), DAY, ZONE),
  'the network': (words) =>
    digestCard([...rowsOf(words, 1), rowOf(words, { boutique: null })], besideOf(words), DAY, ZONE),
  ...Object.fromEntries(
    [1, 2, 3, 4, 10, 40].flatMap((number) => [
      [`${number} at one boutique`, digest(number, false)],
      [`${number} at two, in every state`, digest(number, true)],
    ]),
  ),
};

const search = { search: async () => [] };

export const reminderForms: Readonly<Record<string, (words: Words) => Form>> = {
  pass: (words) => passForm(rowOf(words), search),
  other: (words) => otherForm(rowOf(words), ['seen', 'later', 'pass'], search),
};

export const plainRow = (own: Partial<ShownRow> = {}): ShownRow =>
  rowOf(ordinary, {
    line: { lead: 'AML check for October', text: 'due Fri, Nov 6 · Madison Avenue' },
    ...own,
  });

import fc from 'fast-check';
import { TEAM } from '../slack/slack-api.js';
import { eventOf, FORM, fieldsOf, type Parcel, payloadOf } from '../tools/sender.js';

/** How often each property is tried: a few times with every test run, `FUZZ_RUNS=10000` for the long one. */
export const runs = (usual: number): number => Number(process.env.FUZZ_RUNS ?? usual);

/** In every text, so that it is found wherever it was copied to. */
export const CANARY = 'KNRY';

const nasty = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udc00y',
  '\u202e\u2066',
  '💍👩‍👩‍👧',
  "'; drop table counts; --",
  '%s%n$1{{7*7}}',
  '../../../../etc/passwd',
  '<!channel> <@U1> *x* <https://evil.example|safe>',
  '=HYPERLINK("http://evil.example")',
  '-1',
  '1e309',
  'NaN',
  'null',
  '[]',
  '{"__proto__":{"admin":true}}',
  '9'.repeat(400),
  'x'.repeat(3_001),
  'é'.repeat(20_000),
  'A-1\n'.repeat(9_000),
  `${'['.repeat(2_000)}${']'.repeat(2_000)}`,
];

export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...nasty) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 300 }) },
  { weight: 2, arbitrary: fc.string({ maxLength: 40 }).map((words) => `${CANARY}${words}`) },
);

export const json: fc.Arbitrary<unknown> = fc.oneof(
  fc.object({ key: text, maxDepth: 3, maxKeys: 4, values: [text, fc.double(), fc.boolean(), fc.constant(null)] }),
  fc.array(text, { maxLength: 4 }),
  text,
  fc.constantFrom(null, true, 0, -1, 1.5),
  fc.integer({ min: 1, max: 400 }).map(nested),
);

/** Deeper than anybody means. */
function nested(depth: number): unknown {
  let value: unknown = CANARY;
  for (let index = 0; index < depth; index += 1) value = index % 2 === 0 ? [value] : { __proto__: null, it: value };
  return value;
}

export const interactions = [
  'count',
  'count open',
  ...['join', 'add-serials', 'take-back', 'close-zone', 'confirm-empty', 'name-counter', 'send-on'],
  ...['name-causes', 'void', 'enter-document'],
].map((name, index) => (index < 2 ? name : `stock-counts.${name}`));

export const rarely = <T>(sure: fc.Arbitrary<T>, odd: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 4, arbitrary: sure as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: odd });

export interface Sent {
  readonly parcel: Parcel;
  /** Null where it names nobody. */
  readonly user: string | null;
  /** Of a shape that Slack knows; otherwise it may be given back as unreadable. */
  readonly readable: boolean;
}

/** Requests that nobody's Slack would send, near enough to real ones to come a long way. */
export function hostileRequests(subjects: readonly string[], responses: string): fc.Arbitrary<Sent> {
  const interaction = rarely(
    fc.constantFrom(...interactions, 'engine.approve', 'engine.reject'),
    text,
  ) as fc.Arbitrary<string>;
  const subject = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...subjects) }, { weight: 1, arbitrary: text });
  const boutique = rarely(fc.constantFrom('MADISON', 'RODEO', null), text);
  const user = fc
    .constantFrom('U0ANA', 'U0BEN', 'U0INES', 'U0MARC', 'U0CLAIRE', 'U0RITA', 'U0NOBODY')
    .map((id) => ({ id, username: 'x', name: 'x', team_id: TEAM }));
  const who = fc.record({ user, team: fc.constant({ id: TEAM, domain: 'x' }), trigger_id: fc.uuid() });

  const widget = fc.oneof(
    fc.record({ type: fc.constant('plain_text_input'), value: rarely(text, json) }),
    fc.record({ type: fc.constant('number_input'), value: rarely(fc.constantFrom('12', '1234.50'), json) }),
    fc.record({ type: fc.constant('datepicker'), selected_date: rarely(fc.constant('2026-11-27'), json) }),
    fc.record({ type: fc.constant('timepicker'), selected_time: rarely(fc.constant('09:12'), json) }),
    fc.record({
      type: fc.constantFrom('static_select', 'radio_buttons'),
      selected_option: fc.oneof(
        fc.constantFrom('MADISON/vitrine-2', 'MADISON/window', 'weekly', 'ben').map((value) => ({ value })),
        json,
      ),
    }),
    fc.record({
      type: fc.constantFrom('checkboxes', 'multi_static_select'),
      selected_options: fc.oneof(
        fc.array(fc.record({ value: fc.oneof(text, fc.constantFrom('=confirmed', 'MADISON/safe')) }), { maxLength: 5 }),
        json,
      ),
    }),
    fc.record({
      type: fc.constant('file_input'),
      files: fc.oneof(fc.array(fc.record({ id: text, name: text }), { maxLength: 12 }), json),
    }),
    json,
  );
  const field = fc.oneof(
    fc.constantFrom('zone', 'reason', 'serials', 'file', 'also', 'old', 'person', 'empty', 'note', 'document'),
    text,
    fc.constant('cause.RG-20-88'),
  );
  const dictionary = <T>(key: fc.Arbitrary<string>, value: fc.Arbitrary<T>, maxKeys: number) =>
    fc.array(fc.tuple(key, value), { maxLength: maxKeys }).map((entries) => Object.fromEntries(entries));
  const state = rarely(fc.record({ values: dictionary(field, rarely(dictionary(text, widget, 2), json), 8) }), json);
  const blocks = fc.array(
    fc.record({ type: fc.constantFrom('input', 'section'), block_id: field }, { requiredKeys: ['type'] }),
    { maxLength: 6 },
  );
  const route = fc.record({ interaction, boutique, subject, instance: fc.oneof(fc.uuid(), text) });
  const metadata = fc.oneof(
    { weight: 4, arbitrary: route.map((it) => JSON.stringify(it)) },
    { weight: 1, arbitrary: json.map((it) => JSON.stringify(it) ?? '') },
    { weight: 1, arbitrary: text },
  );
  const callback = rarely(fc.constant('form'), text);

  const submission = fc
    .tuple(
      who,
      fc.record({ callback_id: callback, private_metadata: metadata.map((it) => it.slice(0, 3_000)), state, blocks }),
    )
    .map(([from, view]) => ({
      user: from.user.id,
      parcel: payloadOf({ type: 'view_submission', ...from, view: { id: 'V1', type: 'modal', ...view } }),
    }));

  const value = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(boutique, subject).map((pair) => JSON.stringify(pair)) },
    { weight: 1, arbitrary: json.map((it) => JSON.stringify(it) ?? '') },
    { weight: 1, arbitrary: text },
  );
  const action = fc.record({
    type: rarely(fc.constant('button'), fc.constantFrom('static_select', 'overflow', '', 'constructor')),
    action_id: rarely(interaction, json),
    block_id: text,
    // Slack takes no longer ones.
    value: rarely(
      value.map((it) => it.slice(0, 2_000)),
      json,
    ),
  });
  const place = fc.oneof(
    fc.constant({ channel: { id: 'C0MADISON' }, response_url: responses }),
    fc.constant({ view: { id: 'V1', type: 'home' } }),
    fc.constant({ view: { id: 'V1', type: 'modal' } }),
    fc.constant({}),
  );
  const press = fc
    .tuple(who, place, fc.array(action, { minLength: 1, maxLength: 2 }))
    .map(([from, where, actions]) => ({
      user: from.user.id,
      parcel: payloadOf({ type: 'block_actions', ...from, ...where, actions }),
    }));

  const pointed = fc
    .tuple(who, rarely(fc.constant('report-anomaly'), text), rarely(fc.record({ text: rarely(text, json) }), json))
    .map(([from, callback_id, message]) => ({
      user: from.user.id,
      parcel: payloadOf({
        ...{ type: 'message_action', ...from, callback_id, message },
        ...{ channel: { id: 'C0MADISON' }, response_url: responses },
      }),
    }));

  const command = fc
    .tuple(
      user,
      text,
      rarely(fc.constant('/count'), text),
      rarely(fc.constant('C0MADISON'), fc.stringMatching(/^[A-Z0-9_.-]{1,30}$/)),
    )
    .map(([{ id }, words, name, channel_id]) => ({
      user: id,
      parcel: fieldsOf({
        command: String(name),
        text: words,
        team_id: TEAM,
        user_id: id,
        channel_id: String(channel_id),
        trigger_id: '1.2.x',
        response_url: responses,
      }),
    }));

  const event = fc
    .tuple(
      rarely(fc.constantFrom('app_home_opened', 'message', 'member_joined_channel'), text),
      user,
      rarely(fc.constantFrom('home', 'messages'), json),
      json,
    )
    .map(([type, { id }, tab, more]) => ({
      user: id,
      parcel: eventOf({ type: 'event_callback', team_id: TEAM, event: { type, user: id, tab, channel: 'D1', more } }),
    }));

  const anything = fc.oneof(
    // Bolt 5.1.0 does not survive a signed `null`; nobody but Slack can sign one.
    json.filter((it) => it !== null).map((it) => fieldsOf({ payload: JSON.stringify(it) ?? 'undefined' })),
    fc
      .tuple(fc.constantFrom('view_submission', 'block_actions', 'view_closed', 'shortcut', 'block_suggestion'), json)
      .map(([type, it]) => payloadOf({ type, ...(typeof it === 'object' ? it : { it }) })),
    text.map((body): Parcel => ({ contentType: FORM, body })),
    text.filter((body) => body !== 'null').map((body): Parcel => ({ contentType: 'application/json', body })),
    json.map((it) => eventOf({ it })),
  );

  const readable = <T extends Omit<Sent, 'readable'>>(sent: T): Sent => ({ ...sent, readable: true });
  return fc.oneof(
    { weight: 6, arbitrary: submission.map(readable) },
    { weight: 4, arbitrary: press.map(readable) },
    { weight: 2, arbitrary: command.map(readable) },
    { weight: 1, arbitrary: pointed.map(readable) },
    { weight: 1, arbitrary: event.map(readable) },
    { weight: 2, arbitrary: anything.map((parcel): Sent => ({ parcel, user: null, readable: false })) },
  );
}

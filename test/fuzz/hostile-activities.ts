import fc from 'fast-check';
import { BOT, CHANNEL, GROUP, OTHERS, PRIVATE, TEAM } from '../teams/activities.js';
import { TENANT } from '../teams/microsoft.js';
import { interactions, json, rarely, text } from './hostile.js';
import { objectId, people } from './whole-teams.js';

export interface SentActivity {
  readonly body: string;
  /** Of whom it claims to be; null where that can't be told. */
  readonly person: string | null;
  /** With our tenant and our service in it: it has to be taken. */
  readonly addressed: boolean;
  /** Of an invoke, which is always answered. */
  readonly invoke: string | null;
}

interface Known {
  readonly subjects: readonly string[];
  readonly topics: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

/** Activities that nobody's Teams would send, near enough to real ones to come a long way. */
export function hostileActivities({ subjects, topics }: Known, serviceUrl: string): fc.Arbitrary<SentActivity> {
  const some = (known: readonly string[]) =>
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: text });
  const action = rarely(
    fc.constantFrom(...interactions, 'engine.approve', 'engine.reject', 'vitrine.refresh', 'vitrine.document'),
    text,
  );
  const at = {
    boutique: rarely(fc.constantFrom('MADISON', 'RODEO', null), text),
    subject: some(subjects),
    topic: rarely(some(topics), fc.constant(null)),
  };
  const confirm = fc.record({ title: text, text, yes: text });
  const press = fc
    .tuple(fc.record({ action, ...at }), fc.option(confirm))
    .map(([pressed, asked]) => ({ ...pressed, ...(asked && { confirm: asked }) }));

  const field = rarely(
    fc.constantFrom(
      'zone',
      'reason',
      'serials',
      'file',
      'also',
      'note',
      'photo',
      'empty',
      'person',
      'document',
      'cause.BR-25-03',
    ),
    text,
  );
  const answer = rarely(
    fc.oneof(
      text,
      fc.constantFrom(
        'MADISON/window',
        'MADISON/vitrine-1',
        'weekly',
        'true',
        '2026-11-27',
        '09:12',
        '1234.50',
        'not-counted',
        '["marc","Marc"]',
        '=none',
      ),
    ),
    json,
  );
  const dictionary = <T>(key: fc.Arbitrary<unknown>, value: fc.Arbitrary<T>, maxKeys: number) =>
    fc
      .array(fc.tuple(key, value), { maxLength: maxKeys })
      .map((entries) => Object.fromEntries(entries.map(([name, each]) => [String(name), each])));
  const kinds = dictionary(
    field,
    rarely(fc.constantFrom('text', 'number', 'choice', 'choices', 'lookup', 'confirm', 'files'), json),
    7,
  );
  const form = fc
    .tuple(
      fc.record({ interaction: action, ...at, instance: fc.oneof(fc.uuid(), text), kinds }),
      dictionary(field, answer, 7),
    )
    .map(([vitrine, answers]) => ({ ...answers, vitrine }));
  const opener = rarely(fc.constantFrom('count', 'count open', 'count MADISON'), text).map((words) => ({ words }));
  const data = rarely(
    fc.oneof(
      form,
      rarely(fc.oneof(press, opener, fc.record({ topic: at.topic })), json).map((vitrine) => ({ vitrine })),
    ),
    json,
  );

  const pressed = fc.oneof(
    press.map((vitrine) => ({ verb: vitrine.action, data: { vitrine } })),
    fc.record({ verb: action, data }),
    at.topic.map((topic) => ({ verb: 'vitrine.refresh', data: { vitrine: { topic } } })),
    subjectOf(subjects).map((document) => ({ verb: 'vitrine.document', data: { vitrine: { document } } })),
    fc.record({ data }),
  );
  const cardAction = fc
    .tuple(pressed, rarely(fc.constantFrom('manual', 'automatic'), json))
    .map(([it, trigger]) => ({ action: { type: 'Action.Execute', ...it }, trigger }));
  const place = fc.record({ interaction: action, boutique: at.boutique, subject: at.subject, field });
  const sought = fc.record({
    queryText: rarely(fc.constantFrom('ma', 'rita moss', '%', '_'), fc.oneof(text, json)),
    dataset: rarely(
      rarely(place, json).map((vitrine) => JSON.stringify({ vitrine }) ?? ''),
      fc.oneof(text, json),
    ),
    queryOptions: json,
  });
  const consent = fc.record({
    action: rarely(fc.constantFrom('accept', 'decline'), text),
    context: rarely(
      subjectOf(subjects).map((offer) => ({ vitrine: { offer } })),
      json,
    ),
    uploadInfo: rarely(
      fc.record({ uploadUrl: text, contentUrl: text, name: text, uniqueId: text, fileType: text }),
      json,
    ),
  });
  const menu = fc.record({ commandId: rarely(fc.constantFrom('count', 'count open'), text), commandContext: text });
  const pointed = fc.record({
    commandId: rarely(fc.constantFrom('report-anomaly'), text),
    commandContext: fc.constant('message'),
    messagePayload: rarely(
      fc.record({ body: rarely(fc.record({ contentType: fc.constantFrom('html', 'text'), content: text }), json) }),
      json,
    ),
  });

  const invoke = (name: fc.Arbitrary<unknown>, value: fc.Arbitrary<unknown>) =>
    fc.tuple(name, value).map(([called, given]) => ({ type: 'invoke', name: called, value: given }));
  const invoked = fc.oneof(
    invoke(fc.constant('adaptiveCard/action'), cardAction),
    invoke(fc.constantFrom('task/fetch', 'task/submit'), fc.record({ data, context: json })),
    invoke(fc.constantFrom('composeExtension/submitAction'), fc.record({ data, commandId: text })),
    invoke(fc.constant('composeExtension/fetchTask'), rarely(fc.oneof(menu, pointed), json)),
    invoke(fc.constant('application/search'), rarely(sought, json)),
    invoke(fc.constant('fileConsent/invoke'), consent),
    invoke(
      rarely(fc.constantFrom('adaptiveCard/action', 'task/fetch', 'composeExtension/query'), fc.oneof(text, json)),
      json,
    ),
  );

  const mention = { type: 'mention', text: '<at>Vitrine</at>', mentioned: { id: BOT, name: 'Vitrine' } };
  const words = rarely(fc.constantFrom('count', 'count open', 'home', '<at>Vitrine</at> count'), text);
  const file = fc.record({
    contentType: rarely(fc.constant('application/vnd.microsoft.teams.file.download.info'), text),
    content: rarely(fc.record({ downloadUrl: rarely(fc.constant(`${serviceUrl}files/scan.csv`), text) }), json),
    name: rarely(text, json),
  });
  const happened: fc.Arbitrary<Json> = fc.oneof(
    fc.record({ type: fc.constant('message'), text: words, entities: rarely(fc.constant([mention]), json) }),
    fc.record({
      type: fc.constant('message'),
      text: words,
      attachments: rarely(fc.array(file, { maxLength: 3 }), json),
    }),
    fc.record({ type: fc.constant('message'), value: data }),
    fc.record({
      type: fc.constant('installationUpdate'),
      action: rarely(fc.constantFrom('add', 'remove', 'add-upgrade'), text),
    }),
    fc.record({
      type: fc.constant('conversationUpdate'),
      membersAdded: rarely(fc.constant([{ id: BOT }]), json),
      membersRemoved: rarely(fc.constant([]), json),
    }),
    fc.record({ type: fc.constant('messageReaction'), reactionsAdded: json }),
    fc.record({ type: text, value: json }),
  );

  const person = fc.constantFrom(...people.map(({ id }) => id), 'nobody');
  const whole = fc
    .tuple(
      person,
      fc.constantFrom(PRIVATE, CHANNEL, GROUP, OTHERS),
      fc.uuid(),
      fc.oneof({ weight: 3, arbitrary: invoked }, happened),
    )
    .map(([who, room, id, deed]) => ({ who, activity: { ...envelope(who, room, id, serviceUrl), ...deed } as Json }));
  const changed = fc
    .tuple(whole, fc.array(fc.tuple(fc.nat(), fc.oneof(json, fc.constant(GONE), fc.constant(TWICE))), { maxLength: 3 }))
    .map(([{ who, activity }, changes]) => {
      const last = changes.reduce<unknown>((before, [where, what]) => change(before, where, what), activity);
      return { who, last };
    })
    .map(({ who, last }) => sentAs(last, who, serviceUrl));
  const anything = fc.oneof(json, text).map((it): SentActivity => sentAs(it, null, serviceUrl));
  const raw = fc.oneof(text, fc.constant('{'), fc.constant(`{"a":"${'x'.repeat(600_000)}"}`));
  return fc.oneof(
    { weight: 6, arbitrary: whole.map(({ who, activity }) => sentAs(activity, who, serviceUrl)) },
    { weight: 6, arbitrary: changed },
    { weight: 1, arbitrary: anything },
    { weight: 1, arbitrary: raw.map((body): SentActivity => ({ body, person: null, addressed: false, invoke: null })) },
  );
}

const subjectOf = (subjects: readonly string[]): fc.Arbitrary<string> => fc.oneof(fc.constantFrom(...subjects), text);

function envelope(who: string, room: string, id: string, serviceUrl: string): Json {
  const kinds: Readonly<Record<string, string>> = { [PRIVATE]: 'personal', [CHANNEL]: 'channel' };
  const inTeam = room === CHANNEL ? { team: { id: TEAM }, channel: { id: CHANNEL } } : {};
  return {
    id,
    channelId: 'msteams',
    serviceUrl,
    from: { id: `29:1${who}`, name: who, aadObjectId: objectId(who) },
    recipient: { id: BOT, name: 'Vitrine' },
    conversation: {
      ...{ conversationType: kinds[room] ?? 'groupChat', tenantId: TENANT },
      id: room === CHANNEL ? `${room};messageid=1764000000000` : room === PRIVATE ? `${room}-${who}` : room,
    },
    channelData: { tenant: { id: TENANT }, ...inTeam },
    entities: [{ locale: 'en-US', type: 'clientInfo' }],
  };
}

function sentAs(activity: unknown, who: string | null, serviceUrl: string): SentActivity {
  const { type, name } = Object(activity) as Json;
  return {
    body: JSON.stringify(activity) ?? 'undefined',
    person: who,
    addressed: isAddressed(activity, serviceUrl),
    invoke: type === 'invoke' ? (typeof name === 'string' ? name : '') : null,
  };
}

/** As whoever lets in must read it: our service, and our tenant wherever one is named. */
function isAddressed(activity: unknown, serviceUrl: string): boolean {
  const { channelId, serviceUrl: named, conversation, channelData } = Object(activity) as Json;
  const data = Object(channelData) as Json;
  const tenants = [(Object(conversation) as Json).tenantId, (Object(data.tenant) as Json).id];
  return channelId === 'msteams' && named === serviceUrl && tenants.every((tenant) => tenant === TENANT);
}

const GONE = Symbol('gone');
const TWICE = Symbol('twice');

/** One place somewhere in it is left out, doubled, or made something else. */
function change(value: unknown, where: number, what: unknown): unknown {
  const paths = pathsIn(value);
  const path = paths[where % Math.max(paths.length, 1)];
  return path ? changedAt(value, path, what) : value;
}

function pathsIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [[key], ...pathsIn(each).map((rest) => [key, ...rest])]);
}

function changedAt(value: unknown, [key = '', ...rest]: readonly string[], what: unknown): unknown {
  const entries = Object.entries(value as object).flatMap(([name, each]): [string, unknown][] => {
    if (name !== key) return [[name, each]];
    if (rest.length > 0) return [[name, changedAt(each, rest, what)]];
    if (what === GONE) return [];
    return [[name, what === TWICE ? [each, each] : what]];
  });
  return Array.isArray(value) ? entries.map(([, each]) => each) : Object.fromEntries(entries);
}

import type { Chance } from '../../src/demo/chance.js';
import { fieldsOf, payloadOf, type Reply, send } from '../tools/sender.js';
import { SECRET } from '../tools/slack-bot.js';
import { directMessages, type StandIn, type View } from '../tools/slack-stand-in.js';

/** Somebody who works in the stand-in as one works in Slack: types, presses what they see, fills in what opens. */
export interface Worker {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** The channels they are in. */
  readonly rooms: readonly string[];
  /** Whether they scan; others only decide. */
  readonly counts: boolean;
}

const worker = (id: string, room: string, counts: boolean): Worker => ({
  id: `U0${id.toUpperCase()}`,
  name: id,
  email: `${id}@vitrine.example`,
  rooms: [room],
  counts,
});

const MADISON = 'C0MADISON';

/** Three who count, and those without whom a count would never end. */
export const workers: readonly Worker[] = [
  worker('ana', MADISON, true),
  worker('ben', MADISON, true),
  worker('ines', MADISON, true),
  worker('marc', MADISON, false),
  worker('helen', 'C0NONE', false),
  worker('nora', 'C0HQFINANCE', false),
  worker('claire', 'C0HQRETAIL', false),
];

/** How a form that was sent ended, as the person who sent it was told. */
export type Outcome =
  /** What they read says that it was taken. */
  | 'accepted'
  /** A sentence beside a field: nothing was done. */
  | 'refused'
  /** "Something went wrong on our side", "can't answer right now": they were asked to send it again. */
  | 'failed'
  /** No answer, or Slack's own "We had some trouble connecting". */
  | 'unknown';

export interface Submission {
  readonly marker: string;
  readonly who: string;
  readonly form: string;
  /** `text`: the marker is a line of a batch. `file`: of a file. `words`: a reason, note or number. */
  readonly carries: 'text' | 'file' | 'words' | 'nothing';
  readonly attempts: readonly Attempt[];
}

export interface Attempt {
  readonly at: number;
  readonly outcome: Outcome;
  readonly milliseconds: number;
  readonly words: string;
}

export interface Press {
  readonly at: number;
  readonly who: string;
  readonly action: string;
  readonly value: string;
  readonly acknowledged: boolean;
  readonly milliseconds: number;
  readonly responses: string;
}

export interface Typed {
  readonly at: number;
  readonly acknowledged: boolean;
  readonly milliseconds: number;
  readonly responses: string;
}

/** Everything that anybody did, and how it was answered. */
export interface Diary {
  readonly submissions: Submission[];
  readonly presses: Press[];
  readonly commands: Typed[];
}

export interface Boutique {
  readonly standIn: StandIn;
  readonly diary: Diary;
  readonly chance: Chance;
  /** Of the boutique's stock, by zone. */
  readonly serials: ReadonlyMap<string, readonly string[]>;
  readonly newMarker: () => string;
  /** Where the bot takes requests; changes when it moves. */
  address: () => string;
  pause: (milliseconds: number) => Promise<void>;
  /** False once everybody goes home. */
  open: () => boolean;
}

const team = ({ standIn }: Boutique) => ({ id: standIn.team, domain: 'stand-in' });

const whoIs = (boutique: Boutique, { id, name }: Worker) => ({
  user: { id, username: name, name, team_id: boutique.standIn.team },
  team: team(boutique),
  api_app_id: 'A1',
  token: 'unused',
  enterprise: null,
  is_enterprise_install: false,
});

const post = (boutique: Boutique, parcel: Parameters<typeof send>[1]): Promise<Reply> =>
  send(`${boutique.address()}/slack/events`, parcel, { secret: SECRET });

/** Types `/count`, and fills in what opens. */
export async function typeCount(boutique: Boutique, worker: Worker): Promise<void> {
  const { standIn, diary } = boutique;
  const response = standIn.newResponseUrl();
  standIn.modals.delete(worker.id);
  const at = Date.now();
  const reply = await post(
    boutique,
    fieldsOf({
      token: 'unused',
      team_id: standIn.team,
      team_domain: 'stand-in',
      channel_id: MADISON,
      channel_name: 'nyc-madison',
      user_id: worker.id,
      user_name: worker.name,
      command: '/count',
      text: '',
      api_app_id: 'A1',
      is_enterprise_install: 'false',
      response_url: response,
      trigger_id: standIn.newTrigger(worker.id),
    }),
  );
  const acknowledged = reply.status === 200;
  if (acknowledged) await answerArrives(boutique, worker, response);
  diary.commands.push({ at, acknowledged, milliseconds: Date.now() - at, responses: wordsAt(standIn, response) });
  await fillIn(boutique, worker);
}

interface Seen {
  readonly channel: string;
  readonly ts: string;
  readonly action: string;
  readonly value: string;
  readonly label: string;
}

/** Presses a button they see, the likelier the more it leads on. */
export async function pressSomething(boutique: Boutique, worker: Worker): Promise<void> {
  const seen = buttonsSeenBy(boutique.standIn, worker);
  if (seen.length === 0) return;
  const weights = Object.fromEntries(seen.map(({ action }, index) => [`${index}`, likely(action)]));
  const chosen = seen[Number(boutique.chance.weigh(weights))];
  if (chosen) await press(boutique, worker, chosen);
}

const likelihood: Readonly<Record<string, number>> = {
  'stock-counts.add-serials': 8,
  'stock-counts.join': 3,
  'stock-counts.close-zone': 1.5,
  'stock-counts.take-back': 1,
  'engine.approve': 4,
  'engine.reject': 0.3,
  'stock-counts.name-causes': 4,
  'stock-counts.void': 1,
  'stock-counts.name-counter': 2,
  'stock-counts.send-on': 2,
  'stock-counts.enter-document': 4,
};

const likely = (action: string): number => likelihood[action.replace(/#\d+$/, '')] ?? 1;

async function press(boutique: Boutique, worker: Worker, { channel, ts, action, value, label }: Seen): Promise<void> {
  const { standIn, diary } = boutique;
  const response = standIn.newResponseUrl();
  standIn.modals.delete(worker.id);
  const at = Date.now();
  const body = {
    type: 'block_actions',
    ...whoIs(boutique, worker),
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
    trigger_id: standIn.newTrigger(worker.id),
    channel: { id: channel, name: 'somewhere' },
    message: { type: 'message', ts, ...standIn.messages.get(channel)?.get(ts) },
    state: { values: {} },
    response_url: response,
    actions: [
      {
        type: 'button',
        action_id: action,
        block_id: 'b1',
        value,
        text: { type: 'plain_text', text: label },
        action_ts: ts,
      },
    ],
  };
  const reply = await post(boutique, payloadOf(body));
  const acknowledged = reply.status === 200;
  const milliseconds = Date.now() - at;
  if (acknowledged) await boutique.pause(80);
  const responses = wordsAt(standIn, response);
  diary.presses.push({
    at,
    who: worker.name,
    action: action.replace(/#\d+$/, ''),
    value,
    acknowledged,
    milliseconds,
    responses,
  });
  await fillIn(boutique, worker);
}

/** A modal, or words by the response_url, within Slack's patience. */
async function answerArrives({ standIn, pause }: Boutique, { id }: Worker, response: string): Promise<void> {
  const until = Date.now() + 3_500;
  while (Date.now() < until && !standIn.modals.has(id) && wordsAt(standIn, response) === '') await pause(15);
}

function wordsAt({ responses }: StandIn, response: string): string {
  const said = responses.get(response.split('/').at(-1) ?? '') ?? [];
  return said.map(({ text }) => String(text)).join(' ');
}

interface Block {
  readonly type: string;
  readonly block_id?: string;
  readonly element?: Widget;
  readonly elements?: readonly {
    readonly type: string;
    readonly action_id: string;
    readonly value: string;
    readonly text: { text: string };
  }[];
}

interface Widget {
  readonly type: string;
  readonly action_id: string;
  readonly options?: readonly Option[];
  readonly initial_option?: Option;
}

interface Option {
  readonly value: string;
}

function buttonsSeenBy({ messages }: StandIn, { id, rooms }: Worker): Seen[] {
  return [directMessages(id), ...rooms].flatMap((channel) =>
    [...(messages.get(channel) ?? [])]
      .slice(-60)
      .flatMap(([ts, { blocks }]) =>
        (blocks as readonly Block[])
          .flatMap(({ type, elements }) => (type === 'actions' ? (elements ?? []) : []))
          .map(({ action_id: action, value, text }) => ({ channel, ts, action, value, label: text.text })),
      ),
  );
}

/** Fills in what is open, sends it, and sends it again while nobody can tell what became of it. */
async function fillIn(boutique: Boutique, worker: Worker): Promise<void> {
  const { standIn, chance, diary, pause } = boutique;
  for (let steps = 0; steps < 6; steps += 1) {
    const view = standIn.modals.get(worker.id);
    if (!view) return;
    standIn.modals.delete(worker.id);
    const filled = fill(boutique, view);
    const attempts: Attempt[] = [];
    const submit = async () => void attempts.push(await submitOnce(boutique, worker, filled));
    // An impatient second click.
    await Promise.all(chance.below(12) === 0 ? [submit(), submit()] : [submit()]);
    for (let again = 0; again < 40 && isOpen(attempts) && chance.below(40) > 0; again += 1) {
      await pause(200 + chance.below(400));
      await submit();
    }
    diary.submissions.push({
      marker: filled.marker,
      who: worker.name,
      form: filled.form,
      carries: filled.carries,
      attempts,
    });
  }
}

const isOpen = (attempts: Submission['attempts']): boolean =>
  !attempts.some(({ outcome }) => outcome === 'accepted' || outcome === 'refused');

interface Filled {
  readonly view: View;
  readonly values: Record<string, Record<string, object>>;
  readonly marker: string;
  readonly form: string;
  readonly carries: Submission['carries'];
}

function fill(boutique: Boutique, view: View): Filled {
  const marker = boutique.newMarker();
  const blocks = view.blocks as readonly Block[];
  const route = JSON.parse(String(view.private_metadata)) as { interaction: string };
  const withFile = blocks.some(({ block_id }) => block_id === 'file') && boutique.chance.below(7) === 0;
  const values: Filled['values'] = {};
  let carries: Submission['carries'] = 'nothing';
  for (const { block_id: name, element } of blocks) {
    if (!name || !element) continue;
    values[name] = {
      [element.action_id]: { type: element.type, ...answerTo(boutique, name, element, marker, withFile) },
    };
    if (element.type === 'plain_text_input' && carries === 'nothing') carries = name === 'serials' ? 'text' : 'words';
  }
  if (withFile) carries = 'file';
  return { view, values, marker, form: route.interaction, carries };
}

function answerTo(boutique: Boutique, name: string, element: Widget, marker: string, withFile: boolean): object {
  const { chance, standIn } = boutique;
  const options = element.options ?? [];
  switch (element.type) {
    case 'plain_text_input':
      return { value: name === 'serials' ? (withFile ? null : scan(boutique, marker)) : marker };
    case 'static_select':
    case 'radio_buttons':
      return { selected_option: element.initial_option ?? (options.length > 0 ? chance.pick(options) : null) };
    case 'checkboxes':
      return { selected_options: options.slice(0, 1) };
    case 'multi_static_select':
      return { selected_options: chance.below(5) === 0 ? [chance.pick(options)] : [] };
    case 'file_input': {
      if (!withFile || name !== 'file') return { files: [] };
      standIn.files.set(marker, Buffer.from(scan(boutique, marker)));
      return { files: [{ id: marker, name: `${marker}.csv` }] };
    }
    default:
      return {};
  }
}

/** Serials as one scans them, some twice, some of another zone, and one line that nobody else's list has. */
function scan({ chance, serials }: Boutique, marker: string): string {
  const zone = chance.pick([...serials.values()]);
  const most = chance.below(3) === 0 ? zone.length : chance.below(12);
  const from = chance.below(Math.max(1, zone.length - most));
  // Not readable, and so no piece that differs; now and then a serial that no stock has.
  const line = chance.below(6) === 0 ? marker : `?${marker}`;
  return [...zone.slice(from, from + most), line].join('\n');
}

async function submitOnce(boutique: Boutique, worker: Worker, { view, values }: Filled): Promise<Attempt> {
  const since = Date.now();
  const body = {
    type: 'view_submission',
    ...whoIs(boutique, worker),
    trigger_id: boutique.standIn.newTrigger(worker.id),
    view: { ...view, state: { values } },
    response_urls: [],
  };
  const reply = await post(boutique, payloadOf(body));
  return { ...outcomeOf(boutique, worker, view, reply), at: since, milliseconds: Date.now() - since };
}

interface ViewAnswer {
  readonly response_action?: string;
  readonly errors?: Readonly<Record<string, string>>;
  readonly view?: View & { readonly blocks: readonly unknown[] };
}

function outcomeOf({ standIn }: Boutique, worker: Worker, view: View, reply: Reply) {
  if (reply.status !== 200) return { outcome: 'unknown' as const, words: `${reply.status ?? reply.body}` };
  const answer = (reply.body === '' ? {} : JSON.parse(reply.body)) as ViewAnswer;
  const words = Object.values(answer.errors ?? {}).join(' ');
  if (/^(Something went wrong|Vitrine can't answer)/.test(words)) return { outcome: 'failed' as const, words };
  if (answer.response_action === 'errors') return { outcome: 'refused' as const, words };
  const next = answer.view;
  // A form that leads to the next one takes its place.
  if (next?.callback_id === 'form') standIn.modals.set(worker.id, { ...next, id: view.id });
  return { outcome: 'accepted' as const, words: answer.response_action ?? 'empty' };
}

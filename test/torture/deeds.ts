import { fieldsOf, payloadOf } from '../tools/sender.js';
import { directMessages, type StandIn } from '../tools/slack-stand-in.js';
import { type Block, fillIn } from './filling.js';
import { type Boutique, MADISON, post, type Worker, whoIs } from './people.js';

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

import type { Activity } from './activities.js';
import type { TeamsWorld } from './world.js';

/** What became of an activity sent to the bot. */
export type Delivery =
  /** `body` is what an invoke answers; undefined for nothing, a text when it was no JSON. */
  | { readonly outcome: 'ok'; readonly body: unknown }
  | { readonly outcome: 'status'; readonly status: number }
  | { readonly outcome: 'timeout' }
  | { readonly outcome: 'unreachable' };

const teamsTimeout = 15_000;
const composeTimeout = 5_000;
/** The client's own tries of a message extension. */
const composeTries = 3;

export const wrongAnswer = 'Something went wrong. Please try again.';
export const noAnswer = 'Unable to reach app. Please try again.';

/** To `POST /api/messages`, signed; waits as long as Teams does. */
export function sendActivity(world: TeamsWorld, activity: Activity): Promise<Delivery> {
  return deliver(world, activity, world.options.answerTimeout ?? teamsTimeout);
}

/** A message extension is asked up to three times: each is a new activity, so its id tells nobody that it is the same. */
export async function sendCompose(world: TeamsWorld, build: () => Activity): Promise<Delivery> {
  const timeout = world.options.composeTimeout ?? composeTimeout;
  let last = await deliver(world, build(), timeout);
  for (let tried = 1; tried < composeTries && last.outcome === 'timeout'; tried += 1) {
    last = await deliver(world, build(), timeout);
  }
  return last;
}

/** In Teams' words; null when the bot answered. */
export function troubleOf(delivery: Delivery): string | null {
  switch (delivery.outcome) {
    case 'ok':
      return null;
    case 'status':
      return wrongAnswer;
    case 'timeout':
    case 'unreachable':
      return noAnswer;
  }
}

async function deliver(world: TeamsWorld, activity: Activity, timeout: number): Promise<Delivery> {
  // What the person sees must be kept before the bot hears of it.
  await world.store.settled();
  const startedAt = world.options.now().getTime();
  const delivery = await attempt(world, activity, timeout);
  world.log.add({
    direction: 'in',
    what: nameOf(activity),
    status: delivery.outcome === 'ok' ? 200 : delivery.outcome === 'status' ? delivery.status : 0,
    startedAt,
    request: activity,
    answer: delivery.outcome === 'ok' ? (delivery.body ?? null) : delivery.outcome,
  });
  return delivery;
}

async function attempt(world: TeamsWorld, activity: Activity, milliseconds: number): Promise<Delivery> {
  const timeout = AbortSignal.timeout(milliseconds);
  try {
    const response = await fetch(world.options.messagesUrl, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.any([timeout, world.closing.signal]),
      body: JSON.stringify(activity),
      headers: {
        authorization: `Bearer ${world.identity.token()}`,
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Microsoft-SkypeBotApi (playground)',
      },
    });
    const text = await response.text();
    if (!response.ok) return { outcome: 'status', status: response.status };
    return { outcome: 'ok', body: readable(text) };
  } catch {
    return { outcome: timeout.aborted ? 'timeout' : 'unreachable' };
  }
}

/** For the log: `message`, `invoke task/fetch`, `installationUpdate add`. */
function nameOf({ type, name, action, value }: Activity): string {
  const detail = typeof name === 'string' ? name : typeof action === 'string' ? action : '';
  const automatic = Object(value).trigger === 'automatic' ? '(automatic)' : '';
  return [type, detail, automatic].filter((word) => word !== '').join(' ');
}

function readable(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

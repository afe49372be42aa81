import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { shortId, type World } from './world.js';

/** What became of a request to the bot. */
export type Delivery =
  | { readonly outcome: 'ok'; readonly body: string; readonly contentType: string }
  | { readonly outcome: 'status'; readonly status: number; readonly noRetry: boolean }
  | { readonly outcome: 'timeout' }
  | { readonly outcome: 'unreachable' };

interface Parcel {
  /** For the log: `/count`, `block_actions`, `event app_home_opened`. */
  readonly what: string;
  readonly contentType: string;
  readonly body: string;
  /** The same, readable. */
  readonly shown: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Bolt takes this content type only without a charset, which is how Slack sends it. */
const form = 'application/x-www-form-urlencoded';
const slacksTimeout = 3000;
const slacksRetryDelays = [0, 60_000, 300_000] as const;

export function sendCommand(world: World, fields: Readonly<Record<string, string>>): Promise<Delivery> {
  const body = new URLSearchParams(fields).toString();
  return deliver(world, { what: fields.command ?? '', contentType: form, body, shown: fields });
}

export function sendInteraction(world: World, payload: Readonly<Record<string, unknown>>): Promise<Delivery> {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return deliver(world, { what: String(payload.type), contentType: form, body, shown: payload });
}

/** Events are tried up to four times; nobody waits for them. */
export async function sendEvent(world: World, event: Readonly<Record<string, unknown>>): Promise<void> {
  const envelope = envelopeOf(world, event);
  const parcel: Parcel = {
    what: `event ${String(event.type)}`,
    contentType: 'application/json',
    body: JSON.stringify(envelope),
    shown: envelope,
  };
  let last = await deliver(world, parcel);
  for (const [index, delay] of (world.options.eventRetryDelays ?? slacksRetryDelays).entries()) {
    const reason = retryReason(last);
    if (reason === undefined) return;
    await wait(delay, undefined, { signal: world.closing.signal, ref: false });
    const headers = { 'x-slack-retry-num': String(index + 1), 'x-slack-retry-reason': reason };
    last = await deliver(world, { ...parcel, headers });
  }
}

export function newTrigger(world: World, user: string): string {
  const millis = world.options.now().getTime();
  return world.triggers.issue(user, `${millis}.${millis}.${shortId(world.options.newId()).toLowerCase()}`);
}

async function deliver(world: World, parcel: Parcel): Promise<Delivery> {
  // What the person sees must be kept before the bot hears of it.
  await world.store.settled();
  const startedAt = world.options.now().getTime();
  const delivery = await attempt(world, parcel);
  world.log.add({
    direction: 'in',
    what: parcel.what,
    status: delivery.outcome === 'ok' ? 200 : delivery.outcome === 'status' ? delivery.status : 0,
    startedAt,
    request: parcel.shown,
    answer: delivery.outcome === 'ok' ? readable(delivery.body) : delivery.outcome,
  });
  return delivery;
}

async function attempt(world: World, { contentType, body, headers }: Parcel): Promise<Delivery> {
  const { eventsUrl, ackTimeout = slacksTimeout, now, signingSecret } = world.options;
  const timestamp = String(Math.floor(now().getTime() / 1000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  const timeout = AbortSignal.timeout(ackTimeout);
  try {
    const response = await fetch(eventsUrl, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.any([timeout, world.closing.signal]),
      body: Buffer.from(body),
      headers: {
        'content-type': contentType,
        'user-agent': 'Slackbot 1.0 (playground)',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
        ...headers,
      },
    });
    const text = await response.text();
    if (response.status !== 200) {
      return { outcome: 'status', status: response.status, noRetry: response.headers.get('x-slack-no-retry') === '1' };
    }
    return { outcome: 'ok', body: text, contentType: response.headers.get('content-type') ?? '' };
  } catch {
    return { outcome: timeout.aborted ? 'timeout' : 'unreachable' };
  }
}

function retryReason(delivery: Delivery): string | undefined {
  switch (delivery.outcome) {
    case 'ok':
      return undefined;
    case 'timeout':
      return 'http_timeout';
    case 'unreachable':
      return 'connection_failed';
    case 'status':
      return delivery.noRetry ? undefined : 'http_error';
  }
}

function envelopeOf(world: World, event: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { team, app } = world.options.workspace;
  return {
    token: 'playground',
    team_id: team.id,
    api_app_id: app.id,
    event,
    type: 'event_callback',
    event_id: world.idFor('Ev'),
    event_time: Math.floor(world.options.now().getTime() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: team.id, user_id: app.botUserId, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
  };
}

function readable(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

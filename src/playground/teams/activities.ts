import type { Place } from './conversations.js';
import type { TeamsUser } from './protocol.js';
import type { TeamsWorld } from './world.js';

export type Activity = Readonly<Record<string, unknown>> & { readonly type: string };

const locale = 'en-US';
const timezone = 'America/New_York';

interface Facts {
  readonly user: TeamsUser;
  readonly place: Place;
  readonly platform?: string | undefined;
}

/** What every message and invoke carries besides its own matter. */
export function envelope(world: TeamsWorld, { user, place, platform = 'Web' }: Facts) {
  const clientInfo = { locale, country: 'US', platform, timezone, type: 'clientInfo' };
  return {
    ...addressing(world, place),
    ...times(world.options.now()),
    from: { id: user.mri, name: user.name, aadObjectId: user.aadObjectId },
    entities: [clientInfo],
    locale,
    localTimezone: timezone,
  };
}

/** What installations and reactions carry: who, without a name, and where. */
export function bareEnvelope(world: TeamsWorld, { user, place }: Facts) {
  return {
    ...addressing(world, place),
    timestamp: times(world.options.now()).timestamp,
    from: { id: user.mri, aadObjectId: user.aadObjectId },
  };
}

export function invokeId(world: TeamsWorld): string {
  return `f:${world.options.newId()}`;
}

function addressing(world: TeamsWorld, place: Place) {
  return {
    channelId: 'msteams',
    serviceUrl: world.serviceUrl,
    recipient: { id: world.botId, name: world.options.workspace.app.name },
    conversation: conversationOf(world, place),
    channelData: channelDataOf(world, place),
  };
}

function conversationOf(world: TeamsWorld, { conversation, threadId }: Place) {
  const { id, kind } = conversation;
  const shared = { conversationType: kind, tenantId: world.options.workspace.tenant.id };
  if (kind === 'personal') return { ...shared, id };
  return { isGroup: true, ...shared, id: threadId === undefined ? id : `${id};messageid=${threadId}` };
}

function channelDataOf(world: TeamsWorld, { conversation }: Place) {
  const { tenant, team } = world.options.workspace;
  const inChannel = conversation.kind === 'channel';
  return {
    ...(inChannel ? { channel: { id: conversation.id }, team: { id: team.id } } : {}),
    tenant: { id: tenant.id },
  };
}

/** With seven digits of a second, and the person's own clock beside it. */
function times(now: Date) {
  const offset = offsetOf(now);
  const [, sign = '+', hours = '00', minutes = '00'] = /([+-])(\d\d):(\d\d)/.exec(offset) ?? [];
  const shift = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
  const local = new Date(now.getTime() + shift).toISOString();
  const fine = (iso: string) => iso.replace('Z', '0000');
  return { timestamp: `${fine(now.toISOString())}Z`, localTimestamp: `${fine(local)}${sign}${hours}:${minutes}` };
}

/** `GMT-05:00`. */
function offsetOf(now: Date): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: timezone, timeZoneName: 'longOffset' }).formatToParts(now);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Activity, activityIn, isActivity, replaced } from './activities.js';
import { eventOf, FORM, fieldsOf, type Parcel, payloadOf } from './sender.js';

/** A recorded request: how it travels, and what it says. */
export interface Recorded {
  readonly file: string;
  readonly kind: string;
  readonly payload: Json;
  readonly parcel: (payload: Json) => Parcel;
}

export interface Folder {
  /** Slack's. */
  readonly recorded: readonly Recorded[];
  /** Teams'. */
  readonly activities: readonly Activity[];
  readonly skipped: readonly { readonly file: string; readonly why: string }[];
}

export type Json = { readonly [key: string]: unknown };

/** Every request in a folder, in the order of the file names; what is none is named. Whose it is can be seen by its shape. */
export async function readRecorded(folder: string): Promise<Folder> {
  const recorded: Recorded[] = [];
  const activities: Activity[] = [];
  const skipped: { file: string; why: string }[] = [];
  for (const file of (await readdir(folder)).sort()) {
    const read = file.endsWith('.json') ? recordedIn(file, await readFile(join(folder, file), 'utf8')) : 'no JSON file';
    if (typeof read === 'string') skipped.push({ file, why: read });
    else if ('activity' in read) activities.push(read.activity);
    else recorded.push(read.request);
  }
  return { recorded, activities, skipped };
}

type Read = { readonly request: Recorded } | { readonly activity: Activity } | string;

function recordedIn(file: string, text: string): Read {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return 'not JSON';
  }
  if (isJson(read) && isActivity(read)) return { activity: activityIn(file, read) };
  if (!isJson(read) || !isJson(read.transport) || !isJson(read.payload)) return 'no transport and payload';
  const { kind, transport, payload } = read;
  if (transport.websocket !== undefined) return 'travels over a WebSocket';
  const parcel = parcelOf(transport, payload);
  if (parcel === null) return `unknown transport ${JSON.stringify(transport)}`;
  return { request: { file, kind: typeof kind === 'string' ? kind : String(payload.type), payload, parcel } };
}

function parcelOf({ content_type: type, body }: Json, payload: Json): Recorded['parcel'] | null {
  if (type === 'application/json') return eventOf;
  if (type !== FORM) return null;
  const isFields = body === 'form fields' || (payload.type === undefined && typeof payload.command === 'string');
  return isFields ? (given) => fieldsOf(given as Record<string, string>) : payloadOf;
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whose it becomes when it is played as if it were meant for the bot that runs here. */
export interface Home {
  readonly team: string;
  readonly user: string;
  /** Where answers may go: recorded addresses are somebody's. */
  readonly responses: string;
}

/** The same request, as our own workspace would send it for our own button, form or command. */
export function atHome(payload: Json, home: Home): Json {
  const teams = new Set([...idsIn(payload, 'team'), ...idsIn(payload, 'team_id'), ...idsIn(payload, INSTALLED)]);
  const users = new Set([...idsIn(payload, 'user'), ...idsIn(payload, 'user_id')]);
  return ours(
    replaced(payload, (text) => {
      if (teams.has(text)) return home.team;
      return users.has(text) ? home.user : text;
    }) as Json,
  );
}

/** Recorded answers' addresses lead nowhere but to us. */
export function withoutOutside(payload: Json, { responses }: Pick<Home, 'responses'>): Json {
  return replaced(payload, (text) => (/^https?:\/\/hooks\.slack\.com\//.test(text) ? responses : text)) as Json;
}

const INSTALLED = 'app_installed_team_id';

/** What stands under this key, anywhere: `team: 'T1'`, `team: { id: 'T1' }`. */
function idsIn(value: unknown, key: string): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => idsIn(each, key));
  if (!isJson(value)) return [];
  const here = value[key];
  const id = isJson(here) ? here.id : here;
  const below = Object.values(value).flatMap((each) => idsIn(each, key));
  return typeof id === 'string' && id !== '' ? [id, ...below] : below;
}

const ROUTE = { interaction: 'count', boutique: 'MADISON', subject: '', instance: 'replayed' };

function ours(payload: Json): Json {
  if (payload.type === undefined && typeof payload.command === 'string') return { ...payload, command: '/count' };
  if (payload.type === 'view_submission' && isJson(payload.view))
    return {
      ...payload,
      view: { ...payload.view, callback_id: 'form', private_metadata: JSON.stringify(ROUTE) },
    };
  if (payload.type !== 'block_actions' || !Array.isArray(payload.actions)) return payload;
  const actions = payload.actions.map((action: Json) =>
    action.type === 'button'
      ? { ...action, action_id: 'stock-counts.close-zone', value: '["MADISON","replayed"]' }
      : action,
  );
  return { ...payload, actions };
}

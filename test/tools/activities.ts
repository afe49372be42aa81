import type { Json } from './recorded.js';

/** A recorded activity of Teams. It names everything by itself: the service, the tenant, the conversation. */
export interface Activity {
  readonly file: string;
  /** `message`, `invoke task/fetch`, `installationUpdate add`. */
  readonly kind: string;
  readonly payload: Json;
}

export const isActivity = (json: Json): boolean => json.channelId === 'msteams' && typeof json.type === 'string';

export function activityIn(file: string, payload: Json): Activity {
  const { type, name, action } = payload;
  const detail = [name, action].find((each) => typeof each === 'string') ?? '';
  return { file, kind: `${type} ${detail}`.trim(), payload };
}

/** Where it is let in. */
export interface TeamsHome {
  readonly serviceUrl: string;
  readonly tenant: string;
  readonly bot: string;
  /** Where its files are: what it names is somebody's, or nobody's. */
  readonly files: string;
}

/** The same, as our own tenant's Teams would send it to our bot. Each is a new one: what comes again is taken once. */
export function letIn({ payload }: Activity, { serviceUrl, tenant, bot, files }: TeamsHome, id: string): Json {
  const tenants = new Set([objectIn(payload.conversation).tenantId, objectIn(dataOf(payload).tenant).id]);
  const us = objectIn(payload.recipient).id;
  const ours = replaced(payload, (text) => {
    if (tenants.has(text)) return tenant;
    if (text === us) return bot;
    return SHAREPOINT.test(text) ? `${files}${SHARING_PAGE.test(text) ? 'page' : 'scan.csv'}` : text;
  }) as Json;
  return { ...ours, serviceUrl, ...('id' in payload && { id: `${payload.id}${id}` }) };
}

const SHAREPOINT = /^https:\/\/[\w-]+\.sharepoint\.com\//;
/** What some phones name instead of the file. */
const SHARING_PAGE = /\.com\/:\w:\//;

/** With what our own cards, forms and menus bring back. */
export function ofOurs(activity: Json): Json {
  const { type, name, text, value } = activity;
  if (type === 'message' && value !== undefined) return { ...activity, value: PRESS };
  if (type === 'message' && typeof text === 'string' && text.trim() !== '')
    return { ...activity, text: `${/<at>.*<\/at>/.exec(text)?.[0] ?? ''} count\n` };
  if (type !== 'invoke') return activity;
  return { ...activity, value: { ...objectIn(value), ...valueOfOurs(String(name), objectIn(value)) } };
}

const ROUTE = { boutique: 'MADISON', subject: 'replayed', topic: null } as const;
const PRESS = { vitrine: { action: 'stock-counts.close-zone', ...ROUTE } };
const KINDS = { zone: 'choice', reason: 'choice', serials: 'text', file: 'files', also: 'choices' };
const FORM = { vitrine: { interaction: 'count', ...ROUTE, instance: 'replayed', kinds: KINDS } };

function valueOfOurs(name: string, { trigger, context }: Json): Json {
  switch (name) {
    case 'adaptiveCard/action': {
      if (trigger === 'automatic')
        return {
          action: { type: 'Action.Execute', verb: 'vitrine.refresh', data: { vitrine: { topic: 'replayed' } } },
        };
      return { action: { type: 'Action.Execute', verb: PRESS.vitrine.action, data: PRESS } };
    }
    case 'task/fetch':
      return { data: { msteams: { type: 'task/fetch' }, vitrine: { words: 'count' } } };
    case 'task/submit':
    case 'composeExtension/submitAction':
      return { data: FORM, ...(name.startsWith('compose') && { commandId: 'count' }) };
    case 'composeExtension/fetchTask':
      return { commandId: 'count', commandContext: 'compose' };
    case 'fileConsent/invoke':
      return { context: { vitrine: { offer: 'replayed' } } };
    default:
      return { context };
  }
}

const dataOf = ({ channelData }: Json): Json => objectIn(channelData);

const objectIn = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** The same with every text in it changed, wherever it stands. */
export function replaced(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => replaced(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, replaced(each, change)]));
}

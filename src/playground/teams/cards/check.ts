import { inputsOf } from './look-up.js';
import { type CardPlace, checkAction, checkNested, isObject, type Json } from './parts.js';

const versions = ['1.0', '1.1', '1.2', '1.3', '1.4', '1.5'];
const mostRefreshed = 60;

/** What is wrong with an Adaptive Card, each with the place; nothing is a good card. */
export function checkCard(card: unknown, place: CardPlace = 'message'): readonly string[] {
  if (!isObject(card)) return ['/: a card must be an object'];
  if (card.type !== 'AdaptiveCard') return ['/type: must be AdaptiveCard'];
  const version = String(card.version ?? '');
  if (!versions.includes(version)) return [`/version: "${version}" is not a version that Teams shows (1.0 to 1.5)`];
  const found = [...checkNested(card, '', place), ...checkRefresh(card.refresh)];
  const needsUniversal = card.refresh !== undefined || JSON.stringify(card).includes('"Action.Execute"');
  const old = needsUniversal && version < '1.4' ? ['/version: Action.Execute and refresh need 1.4'] : [];
  return [...old, ...found, ...doubledInputs(card)];
}

function checkRefresh(refresh: unknown): readonly string[] {
  if (!isObject(refresh)) return [];
  const { action, userIds, ...rest } = refresh;
  const type = isObject(action) ? action.type : undefined;
  const foreign = Object.keys(rest).filter((name) => name !== 'expires');
  const execute = type === 'Action.Execute' ? checkAction(action, '/refresh/action', 'message') : [];
  return [
    ...(type === 'Action.Execute' ? execute : ['/refresh/action: must be an Action.Execute']),
    ...foreign.map((name) => `/refresh/${name}: refresh has no such property`),
    ...checkUsers(userIds),
  ];
}

function checkUsers(userIds: unknown): readonly string[] {
  if (userIds === undefined) return [];
  if (!Array.isArray(userIds) || userIds.some((id) => typeof id !== 'string')) {
    return ['/refresh/userIds: must be a list of texts'];
  }
  return userIds.length > mostRefreshed ? [`/refresh/userIds: at most ${mostRefreshed}, not ${userIds.length}`] : [];
}

function doubledInputs(card: Json): readonly string[] {
  const ids = inputsOf(card).map(({ id }) => String(id));
  const doubled = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  return [...doubled].map((id) => `/body: two inputs have the id "${id}"`);
}

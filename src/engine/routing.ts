import type { LookupKey } from '../database/lookup.js';
import { Refusal } from '../domain/refusal.js';
import type { Registered, Registry } from './registry.js';
import type { Request, Route, Search } from './request.js';

/** What a request asks for, before anybody checked the right to it. */
export interface Wanted {
  readonly route: Route;
  readonly registered: Registered;
  readonly key: LookupKey;
}

export function routeOf(registry: Registry, request: Request | Search): Wanted {
  const { channel, tenant, userId, room } = request;
  const asker = { channel, tenant, userId, room };
  if (request.type === 'shortcut') return { ...pointedAt(registry, request.name), key: { ...asker, boutique: null } };
  if (request.type !== 'command') {
    const registered = registry.interaction(request.route.interaction);
    const asksNothing = request.type !== 'press' && registered?.interaction.type !== 'ask';
    if (!registered || asksNothing)
      throw new Refusal(
        'unknown-action',
        'This button is from an earlier version of Vitrine. Start again with /count.',
      );
    return { route: request.route, registered, key: { ...asker, boutique: request.route.boutique } };
  }

  const command = registry.command(request.words);
  const registered = command && registry.interaction(command.name);
  if (!registered)
    throw new Refusal('unknown-command', "I don't know that command. Type /vitrine help to see what I know.");
  const rest = command.rest === '' ? null : command.rest;
  const words = registered.interaction.takesWords === true;
  const boutique = words ? null : rest;
  const subject = words ? (rest ?? '') : '';
  return { route: { interaction: command.name, boutique, subject }, registered, key: { ...asker, boutique } };
}

/** As the command without a word behind it: the boutique comes from the room. */
function pointedAt(registry: Registry, name: string): Omit<Wanted, 'key'> {
  const interaction = registry.shortcut(name);
  const registered = interaction === null ? null : registry.interaction(interaction);
  if (interaction === null || !registered)
    throw new Refusal(
      'unknown-shortcut',
      'This shortcut is from another version of Vitrine. Type the command instead.',
    );
  return { route: { interaction, boutique: null, subject: '' }, registered };
}

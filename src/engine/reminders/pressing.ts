import type { RoleAt } from '../../database/reminders-said.js';
import { grouped } from '../../domain/grouped.js';
import { holds, type Person } from '../../domain/people.js';
import type { Registry } from '../registry.js';
import type { ShownRow } from './states.js';

type Pressing = Pick<Registry, 'interaction'>;

/**
 * Whether this person may do what a reminder asks for. Who else may is known only once they press: whom a plan names has
 * it as its owner or hears of it first, and on the rungs above everybody goes by their roles alone.
 */
export function mayPress(
  registry: Pressing,
  { button, boutique, owner, rung, saidAt = rung }: ShownRow,
  { id, roles }: Pick<Person, 'id' | 'roles'>,
): boolean {
  const interaction = registry.interaction(button.action)?.interaction;
  if (!interaction) return false;
  const { allow, also } = interaction;
  if (boutique === null) return roles.some(({ role }) => allow.includes(role));
  return holds({ roles }, allow, boutique) || (also !== undefined && (owner === id || saidAt === 0));
}

/** The same of many readers, by the roles that they hold; a channel has readers of every role. */
export function pressersAmong(
  registry: Pressing,
  held: readonly RoleAt[],
): (row: ShownRow, reader: string | null) => boolean {
  const roles = grouped(held, ({ person }) => person);
  return (row, reader) => reader === null || mayPress(registry, row, { id: reader, roles: roles.get(reader) ?? [] });
}

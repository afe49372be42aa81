import type { LadderRung } from '../../database/reminders-said.js';
import type { Reminder } from '../capability.js';
import type { Registry } from '../registry.js';

/** A reminder under its whole name: `aml-checks/monthly-check`. */
export interface Declared {
  readonly name: string;
  readonly reminder: Reminder;
}

export const declaredIn = ({ capabilities }: Pick<Registry, 'capabilities'>): readonly Declared[] =>
  capabilities.flatMap(({ name, reminders = [] }) =>
    reminders.map((reminder) => ({ name: `${name}/${reminder.name}`, reminder })),
  );

export const laddersOf = (declared: readonly Declared[]): readonly LadderRung[] =>
  declared.flatMap(({ name, reminder }) => reminder.ladder.map(({ to }, rung) => ({ name, rung, role: to })));

/** By its whole name. */
export const isOfNetwork = (registry: Pick<Registry, 'capabilities'>, name: string): boolean =>
  declaredIn(registry).some((each) => each.name === name && each.reminder.places === 'network');

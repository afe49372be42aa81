import { button } from '../../src/chat/card.js';
import { BEFORE_MORNING, capability, type Owed, type Reminder, reminder, run } from '../../src/engine/capability.js';
import type { Bot } from './bot.js';

/** What boutiques owe, by code; a test writes it and takes it away again. */
export type Chores = Map<string, readonly Owed[]>;

export const owed = (subject: string, rest: Partial<Owed> = {}): Owed => ({
  subject,
  level: 'due',
  on: '2026-11-24',
  line: { lead: `Chore ${subject}`, text: 'Water the orchids' },
  button: button('chores.done', 'Done', subject),
  ...rest,
});

/** A capability that knows of nothing but chores. */
export function choresOf(chores: Chores, rest: Partial<Reminder<readonly Owed[]>> = {}) {
  return capability({
    name: 'chores',
    title: 'Chores',
    commands: {},
    shortcuts: {},
    actions: {
      done: run({
        summary: 'Do a chore',
        allow: ['associate', 'store-manager', 'operations-manager'],
        async run({ boutique, subject, settle }) {
          chores.set(
            boutique.code,
            (chores.get(boutique.code) ?? []).filter((each) => each.subject !== subject),
          );
          settle('chores/orchids', [subject]);
          return { done: true };
        },
      }),
    },
    approvals: [],
    jobs: {},
    waiting: async () => [],
    reminders: [
      reminder<readonly Owed[]>({
        name: 'orchids',
        title: 'Orchids',
        cron: BEFORE_MORNING,
        places: 'boutiques',
        facts: async () => chores,
        due: (_place, _today, list) => list ?? [],
        ladder: [
          { to: 'store-manager', after: { openDays: 0 } },
          { to: 'operations-manager', after: { openDays: 2 } },
        ],
        ...rest,
      }),
    ],
  });
}

/** Ten to seven, Monday to Saturday. */
export async function opensOnWeekdays({ connection }: Bot): Promise<void> {
  await connection.pool.query(`update boutiques set trading_hours = (
    select jsonb_object_agg(day, '10:00-19:00') from unnest(array['mon','tue','wed','thu','fri','sat']) as day)`);
}

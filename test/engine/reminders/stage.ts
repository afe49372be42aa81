import { button, card } from '../../../src/chat/card.js';
import { addDeliveries } from '../../../src/database/deliveries.js';
import { type Capability, capability, reminder, run, runAnywhere } from '../../../src/engine/capability.js';
import { drawn } from '../../../src/engine/reminders/redrawing.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import type { Member } from '../../helpers/network.js';

/** A Friday after Thanksgiving, 9:12 in New York. */
export const MORNING = '2026-11-27T14:12:00Z';
const TODAY = '2026-11-27';

/** Boutiques that are open on Mondays, Wednesdays and Fridays, and owe a check. */
export async function startChecks(...others: readonly Capability[]): Promise<Bot> {
  const bot = await startBot(MORNING, { capabilities: [checks, ...others] });
  const open = JSON.stringify({ mon: '10:00-19:00', wed: '10:00-19:00', fri: '10:00-19:00' });
  await bot.connection.pool.query('update boutiques set trading_hours = $1', [open]);
  return bot;
}

export const checks = capability({
  name: 'checks',
  title: 'Checks',
  commands: {},
  shortcuts: {},
  actions: {
    do: run({
      summary: 'Do the check',
      allow: ['associate', 'store-manager'],
      run: async ({ settle, subject }) => {
        settle('checks/monthly', [subject]);
        return { reply: card('Checked', []) };
      },
    }),
    close: run({
      summary: 'Close it to others',
      allow: ['store-manager'],
      run: async ({ restrict, subject }) => {
        await restrict(subject, { roles: ['store-manager'], people: [] });
        return { done: true };
      },
    }),
    budget: runAnywhere({
      summary: 'Plan the budget',
      allow: ['operations-manager'],
      run: async () => ({ done: true }),
    }),
  },
  approvals: [],
  jobs: {},
  waiting: async () => [],
  reminders: [
    reminder({
      name: 'monthly',
      title: 'Monthly check',
      cron: '30 4 * * *',
      places: 'boutiques',
      facts: async () => new Map(),
      due: () => [],
      ladder: [
        { to: 'store-manager', after: { openDays: 0 } },
        { to: 'operations-manager', after: { openDays: 1 } },
      ],
    }),
    reminder({
      name: 'payments',
      title: 'Payments',
      cron: '30 4 * * *',
      places: 'boutiques',
      channel: 'never',
      facts: async () => new Map(),
      due: () => [],
      ladder: [{ to: 'store-manager', after: { openDays: 0 } }],
    }),
    reminder({
      name: 'budget',
      title: 'Budget',
      cron: '30 4 * * *',
      places: 'network',
      facts: async () => new Map(),
      due: () => [],
      ladder: [{ to: 'operations-manager', after: { openDays: 0 } }],
    }),
  ],
});

let made = 0;

export interface Owed {
  readonly name?: string;
  readonly boutique?: string | null;
  readonly owner?: string;
  readonly level?: string;
  readonly weight?: string;
  readonly subject?: string;
  readonly rung?: number;
  readonly record?: string;
}

/** As a look writes it down. */
export async function owed(bot: Bot, own: Owed = {}): Promise<string> {
  made += 1;
  const id = `r${made}`;
  const { name = 'monthly', boutique = 'MADISON', level = 'due', weight = 'normal', subject = `2026-${made}` } = own;
  await bot.connection.prisma.reminder.create({
    data: {
      id,
      key: `checks/${name}/${boutique}/${made + 100}/${level}`,
      name: `checks/${name}`,
      boutiqueCode: boutique,
      subject,
      level,
      weight,
      line: { lead: `Check ${id}`, text: 'due today' },
      button: { ...button(name === 'budget' ? 'checks.budget' : 'checks.do', 'Do it', subject) },
      record: own.record ?? null,
      ownerId: own.owner ?? null,
      since: bot.clock.now,
      rung: own.rung ?? 0,
      rungSince: bot.clock.now,
    },
  });
  return id;
}

/** As a morning says it: several in one message, one alone in its own. */
export async function tell(bot: Bot, reader: Member, ids: readonly string[], rung = 0): Promise<string> {
  const { prisma } = bot.connection;
  const [first = ''] = ids;
  const topic = ids.length > 1 ? `person/${reader.id}/${TODAY}` : `reminder/${first}/person/${reader.id}`;
  if (ids.length > 1) await prisma.digest.create({ data: { key: topic, at: bot.clock.now } });
  await prisma.reminderSaid.createMany({
    data: ids.map((id) => ({
      key: `${id}/${rung}/person/${reader.id}`,
      reminderId: id,
      rung,
      personId: reader.id,
      topic,
      at: bot.clock.now,
    })),
  });
  const [message] = await drawn({ ...bot.engine.parts, db: prisma, now: bot.clock.now }, [topic]);
  if (!message) throw new Error('nothing to say');
  const conversation = `slack/person/${reader.id}`;
  await addDeliveries(prisma, [{ conversation, topic, card: message.card, attachments: [] }], bot.clock.now);
  await bot.settle();
  return topic;
}

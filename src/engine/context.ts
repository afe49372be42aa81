import type { Card } from '../chat/card.js';
import type { ChatName } from '../chat/channel.js';
import { type AuditEntry, appendAudit, sha256 } from '../database/audit.js';
import type { Database, Json } from '../database/client.js';
import { boutiqueByCode } from '../database/lookup.js';
import { remindersAbout } from '../database/reminder-messages.js';
import { endReminders, type Settled, tryLockReminders } from '../database/reminders.js';
import { saveRestriction } from '../database/restrictions.js';
import { addWork, type Work } from '../database/work.js';
import type { Boutique } from '../domain/boutique.js';
import { todayIn } from '../domain/calendar.js';
import { HOUSE_ZONE } from '../domain/house.js';
import type { Person } from '../domain/people.js';
import type { Refusal } from '../domain/refusal.js';
import { acrossOf } from './across.js';
import { propose, refresh, withdraw } from './approvals.js';
import type { Asking, Audience, Context, Facts, Job, TellOptions } from './capability.js';
import { mustDecide } from './deciding.js';
import { post } from './outbox.js';
import type { Registry } from './registry.js';
import { isOfNetwork } from './reminders/declared.js';
import { knownReminders } from './reminders/listing.js';
import { redrawn } from './reminders/redrawing.js';
import { readable } from './restrictions.js';

/** What everything in the engine is made of; built once, in `main.ts`. */
export interface Parts {
  readonly registry: Registry;
  /** Those that run; people who were in none of them yet are told things in the first. */
  readonly chats: readonly ChatName[];
  readonly newId: () => string;
  readonly now: () => Date;
}

export interface Moment {
  readonly actor: Person;
  readonly boutique: Boutique | null;
  readonly subject: string;
  readonly now: Date;
  readonly db: Database;
  /** Through which channel the actor came; `engine` where time passed. */
  readonly through: string;
  /** The fields of the form that came back. */
  readonly shown?: readonly string[] | null;
  /** The words of the message that was pointed at. */
  readonly quoted?: string | null;
}

/** Time passed, and nobody acted. */
export const nobody: Person = { id: 'vitrine', name: 'Vitrine', language: 'en-US', roles: [] };

export interface Told {
  readonly audience: Audience;
  readonly card: Card;
  readonly options: TellOptions;
}

export function asking({ registry }: Pick<Parts, 'registry'>, moment: Moment): Asking<Boutique | null> {
  const { actor, boutique, subject, now, db, shown = null, quoted = null } = moment;
  return {
    actor,
    boutique,
    subject,
    now,
    db,
    shown,
    quoted,
    get today() {
      return todayIn(boutique?.timeZone ?? HOUSE_ZONE, now);
    },
    get reminders() {
      return knownReminders(registry);
    },
  };
}

/** Runs one act: what it says and records is written at the end, in the same transaction. */
export async function act<T>(
  parts: Parts,
  moment: Moment,
  work: (context: Context<Boutique | null>) => Promise<T>,
): Promise<T> {
  const told: Told[] = [];
  const recorded: AuditEntry[] = [];
  const asked: Order[] = [];
  const restricted: string[] = [];
  const settled: Settled[] = [];
  const { boutique, db, now } = moment;
  const context: Context<Boutique | null> = {
    ...asking(parts, moment),
    newId: parts.newId,
    tell: (audience, card, options = {}) => told.push({ audience, card, options }),
    record: (event, subject, facts: Facts = {}, { content, ...change } = {}) => {
      const digest = content === undefined ? {} : { content: sha256(content) };
      recorded.push({ ...whoOf(moment), event, subject, facts: { ...facts, ...digest }, ...change });
    },
    settle: (reminder, subjects) => settled.push({ reminder, subjects, boutique: placeOf(parts, reminder, boutique) }),
    later: (job, input, at = boutique?.code) => asked.push({ job, input, boutique: at ?? null }),
    propose: (approval, subject) => propose(parts, withBoutique(context), approval, subject),
    refresh: (approval, subject) => refresh(withBoutique(context), approval, subject),
    mustDecide: (approval, subject) => mustDecide(withBoutique(context), approval, subject),
    withdraw: (approval, subject, why) => withdraw(withBoutique(context), approval, subject, why),
    async restrict(record, to) {
      await saveRestriction(db, { record, boutique: boutique?.code ?? null, ...to }, now);
      context.record('restricted', record, { roles: to.roles, people: to.people });
      restricted.push(record);
    },
    reading: (records) => readable(context, records, moment.subject === '' ? 'list' : 'asked'),
    get across() {
      return acrossOf(parts, moment, context, act);
    },
  };

  const result = await work(context);
  const ended = await endOrLater(context, settled, restricted);
  const changed = [...ended, ...(await remindersAbout(db, restricted))];
  for (const { topic, card } of await redrawn({ ...parts, db, now }, changed))
    context.tell('who-was-told', card, { topic, placed: true });
  await post(parts, { db, now, boutique }, told, restricted);
  await appendAudit(db, recorded, now);
  await handOn(parts, moment, asked);
  return result;
}

/** A job as the act that it is. */
export async function doJob(
  parts: Parts,
  moment: Moment,
  job: Job,
  { input, fetched }: { readonly input: Json; readonly fetched?: Refusal | undefined },
): Promise<void> {
  await act(parts, moment, (context) =>
    job.run(input, fetched, job.anywhere ? (context as Context) : withBoutique(context)),
  );
}

type Order = Pick<Work, 'job' | 'input' | 'boutique'>;

/** To the queue, or done here where it is to be done at once. */
async function handOn(parts: Parts, moment: Moment, asked: readonly Order[]): Promise<void> {
  const whose = { actor: moment.actor.id, through: moment.through, subject: moment.subject };
  const queued: Work[] = [];
  for (const order of asked) {
    const job = parts.registry.job(order.job);
    if (job?.atOnce) await doJob(parts, { ...moment, boutique: await placedAt(moment, order) }, job, order);
    else queued.push({ ...whose, ...order, ...(job?.queue && { queue: job.queue }), id: parts.newId() });
  }
  await addWork(moment.db, queued);
}

async function placedAt({ db, boutique }: Moment, order: Order): Promise<Boutique | null> {
  if (order.boutique === (boutique?.code ?? null)) return boutique;
  return order.boutique === null ? null : boutiqueByCode(db, order.boutique);
}

/** What the network owes is its own, also where somebody of a boutique does it. */
const placeOf = ({ registry }: Parts, name: string, boutique: Boutique | null): Boutique['code'] | null =>
  isOfNetwork(registry, name) ? null : (boutique?.code ?? null);

const whoOf = ({ actor, through, boutique }: Moment) => ({
  actorId: actor === nobody ? null : actor.id,
  channel: through,
  boutique: boutique?.code ?? null,
});

/**
 * What the act settles ends with it. While a look is under way, which may say what is done or closed by now, all that is
 * left for when it has ended. The ids of those that ended now.
 */
async function endOrLater(
  { db, now, later }: Context<Boutique | null>,
  settled: readonly Settled[],
  restricted: readonly string[],
): Promise<readonly string[]> {
  if (settled.length === 0 && restricted.length === 0) return [];
  if (await tryLockReminders(db)) return endReminders(db, settled, now);
  later(SETTLING, { settled: settled.map((each) => ({ ...each })), restricted });
  return [];
}

/** Settles what could not be settled in the act: a look was under way. */
export const SETTLING = 'engine.settle';

/** For what makes sense only at a boutique; that one was found is checked before. */
export function withBoutique(context: Context<Boutique | null>): Context {
  if (!context.boutique) throw new Error('no boutique');
  return context as Context;
}

import { dayInWords } from '../../domain/calendar.js';
import { denied, Refusal } from '../../domain/refusal.js';
import type { Asking, Context, FileReference } from '../../engine/capability.js';
import { closingOn } from './closing.js';
import { askForPhotos } from './photos.js';
import { isPrepared, type Take, whyNotYet } from './rules.js';
import type { GateId } from './rules-gates.js';
import { showTake } from './showing.js';
import { findTake } from './store.js';
import { saveGate, savePlan, touch } from './store-changes.js';

export interface Evidence {
  readonly words: string;
  readonly photos?: readonly FileReference[] | undefined;
  /** It speaks of the count. */
  readonly ofCount?: true;
  /** Nobody did it: the words say why it goes without. */
  readonly waived?: true;
}

/** The take that a button speaks of, where this gate can be passed now. `hold` where it is about to be. */
export async function mayPass(asking: Asking, gate: GateId, hold = false): Promise<Take> {
  const take = await takeIn(asking, hold);
  mustGoOn(take);
  const why = whyNotYet(take, gate, asking.today);
  if (why?.missing) throw new Refusal('not-yet', `First: ${why.missing.duty}.`);
  if (why?.from) throw new Refusal('too-early', `This can be said from ${dayInWords(why.from, asking.today)} on.`);
  if (why) throw new Refusal('passed', 'This is done already.');
  return take;
}

/** What was cancelled takes nothing any more. */
export function mustGoOn({ cancelled, campaign }: Pick<Take, 'cancelled' | 'campaign'>): void {
  if (cancelled) throw new Refusal('cancelled', `This stock take was cancelled: ${campaign.cancelled?.why ?? ''}`);
}

/** A take of this boutique. The subject may say more after a `~`. */
export async function takeIn({ db, boutique, subject }: Pick<Asking, 'db' | 'boutique' | 'subject'>, hold = false) {
  const take = await findTake(db, subject.split('~')[0] ?? '', { hold });
  if (take.boutique !== boutique.code) throw denied('elsewhere', 'This stock take is of another boutique.');
  return take;
}

/** On record, with what it was passed on; whoever was reminded of it is not any more. */
export async function pass(context: Context, take: Take, gate: GateId, evidence: Evidence): Promise<void> {
  const { db, actor, now, record, settle } = context;
  const { words, photos = [], ofCount, waived = false } = evidence;
  const about = ofCount ? (take.count?.id ?? null) : null;
  const number = await saveGate(db, { take: take.id, gate, by: actor.id, words, record: about, waived }, now);
  askForPhotos(context, take.id, number, photos);
  if (waived) record('stock-takes.gate-waived', take.id, { gate }, { reason: words });
  else record('stock-takes.gate-passed', take.id, { gate, photos: photos.length }, { content: words });
  settle('stock-takes/gate', [gateSubject(take, gate)]);
  await changed(context, take.id);
}

export const gateSubject = ({ id }: Pick<Take, 'id'>, gate: GateId): string => `${id}~${gate}`;

/** Plans the count once everything before it is done, and shows where it stands to all who follow it. */
export async function changed(context: Context, id: string): Promise<void> {
  const { db, now } = context;
  const take = await findTake(db, id);
  await touch(db, take.campaign.id, now);
  if (isPrepared(take) && take.plan === null && !take.cancelled) await planCount(context, take);
  await showTake(context, await findTake(db, id));
}

/** Over every zone there is; it begins after closing. */
async function planCount(context: Context, { id, team, day, campaign }: Take): Promise<void> {
  const { db, boutique, newId, later, actor } = context;
  if (!team) throw new Error('a count needs a team');
  const plan = newId();
  await savePlan(db, id, plan);
  const ids = (people: readonly { readonly id: string }[]) => people.map((person) => person.id);
  later('stock-counts.plan', {
    id: plan,
    zones: [],
    reason: campaign.kind,
    due: day,
    notBefore: (await closingOn(context, boutique, day)).toISOString(),
    counters: ids(team.counters),
    recounters: ids(team.recounters),
    notApprovers: [team.supervisor.id],
    plannedBy: actor.id,
  });
}

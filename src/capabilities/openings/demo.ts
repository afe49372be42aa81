import { daysAfter } from '../../domain/days.js';
import { type Anywhere, todayAt } from './acting.js';
import { milestonesFrom, templateNow } from './creating.js';
import { carried, type Milestone, NAMED, type Named, type Place } from './rules.js';
import { schedule } from './rules-schedule.js';
import { findProject, insertProject, saveProject, type Whole } from './store.js';
import { insertMilestones, markDone, saveMilestones } from './store-milestones.js';
import { holdersOf } from './store-places.js';
import { addPromises } from './store-promises.js';

const ASPEN: Place = {
  ...{ name: 'Aspen', city: 'Aspen', timeZone: 'America/Denver' },
  ...{ country: 'US', state: 'CO' },
};
const DAYS_LEFT = 60;
const SOON = 4;

/** A place that the network does not list yet opens in two months; its building works are held up. */
export async function demoOpening(context: Anywhere): Promise<void> {
  const { db, now, newId, record } = context;
  const [[lead], [director]] = [await holdersOf(db, 'operations-manager'), await holdersOf(db, 'director')];
  if (!lead || !director) return;
  const template = await templateNow(context, 'opening');
  const { kind, name, version } = template;
  const id = newId();
  const day = daysAfter(now.toISOString().slice(0, 10), DAYS_LEFT);
  const made = { id, kind, template: name, templateVersion: version, title: ASPEN.name, day, size: 'small' } as const;
  const rest = { boutique: null, place: ASPEN, currency: 'USD', state: 'brief', createdAt: now } as const;
  const number = await insertProject(db, { ...made, ...rest, lead: lead.id, director: director.id });
  await insertMilestones(db, milestonesFrom(template, { id, day, place: ASPEN }, newId));
  record('openings.planned', id, { number, template: name, version, day, demo: true });

  const milestones = await withOwners(context, asItStands(await findProject(db, id), now), lead);
  await saveMilestones(db, milestones);
  const done = milestones.filter(({ status }) => status === 'done');
  await markDone(
    db,
    done.map((each) => each.id),
    lead.id,
    now,
  );
  const { project } = await findProject(db, id);
  await saveProject(db, carried(project, milestones), now);
}

/** What should have begun by now is done, but for the building works. */
function asItStands({ project, milestones }: Whole, now: Date): Milestone[] {
  const today = todayAt(project, now);
  const soon = daysAfter(today, SOON);
  return schedule(project, milestones, today).map(({ milestone, beginBy }) => {
    if (milestone.key === 'works')
      return { ...milestone, blocker: 'The landlord has not given the hours of the elevator.' };
    if (beginBy > soon || milestone.after.includes('works')) return milestone;
    const passed = milestone.gate ? { vote: 'passed' as const, evidence: 'Go.' } : {};
    return { ...milestone, status: 'done', doneOn: milestone.due < today ? milestone.due : today, ...passed };
  });
}

/** Whoever holds the role; what nobody holds stays without an owner. */
async function withOwners(context: Anywhere, milestones: readonly Milestone[], lead: Named): Promise<Milestone[]> {
  const { db, now, newId } = context;
  const owners = new Map<string, Named>();
  for (const role of new Set(milestones.map((each) => each.role))) {
    const [first] = await holdersOf(db, role);
    if (first) owners.set(role, first);
  }
  const owned = milestones.map((each) => ({ ...each, owner: owners.get(each.role) ?? null, promise: newId() }));
  const why = NAMED;
  await addPromises(
    db,
    owned.map(({ id, project, promised, promise }) => ({
      ...{ id: promise, project, milestone: id, day: promised, before: null, cause: null, why, by: lead.id },
    })),
    now,
  );
  return owned;
}

import type { Answers, Option } from '../../chat/form.js';
import { counted } from '../../domain/calendar.js';
import { Refusal } from '../../domain/refusal.js';
import { searchWords, shortened } from '../../domain/words.js';
import type { Outcome } from '../../engine/capability.js';
import {
  type Anywhere,
  type AskingAnywhere,
  heldMilestone,
  mustBeOpen,
  mustGoOn,
  mustLead,
  replaced,
  viewOf,
} from './acting.js';
import { boardCard } from './cards.js';
import type { RoleToName } from './forms.js';
import type { ownerForm } from './forms-milestones.js';
import { seenCard } from './looking.js';
import { promiseAnew } from './recalculating.js';
import { isOpen, type Milestone, NAMED, type Named } from './rules.js';
import { nudgeSubjects } from './rules-nudges.js';
import { departmentOf } from './rules-words.js';
import { showBoard, showPromises } from './showing.js';
import { lockProject, type Whole } from './store.js';
import { saveMilestones } from './store-milestones.js';
import { activePerson, holdersOf, peopleCalled } from './store-places.js';

const MOST_FOUND = 20;

export async function peopleToName({ db }: Pick<AskingAnywhere, 'db'>, words: string): Promise<Option[]> {
  const found = await peopleCalled(db, searchWords(words), MOST_FOUND);
  return found.map(({ id, name, where }) => ({
    value: id,
    label: shortened(where === null ? name : `${name}, ${where}`, 75),
  }));
}

export async function mustBeSomebody({ db }: Pick<AskingAnywhere, 'db'>, id: string, field: string): Promise<Named> {
  const person = await activePerson(db, id);
  if (!person) throw new Refusal('nobody', 'Choose somebody from what is found.', field);
  return person;
}

export async function nameOwner(answers: Answers<ReturnType<typeof ownerForm>>, context: Anywhere): Promise<Outcome> {
  const part = await heldMilestone(context);
  const { project, milestone } = part;
  mustLead(context, project);
  mustBeOpen(part);
  const owner = await mustBeSomebody(context, answers.owner, 'owner');
  const priced = { ...milestone, costPlanned: answers.cost ?? milestone.costPlanned };
  const whole = await named(context, replaced(part, priced), new Map([[milestone.id, owner]]));
  return { reply: await seenCard(context, whole, milestone.id) };
}

/** Each is asked for the days that are theirs from now on; whoever had them before no longer is. */
async function named(context: Anywhere, before: Whole, owners: ReadonlyMap<string, Named>): Promise<Whole> {
  const { project } = before;
  const given = before.milestones.flatMap((each): Milestone[] => {
    const owner = owners.get(each.id);
    return owner ? [{ ...each, owner }] : [];
  });
  const whole = given.reduce((all, each) => replaced(all, each), before);
  const changed = given.map((milestone) => ({ milestone, before: milestone.promised, day: milestone.promised }));
  const milestones = await promiseAnew(context, whole, changed, { cause: null, why: NAMED });
  context.settle('openings/milestone', before.milestones.filter(({ id }) => owners.has(id)).flatMap(nudgeSubjects));
  await saveMilestones(
    context.db,
    milestones.filter(({ id }) => owners.has(id)),
  );
  for (const { id, owner } of given)
    context.record('openings.owner-named', id, { project: project.id, owner: owner?.id ?? null });
  const earlier = before.milestones.flatMap(({ id, owner, answer }) =>
    owners.has(id) && owner && answer === 'asked' ? [owner.id] : [],
  );
  const now = { project, milestones };
  const others = given.flatMap(({ owner }) => (owner && owner.id !== context.actor.id ? [owner.id] : []));
  await showPromises(context, now, [...others, ...earlier]);
  showBoard(context, now);
  return now;
}

/** Roles of which something has no owner yet, with the one who holds it where there is only one. */
export async function rolesToName({ db }: Pick<AskingAnywhere, 'db'>, { milestones }: Whole): Promise<RoleToName[]> {
  const unnamed = milestones.filter((each) => isOpen(each) && each.owner === null);
  const roles = [...new Set(unnamed.map(({ role }) => role))];
  const asked: RoleToName[] = [];
  for (const role of roles) {
    const [only, ...others] = await holdersOf(db, role);
    const number = unnamed.filter((each) => each.role === role).length;
    asked.push({
      role,
      label: `${departmentOf(role)}, ${counted(number, 'milestone')}`,
      known: only && others.length === 0 ? { value: only.id, label: only.name } : undefined,
    });
  }
  return asked;
}

/** By role, as the form asked; a role that was left out has no owner still. */
export async function nameOwners(
  answers: Readonly<Record<string, string | undefined>>,
  context: Anywhere,
): Promise<Outcome> {
  const whole = await lockProject(context.db, context.subject);
  mustLead(context, whole.project);
  mustGoOn(whole.project);
  const owners = new Map<string, Named>();
  for (const [field, id] of Object.entries(answers)) {
    if (id === undefined) continue;
    const owner = await mustBeSomebody(context, id, field);
    for (const { id: milestone, role, owner: has, status } of whole.milestones)
      if (`owner.${role}` === field && has === null && isOpen({ status })) owners.set(milestone, owner);
  }
  if (owners.size === 0)
    throw new Refusal('nobody-named', 'Name somebody for at least one of these.', Object.keys(answers)[0]);
  const now = await named(context, whole, owners);
  return { reply: boardCard(viewOf(now, context.now), `${counted(owners.size, 'milestone')} named.`) };
}

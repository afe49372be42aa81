import type { Option } from '../../chat/form.js';
import { listed, type Person, type Role } from '../../domain/people.js';
import { Refusal } from '../../domain/refusal.js';
import { searchWords } from '../../domain/words.js';
import { type Asking, ask, type Context } from '../../engine/capability.js';
import { doneCard, roleCard, teamsCard } from './cards-told.js';
import { teamForm } from './forms.js';
import { mayPass, mustGoOn, pass, takeIn } from './passing.js';
import { inTwoRoles, type Named, type Take, waiverIn } from './rules.js';
import { findTake } from './store.js';
import { lapse, saveDay, saveTeam, type TeamIds } from './store-changes.js';
import { teamsNamed, whoCan } from './store-looks.js';

const atTheBoutique: readonly Role[] = ['associate', 'store-manager'];
const supervisors: readonly Role[] = ['associate', 'store-manager', 'operations-manager'];
const approvers: readonly Role[] = ['store-manager', 'operations-manager', 'director', 'finance'];

const MOST_FOUND = 20;

/** Who counts, recounts, supervises and signs: nobody does two of these. It can be changed until the count begins. */
export const nameTeam = ask({
  summary: 'Name the team of a stock take',
  allow: ['store-manager', 'operations-manager'],
  form: async (asking) => {
    const take = await takeIn(asking);
    if (asking.shown === null) await mayName(asking, take);
    const people = await whoCan(asking.db, atTheBoutique, asking.boutique.code, asking.now);
    if (people.length < 2) throw new Refusal('few', 'A stock take needs two people at the boutique at least.');
    return teamForm(take, people, {
      supervisor: (words) => found(asking, supervisors, words),
      approver: (words) => found(asking, approvers, words),
    });
  },
  prefill: async (asking) => {
    const { team } = await takeIn(asking);
    if (!team) return {};
    const ids = (people: readonly Named[]) => people.map(({ id }) => id);
    const { supervisor, approver } = team;
    return {
      counters: ids(team.counters),
      recounters: ids(team.recounters),
      supervisor: supervisor.id,
      approver: approver.id,
      ...(team.auditor && { auditor: team.auditor }),
    };
  },
  async submit({ counters, recounters, supervisor, approver, auditor = null }, context) {
    const take = await takeIn(context, true);
    await mayName(context, take);
    const team = { counters, recounters, supervisor, approver, auditor };
    await mustBeApart(context, take, team);
    await save(context, take, team);
    return {
      reply: doneCard('The team is named', 'Each of them is told what they do. Finance and Security are told too.'),
    };
  },
});

async function mayName(asking: Asking, take: Take): Promise<void> {
  mustGoOn(take);
  if (!take.team) return void (await mayPass(asking, 'team'));
  if (take.count) throw new Refusal('begun', 'The count was begun, so its team stays.');
}

async function found({ db, boutique, now }: Asking, roles: readonly Role[], words: string): Promise<Option[]> {
  const wanted = searchWords(words);
  const people = await whoCan(db, roles, boutique.code, now);
  const fits = ({ name }: Named) => {
    const [plain] = [searchWords(name).join(' ')];
    return wanted.every((word) => plain.includes(word));
  };
  return people
    .filter(fits)
    .slice(0, MOST_FOUND)
    .map(({ id, name }) => ({ value: id, label: name }));
}

/** Checked here, whatever a form showed: everybody may do what they are named for, and does one thing. */
async function mustBeApart({ db, boutique, now }: Context, take: Take, team: TeamIds): Promise<void> {
  const everybody = await whoCan(db, [...new Set([...supervisors, ...approvers])], boutique.code, now);
  const twice = inTwoRoles(team).map((id) => everybody.find((person) => person.id === id)?.name ?? id);
  if (twice.length > 0)
    throw new Refusal('two-roles', `Nobody does two things: ${listed(twice)} would.`, fieldOf(team));
  for (const [field, roles] of [
    ['supervisor', supervisors],
    ['approver', approvers],
  ] as const) {
    const may = await whoCan(db, roles, boutique.code, now);
    if (!may.some(({ id }) => id === team[field])) throw new Refusal('not-found', 'Choose from what is found.', field);
  }
  const waived = waiverIn(take, team.approver);
  if (waived)
    throw new Refusal('waived', `${waived.name} waived a gate here, so someone else signs at the end.`, 'approver');
}

const fieldOf = ({ counters, recounters, approver }: TeamIds): string => {
  if (recounters.some((id) => counters.includes(id))) return 'recounters';
  return [...counters, ...recounters].includes(approver) ? 'approver' : 'supervisor';
};

async function save(context: Context, take: Take, team: TeamIds): Promise<void> {
  const { db, now, record, later } = context;
  const before = take.team;
  await saveTeam(db, take.id, team);
  const facts = { counters: [...team.counters], recounters: [...team.recounters] };
  const { supervisor, approver, auditor } = team;
  record('stock-takes.team-named', take.id, { ...facts, supervisor, approver }, { after: { auditor } });
  if (before) await lapse(db, take.id, ['team'], now);
  // The plan names people, so there is another one.
  if (take.plan) later('stock-counts.cancel-plan', { id: take.plan, why: 'another team was named.' });
  if (take.plan) await saveDay(db, take.id, take.day);
  await pass(context, await findTake(db, take.id), 'team', { words: wordsOf(await findTake(db, take.id)) });
  const named = await findTake(db, take.id);
  if (before) tellLeft(context, take, named);
  tellTeam(context, named);
  await tellDepartments(context, named);
}

function wordsOf({ team }: Take): string {
  if (!team) return '';
  const names = (people: readonly Named[]) => listed(people.map(({ name }) => name));
  return `Counts: ${names(team.counters)}. Recounts: ${names(team.recounters)}. Supervises: ${team.supervisor.name}. Signs: ${team.approver.name}. ${auditorInWords(team)}`;
}

const auditorInWords = ({ auditor }: NonNullable<Take['team']>): string =>
  auditor ? `External auditor: ${auditor}.` : 'No external auditor.';

/** Each in a message of their own, which a new date changes. */
export function tellTeam({ tell }: Pick<Context, 'tell'>, take: Take): void {
  const { team, id } = take;
  if (!team) return;
  const told = (person: Named, does: string) =>
    tell({ person: person.id }, roleCard(take, does), { topic: `stock-take/${id}/role/${person.id}` });
  for (const person of team.counters) told(person, 'You count');
  for (const person of team.recounters) told(person, 'You recount what differs');
  told(team.supervisor, 'You supervise');
  told(team.approver, 'You sign at the end');
}

/** They were named before, and are not any more. */
function tellLeft({ tell }: Pick<Context, 'tell'>, before: Take, after: Take): void {
  const still = new Set(everybodyIn(after));
  for (const person of everybodyIn(before).filter((id) => !still.has(id)))
    tell({ person }, roleCard(after, 'You are not in the team any more'), {
      topic: `stock-take/${after.id}/role/${person}`,
    });
}

function everybodyIn({ team }: Take): string[] {
  if (!team) return [];
  return [...team.counters, ...team.recounters, team.supervisor, team.approver].map(({ id }) => id);
}

/** One message a campaign, however many boutiques name a team. */
async function tellDepartments({ db, tell }: Context, take: Take): Promise<void> {
  const shown = teamsCard(take, await teamsNamed(db, take.campaign.id));
  const topic = `stock-take-teams/${take.campaign.id}`;
  tell({ department: 'finance' }, shown, { topic });
  tell({ department: 'safety-and-security' }, shown, { topic });
}

/** Whoever supervises may do what the store manager does, as long as they work for the boutique; so does who stands in for them. */
export async function isSupervisor({ db, subject, boutique, actor }: Asking): Promise<boolean> {
  return supervises(actor, await takeIn({ db, subject, boutique }));
}

export const supervises = ({ id, roles }: Pick<Person, 'id' | 'roles'>, { team, boutique }: Take): boolean =>
  roles.some(
    (held) =>
      supervisors.includes(held.role) &&
      (held.boutique === null || held.boutique === boutique) &&
      (held.for ?? id) === team?.supervisor.id,
  );

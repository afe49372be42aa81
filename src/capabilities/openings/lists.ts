import { button } from '../../chat/card.js';
import { dayInWords, todayIn } from '../../domain/calendar.js';
import { holds, type Person } from '../../domain/people.js';
import { shortened } from '../../domain/words.js';
import type { Attention, Database, Entry, Waiting } from '../../engine/capability.js';
import { todayAt, viewOf } from './acting.js';
import { standing } from './cards.js';
import { mayLook } from './looking.js';
import { called, isLive, isOpen, type Milestone, type Project, projectKinds, projectStates } from './rules.js';
import { liveProjects, type Whole } from './store.js';
import { plannedBy, projectsCalled, waitingFor } from './store-lists.js';

const MOST = 20;

/** What only a lead or a director can decide: days that are contested, and no-gos. */
export async function decisionsWaiting(person: Person, db: Database): Promise<Waiting[]> {
  const isDirector = holds(person, ['director'], null);
  const all = await waitingFor(db, person.id);
  return all.flatMap(({ project, milestones }) => {
    const open = isLive(project) ? milestones.filter(isOpen) : [];
    const contested = project.lead.id === person.id ? open.filter(({ answer }) => answer === 'contested') : [];
    const against = isDirector ? open.filter(({ vote }) => vote === 'no-go') : [];
    return [
      ...against.map((each) => waiting(project, each, 'No-go: hold, override or send back', 'openings.votes')),
      ...contested.map((each) => waiting(project, each, 'Its owner has another day', 'openings.contested')),
    ];
  });
}

function waiting(project: Project, milestone: Milestone, words: string, action: string): Waiting {
  return {
    boutique: null,
    record: project.id,
    since: milestone.answerSince ?? project.createdAt,
    urgency: 'today',
    line: () => ({ lead: `${milestone.name} · ${shortened(project.title, 40)}`, text: words }),
    button: button(action, 'Decide', milestone.id, { style: 'primary' }),
  };
}

export const askedBy = async (person: Person, db: Database): Promise<Entry[]> =>
  (await plannedBy(db, person.id, MOST)).map(entryOf);

export async function found(words: readonly string[], person: Person, db: Database): Promise<Entry[]> {
  const all = await projectsCalled(db, words, MOST);
  return all.filter((whole) => mayLook({ actor: person }, whole)).map(entryOf);
}

function entryOf(whole: Whole): Entry {
  const { project } = whole;
  return {
    boutique: null,
    record: project.id,
    since: project.createdAt,
    line: (_, now) => ({
      lead: `${projectKinds[project.kind]} ${called(project)}`,
      text: `${shortened(project.title, 60)} · ${dayInWords(project.day, todayAt(project, now))} · ${projectStates[project.state]} · ${standing(viewOf(whole, now).plan)}`,
    }),
    button: button('openings.plan', 'Show plan', `${project.id}~1`),
  };
}

/** Of boutiques that the network lists: how many milestones are late there. */
export async function needingAttention(now: Date, db: Database): Promise<Attention[]> {
  return (await liveProjects(db)).flatMap((whole): Attention[] => {
    const { boutique, place, title } = whole.project;
    if (boutique === null || !isLive(whole.project)) return [];
    const { plan } = viewOf(whole, now);
    const late = plan.filter(({ state }) => state === 'late').length;
    if (late === 0 || whole.project.day < todayIn(place.timeZone, now)) return [];
    const words = `${shortened(title, 40)}: ${late} late`;
    return [{ boutique, weight: 3 * late, words, records: [whole.project.id] }];
  });
}

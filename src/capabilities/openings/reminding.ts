import { button } from '../../chat/card.js';
import { addBusinessDays } from '../../domain/business-days.js';
import { type Day, dayInWords, todayIn } from '../../domain/calendar.js';
import { listedInBrief, shortened } from '../../domain/words.js';
import { BEFORE_MORNING, type Owed, type Rung, reminder } from '../../engine/capability.js';
import { isLive, type Milestone, type Project } from './rules.js';
import { type Nudge, nudgeSubject, nudges, voteSubject } from './rules-nudges.js';
import { schedule } from './rules-schedule.js';
import { liveProjects, type Whole } from './store.js';
import { type MissingVote, missingVotes } from './store-gates.js';
import { type AskedPromise, askedPromises } from './store-promises.js';

/** Its owner, or the operations managers where nobody is named; then the director. */
const ladder: readonly Rung[] = [
  { to: 'operations-manager', after: { openDays: 0 } },
  { to: 'director', after: { openDays: 2 } },
];

/** Whoever can go on is asked; whoever waits for somebody else is not. */
export const milestoneReminder = reminder<readonly Whole[]>({
  name: 'milestone',
  title: 'Milestones of openings and projects',
  cron: BEFORE_MORNING,
  places: 'network',
  facts: async (places, _now, db) => {
    const all = await liveProjects(db);
    return new Map(places.map(({ code }) => [code ?? '', all]));
  },
  due: (_place, today, all = []) =>
    all.flatMap(({ project, milestones }) =>
      nudges(project, schedule(project, milestones, today), today).map((each) => owedFor(project, each, today)),
    ),
  ladder,
});

function owedFor(project: Project, nudge: Nudge, today: Day): Owed {
  const { milestone, level, to } = nudge;
  return {
    subject: nudgeSubject(nudge),
    level,
    on: milestone.promised,
    ...(to && { owner: to.id }),
    line: { lead: titleFor(project, milestone), text: wordsFor(nudge, today) },
    button: stepFor(nudge),
  };
}

const titleFor = ({ title }: Pick<Project, 'title'>, { name }: Pick<Milestone, 'name'>): string =>
  `${name} · ${shortened(title, 40)}`;

function wordsFor({ milestone, level, blocker, holdsUp }: Nudge, today: Day): string {
  const day = dayInWords(milestone.promised, today);
  const when = { late: `was due ${day}`, due: 'is due today', upcoming: `is due ${day}` }[level];
  const names = holdsUp.map(({ name, owner }) => (owner ? `${name} (${shortened(owner.name, 40)})` : name));
  return [
    ...(blocker === null ? [] : [`waits for you: ${shortened(blocker, 80)}`]),
    when,
    ...(names.length === 0 ? [] : [`holds up ${listedInBrief(names)}`]),
  ].join(' · ');
}

function stepFor({ milestone, blocker }: Nudge) {
  const { id, gate, owner } = milestone;
  if (blocker !== null) return button('openings.unblock', 'Clear blocker', id, { style: 'primary' });
  if (gate) return button('openings.call-votes', 'Ask for votes', id, { style: 'primary' });
  if (owner === null) return button('openings.name-owner', 'Name owner', id, { style: 'primary' });
  return button('openings.done', 'Done', id, { style: 'primary' });
}

/** Silence about a day that somebody was asked to keep. */
export const promiseReminder = reminder<readonly AskedPromise[]>({
  name: 'promise',
  title: 'Days to accept or contest',
  cron: BEFORE_MORNING,
  places: 'network',
  facts: async (places, _now, db) => {
    const all = await askedPromises(db);
    return new Map(places.map(({ code }) => [code ?? '', all]));
  },
  due: (_place, today, all = []) => all.flatMap((each) => unanswered(each, today)),
  ladder,
});

function unanswered(asked: AskedPromise, today: Day): Owed[] {
  const { project, promise, promised, owner, since } = asked;
  const level = levelSince(asked, since, today);
  if (level === null) return [];
  return [
    {
      ...{ subject: promise, level, on: promised, owner: owner.id },
      line: { lead: titleFor(asked, asked), text: `${dayInWords(promised, today)}: accept it, or name another day` },
      button: button('openings.answer', 'Open', `${project}/${promise}`),
    },
  ];
}

/** The day after somebody was asked, and two days later. */
function levelSince({ place }: Pick<Project, 'place'>, since: Date, today: Day): Owed['level'] | null {
  const { timeZone, country, state } = place;
  const asked = todayIn(timeZone, since);
  if (today >= addBusinessDays(asked, 3, country, state)) return 'late';
  return today >= addBusinessDays(asked, 1, country, state) ? 'due' : null;
}

/** Votes that are asked for and not cast. */
export const voteReminder = reminder<readonly MissingVote[]>({
  name: 'vote',
  title: 'Votes at a gate',
  cron: BEFORE_MORNING,
  places: 'network',
  facts: async (places, _now, db) => {
    const missing = await missingVotes(db);
    return new Map(places.map(({ code }) => [code ?? '', missing]));
  },
  due: (_place, today, missing = []) => missing.flatMap((vote) => unvoted(vote, today)),
  ladder,
});

function unvoted(vote: MissingVote, today: Day): Owed[] {
  const { milestone, promised, round, voter, calledAt } = vote;
  const level = isLive(vote) ? levelSince(vote, calledAt, today) : null;
  if (level === null) return [];
  return [
    {
      ...{ subject: voteSubject(milestone, round, voter.id), level, on: promised, owner: voter.id },
      line: { lead: titleFor(vote, vote), text: 'waits for your vote: go or no-go' },
      button: button('openings.votes', 'Open', milestone),
    },
  ];
}

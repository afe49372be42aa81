import { button } from '../../chat/card.js';
import { addBusinessDays } from '../../domain/business-days.js';
import { type Day, dayInWords, todayIn } from '../../domain/calendar.js';
import { shortened } from '../../domain/words.js';
import { BEFORE_MORNING, type Owed, type Rung, reminder } from '../../engine/capability.js';
import { pulseSubject } from './pulse.js';
import type { Named, Project } from './rules.js';
import { calendarFor, daysToPulse, openedOn, type Pulse } from './rules-live.js';
import { withoutLessons } from './store-lessons.js';
import { calendarsFor, goingLive, managersOf, pulsesOf } from './store-live.js';
import { type OpenItem, openItems } from './store-punch.js';

interface ToPulse {
  readonly project: Project;
  readonly owner: Named;
  readonly days: readonly Day[];
  readonly pulses: readonly Pulse[];
}

const ladder: readonly Rung[] = [
  { to: 'operations-manager', after: { openDays: 0 } },
  { to: 'director', after: { openDays: 2 } },
];

/** Every day on which the boutique is open in its first weeks; late the day after. */
export const pulseReminder = reminder<readonly ToPulse[]>({
  name: 'pulse',
  title: 'Daily pulse of a new boutique',
  cron: BEFORE_MORNING,
  places: 'network',
  async facts(places, now, db) {
    const wholes = await goingLive(db);
    const codes = wholes.flatMap(({ project }) => project.boutique ?? []);
    const [calendars, managers] = [await calendarsFor(db, wholes), await managersOf(db, codes)];
    const pulses = await pulsesOf(
      db,
      wholes.map(({ project }) => project.id),
    );
    const all = wholes.map(({ project, milestones }): ToPulse => {
      const code = project.boutique ?? '';
      const today = todayIn(project.place.timeZone, now);
      const calendar = calendars.get(code) ?? calendarFor(project);
      const days = daysToPulse(openedOn(milestones) ?? today, today, calendar);
      return {
        ...{ project, days, owner: managers.get(code) ?? project.lead },
        pulses: pulses.filter((each) => each.project === project.id),
      };
    });
    return new Map(places.map(({ code }) => [code ?? '', all]));
  },
  due: (_place, today, all = []) => all.flatMap((each) => pulsesOwed(each, today)),
  ladder,
});

/** Older ones are over: a week later nobody remembers. */
const MOST_LATE = 3;

function pulsesOwed({ project, owner, days, pulses }: ToPulse, today: Day): Owed[] {
  const said = new Set(pulses.map(({ day }) => day));
  const missing = days.filter((day) => !said.has(day) && day <= today).slice(-MOST_LATE);
  return missing.map((day) => ({
    subject: pulseSubject(project.id, day),
    level: day < today ? 'late' : 'due',
    on: day,
    owner: owner.id,
    line: {
      lead: `Pulse · ${shortened(project.title, 40)}`,
      text: day < today ? `of ${dayInWords(day, today)} is missing` : 'today: till, alarm, count, claims',
    },
    button: button('openings.pulse', 'Enter pulse', pulseSubject(project.id, day), { style: 'primary' }),
  }));
}

/** What is still to be put right on its day, and late after it. */
export const punchReminder = reminder<readonly OpenItem[]>({
  name: 'punch',
  title: 'Punch lists of new boutiques',
  cron: BEFORE_MORNING,
  places: 'network',
  async facts(places, _now, db) {
    const all = await openItems(db);
    return new Map(places.map(({ code }) => [code ?? '', all]));
  },
  due: (_place, today, all = []) => all.filter(({ due }) => due <= today).map((item) => itemOwed(item, today)),
  ladder: [
    { to: 'store-planning', after: { openDays: 0 } },
    { to: 'operations-manager', after: { openDays: 2 } },
    { to: 'director', after: { openDays: 5 } },
  ],
});

const itemOwed = ({ id, project, title, number, what, place, owner, due }: OpenItem, today: Day): Owed => ({
  subject: id,
  level: due < today ? 'late' : 'due',
  on: due,
  ...(owner && { owner: owner.id }),
  line: {
    lead: `Punch list ${number} · ${shortened(title, 40)}`,
    text: `${shortened(place, 40)}: ${shortened(what, 80)} · ${due < today ? `was due ${dayInWords(due, today)}` : 'today'}`,
  },
  button: button('openings.punch-done', 'Done', `${project}/${id}`, { style: 'primary' }),
});

interface ToLearn {
  readonly project: Project;
  readonly handedOver: Day;
}

const A_QUARTER = 90 * 86_400_000;

/** Once it is handed over, of whoever led it. */
export const lessonsReminder = reminder<readonly ToLearn[]>({
  name: 'lessons',
  title: 'Lessons of an opening',
  cron: BEFORE_MORNING,
  places: 'network',
  async facts(places, now, db) {
    const wholes = await withoutLessons(db, new Date(now.getTime() - A_QUARTER));
    const all = wholes.map(({ project, milestones }): ToLearn => {
      const over = milestones.find(({ reaches }) => reaches === 'handed-over')?.doneOn;
      return { project, handedOver: over ?? project.day };
    });
    return new Map(places.map(({ code }) => [code ?? '', all]));
  },
  due: (_place, today, all = []) => all.map((each) => lessonsOwed(each, today)),
  ladder,
});

function lessonsOwed({ project, handedOver }: ToLearn, today: Day): Owed {
  const { country, state } = project.place;
  const on = addBusinessDays(handedOver, 5, country, state);
  return {
    subject: project.id,
    level: today > on ? 'late' : today === on ? 'due' : 'upcoming',
    on,
    owner: project.lead.id,
    line: {
      lead: `Lessons · ${shortened(project.title, 40)}`,
      text: `what went well, what slipped, and what should be different in the next plan · by ${dayInWords(on, today)}`,
    },
    button: button('openings.lessons', 'Enter lessons', project.id, { style: 'primary' }),
  };
}

import { type Day, momentAt, type Time } from '../../domain/calendar.js';
import { nextOpenDay, type PlaceCalendar } from '../../domain/place-calendar.js';
import { type Category, quantityOf, type RequestLine } from './rules.js';
import { outlierNow } from './rules-deciding.js';
import { daysAfter } from './rules-needs.js';

/** How many articles one form asks about. */
export const ARTICLES_ON_A_PAGE = 15;

export const answerStates = { asked: 'Asked', answered: 'Answered', validated: 'Validated' } as const;
export type AnswerState = keyof typeof answerStates;

export interface Campaign {
  readonly id: string;
  readonly title: string;
  readonly year: number;
  readonly state: 'open' | 'ordered' | 'closed';
  readonly dueOn: Day;
  readonly categories: readonly Category[];
  readonly createdBy: string;
  readonly createdAt: Date;
  /** By boutique. */
  readonly answers: readonly CampaignAnswer[];
}

export interface CampaignAnswer {
  readonly campaign: string;
  readonly boutique: string;
  readonly boutiqueName: string;
  readonly state: AnswerState;
  readonly answeredBy: string | null;
  readonly answeredByName: string | null;
  readonly validatedByName: string | null;
  /** Begun with the first page. */
  readonly request: string | null;
}

export interface Progress {
  readonly asked: number;
  /** Those that were validated too. */
  readonly answered: number;
  readonly validated: number;
  readonly missing: readonly CampaignAnswer[];
}

export function progressOf({ answers }: Pick<Campaign, 'answers'>): Progress {
  const missing = answers.filter(({ state }) => state === 'asked');
  const validated = answers.filter(({ state }) => state === 'validated').length;
  return { asked: answers.length, answered: answers.length - missing.length, validated, missing };
}

/** Days from the day it is due: a week before, two days before, on the day, then every other day. */
export type Stage = number;

const BEFORE: readonly Stage[] = [-7, -2];
const EVERY = 2;
const AT: Time = '10:00';

/** From this one on, the operations manager hears who is missing. */
export const PASSED_UP_FROM: Stage = 2 * EVERY;

interface Reminded {
  readonly dueOn: Day;
  readonly askedAt: Date;
  readonly calendar: PlaceCalendar;
}

/** The newest reminder that is owed by now; those that were slept through are not caught up with. Null: none yet. */
export function reminderOwed({ dueOn, askedAt, calendar }: Reminded, now: Date): Stage | null {
  for (const stage of stagesUntil(dueOn, now)) {
    const moment = momentOf(daysAfter(dueOn, stage), calendar);
    if (moment <= now) return moment > askedAt ? stage : null;
  }
  return null;
}

/** The latest first; a day further than now, because a zone may be ahead of ours. */
function stagesUntil(dueOn: Day, now: Date): Stage[] {
  const days = Math.floor((now.getTime() - Date.parse(`${dueOn}T00:00:00Z`)) / 86_400_000) + 1;
  const after = Array.from({ length: Math.max(0, Math.floor(days / EVERY) + 1) }, (_, index) => index * EVERY);
  return [...BEFORE, ...after].reverse();
}

/** At ten on the wall of the boutique, on that day or the next one on which it is open. */
function momentOf(day: Day, calendar: PlaceCalendar): Date {
  return momentAt(nextOpenDay(day, calendar) ?? day, AT, calendar.timeZone);
}

/** What is furthest from the network's usual first, then what there is most of. */
export function outliersFirst<L extends Pick<RequestLine, 'outlier' | 'asked' | 'validated' | 'name'>>(
  lines: readonly L[],
): L[] {
  const times = (line: L) => outlierNow(line) ?? 0;
  return [...lines].sort(
    (a, b) => times(b) - times(a) || quantityOf(b) - quantityOf(a) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  );
}

/** The subject of a page: what it is about, and its number from 0. */
export const pageSubject = (id: string, page: number): string => (page === 0 ? id : `${id}~${page}`);

export function readPage(subject: string): { readonly id: string; readonly page: number } {
  const [id = '', page = '0'] = subject.split('~');
  return { id, page: Number(page) || 0 };
}

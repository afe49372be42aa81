import { type Button, button, buttons, type Card, card, lines, quiet, text } from '../../chat/card.js';
import type { Boutique } from '../../domain/boutique.js';
import { clockTime, counted, dayInWords, momentAt } from '../../domain/calendar.js';
import { listed } from '../../domain/people.js';
import { shortened } from '../../domain/words.js';
import { type Reason, whyInWords } from './rules-duties.js';
import { isOpen, type PlannedSlot, type PlannedWeek } from './rules-slots.js';
import type { WhyLeft } from './rules-week.js';

/** More on one card nobody reads. */
const MOST_SLOTS = 15;
const MOST_NAMES = 5;

/** What somebody may read: whoever may count there, nothing that hangs on what is expected. */
export interface Telling {
  readonly why: (reasons: readonly Reason[]) => string;
  readonly whyLeft: boolean;
}

export const neutral: Telling = { why: whyInWords, whyLeft: false };

/** One message for the week: day, time, zone and why. Nothing in it tells what lies in a zone. */
export function weekCard(week: PlannedWeek, boutique: Boutique, telling: Telling = neutral): Card {
  const { slots } = week;
  const open = slots.filter(isOpen);
  const shown = [...open, ...slots.filter((slot) => !isOpen(slot))].slice(0, MOST_SLOTS).sort(byTime);
  return card(
    `Counts in the week of ${dayInWords(week.monday)}`,
    [
      ...(shown.length === 0
        ? [text('No zone needs a count this week.')]
        : [lines(...shown.map((slot) => slotLine(slot, boutique, telling.why)))]),
      ...(slots.length > shown.length ? [quiet(`And ${counted(slots.length - shown.length, 'count')} more.`)] : []),
      ...leftOut(week, telling),
      ...(slots.some(({ state }) => state === 'proposed') ? [quiet(SILENCE)] : []),
      ...weekButtons(week, open, boutique),
    ],
    boutique.name,
  );
}

const SILENCE = 'A count that nobody confirms or moves goes ahead as planned.';

const byTime = (a: PlannedSlot, b: PlannedSlot): number => (a.day + a.time < b.day + b.time ? -1 : 1);

function weekButtons({ id }: PlannedWeek, open: readonly PlannedSlot[], boutique: Boutique) {
  // What is added later is confirmed by another press than what was there before.
  const toConfirm = open.find(({ state }) => state === 'proposed');
  const starts = startButtons(open, boutique);
  // What is to be done now comes first, and alone stands out.
  const look = starts.length === 0 ? ({ style: 'primary' } as const) : {};
  const entries = [
    ...starts,
    ...(toConfirm
      ? [of(boutique, button('cycle-counts.confirm-all', 'Confirm all', `${id}/${toConfirm.id}`, look))]
      : []),
    ...(open.length > 0 ? [of(boutique, button('cycle-counts.move', 'Move', id))] : []),
  ];
  return entries.length === 0 ? [] : [buttons(...entries)];
}

/** An answer to a command does not say where its buttons belong. */
const of = ({ code }: Pick<Boutique, 'code'>, pressed: Button): Button => ({ ...pressed, boutique: code });

const MOST_STARTED = 3;

/** From the evening before on, what each begins. */
const startButtons = (open: readonly PlannedSlot[], boutique: Boutique): Button[] =>
  open
    .flatMap(({ zoneName, planId }) =>
      planId === null
        ? []
        : [of(boutique, button('stock-counts.count-planned', `Count ${shortened(zoneName, 60)}`, planId))],
    )
    .slice(0, MOST_STARTED)
    .map((each, index) => (index === 0 ? { ...each, style: 'primary' } : each));

function leftOut({ left }: PlannedWeek, { whyLeft }: Telling) {
  if (left.length === 0) return [];
  const names = left
    .slice(0, MOST_NAMES)
    .map(({ zoneName, why }) => (whyLeft ? `${zoneName} (${whyNot[why]})` : zoneName));
  const more = left.length > MOST_NAMES ? [counted(left.length - MOST_NAMES, 'other zone')] : [];
  const said = `Not in time within the rules: ${listed([...names, ...more])}.`;
  return [text(whyLeft ? said : `${said} Your operations manager sees why.`)];
}

const whyNot: Readonly<Record<WhyLeft, string>> = {
  caps: 'the days are full',
  size: 'more pieces than a day may have',
  closed: 'no open day in time',
};

function slotLine(
  slot: PlannedSlot,
  boutique: Boutique,
  why: (reasons: readonly Reason[]) => string,
): readonly [string, string] {
  return [
    whenOf(slot, boutique),
    [slot.zoneName, standing(slot), isOpen(slot) ? why(slot.reasons) : ''].filter(Boolean).join(' · '),
  ];
}

/** "Tue, Dec 1, 9:00 AM". */
const whenOf = ({ day, time }: Pick<PlannedSlot, 'day' | 'time'>, { timeZone }: Pick<Boutique, 'timeZone'>): string =>
  `${dayInWords(day)}, ${clockTime(momentAt(day, time, timeZone), timeZone)}`;

function standing({ state, confirmedBy, moved, onTime }: PlannedSlot): string {
  switch (state) {
    case 'proposed':
      return '';
    case 'confirmed':
      return `${moved ? 'moved' : 'confirmed'}${confirmedBy === null ? '' : ` by ${confirmedBy}`}`;
    case 'stands':
      return 'as planned';
    case 'done':
      return onTime === false ? 'counted late' : 'counted';
    case 'missed':
      return 'missed';
    case 'dropped':
      return 'no longer there';
  }
}

/** For whoever counts: which zone, and when. */
export function counterCard(weeks: readonly PlannedWeek[], boutique: Boutique): Card {
  const open = weeks.flatMap(({ slots }) => slots.filter(isOpen)).sort(byTime);
  if (open.length === 0)
    return card('No count is planned', [text('Nothing is to be counted this week or next.')], boutique.name);
  const starts = startButtons(open, boutique);
  return card(
    'Planned counts',
    [
      lines(...open.slice(0, MOST_SLOTS).map((slot) => [whenOf(slot, boutique), slot.zoneName] as const)),
      ...(open.length > MOST_SLOTS ? [quiet(`And ${counted(open.length - MOST_SLOTS, 'count')} more.`)] : []),
      ...(starts.length > 0 ? [buttons(...starts)] : []),
    ],
    boutique.name,
  );
}

/** No week of theirs is planned. */
export function unplannedCard(boutique: Boutique): Card {
  return card(
    'No counts are planned yet',
    [text('The next week is planned on Thursday, on the next open day.')],
    boutique.name,
  );
}

/** A count that the rules added between two weeks. */
export function addedCard(slot: PlannedSlot, boutique: Boutique): Card {
  const now = standing(slot);
  return card(
    `Count added: ${slot.zoneName}`,
    [
      lines(
        ['When', whenOf(slot, boutique)],
        ['Why', whyInWords(slot.reasons)],
        ...(now === '' ? [] : [['Now', now] as const]),
      ),
      ...(slot.state === 'proposed' ? [quiet(SILENCE)] : []),
      ...addedButtons(slot, boutique),
    ],
    boutique.name,
  );
}

function addedButtons(slot: PlannedSlot, boutique: Boutique) {
  if (!isOpen(slot)) return [];
  const confirm =
    slot.state === 'proposed'
      ? [of(boutique, button('cycle-counts.confirm', 'Confirm', slot.id, { style: 'primary' }))]
      : [];
  return [buttons(...confirm, of(boutique, button('cycle-counts.move', 'Move', slot.id)))];
}

export function movedCard(slot: PlannedSlot, boutique: Boutique): Card {
  return card(`${slot.zoneName} is moved`, [lines(['When', whenOf(slot, boutique)])], boutique.name);
}

export const confirmedCard = (counts: number, { name }: Pick<Boutique, 'name'>): Card =>
  card(`${counted(counts, 'count')} confirmed`, [], name);

import {
  type Block,
  type Button,
  button,
  buttons,
  type Card,
  card,
  type Line,
  lines,
  quiet,
  text,
} from '../../chat/card.js';
import { brief, type ListedByPlace, listByPlace, type Placed } from '../../chat/list-by-place.js';
import { fitting, ROOM, type Room, sizeOf } from '../../chat/room.js';
import { counted } from '../../domain/calendar.js';
import { listed } from '../../domain/people.js';
import { listedInBrief, shortened } from '../../domain/words.js';
import { type ChannelSetting, type Hours, hoursInWords } from './rules.js';

/** A reminder, as it stands in a morning's message. */
export interface Owed {
  /** Its id. */
  readonly reminder: string;
  /** "Madison Avenue"; null: the network's. */
  readonly place: string | null;
  readonly line: Line;
  readonly state: string;
  readonly buttons: readonly Button[];
}

/** What is late at a boutique, whoever owes it. */
export interface Late {
  readonly boutique: string;
  readonly late: readonly { readonly reminder: string; readonly title: string }[];
}

export interface Listed {
  readonly owed: readonly Owed[];
  readonly passedOn: readonly Owed[];
  readonly late: readonly Late[];
  /** They may close a boutique for some days. */
  readonly mayClose: boolean;
}

/** What somebody owes, what they passed on, and what else is late where they answer for it. */
export function owedCard({ owed, passedOn, late, mayClose }: Listed): Card {
  const nothing = owed.length === 0 ? [text('You owe nothing today. What you owe comes in the morning.')] : [];
  const theirs = listByPlace(owed.map(placedOf), shareOf(0.6), MOST_LISTED);
  const first = [...nothing, ...withRest(theirs, owed.length)];
  // They are few, and each line names its boutique, so they need no headings below this one.
  const passed = listByPlace(passedOn.map(placedOf).map(nowhere), shareOf(0.6, first), MOST_LISTED);
  const second = [...first, ...part('Passed on', withRest(passed, passedOn.length))];
  const shown = [...owed.slice(0, theirs.fit), ...passedOn.slice(0, passed.fit)];
  const blocks = [
    ...second,
    ...part(shown.length > 0 ? 'Also late' : 'Late', lateBut(shown, late, shareOf(1, second))),
  ];
  const detail = [counted(owed.length, 'reminder'), ...(theirs.only === null ? [] : [theirs.only])].join(' · ');
  return card(
    'What you owe',
    [...blocks, buttons(changeHours(), ...(mayClose ? [showClosures()] : []))],
    owed.length === 0 ? undefined : detail,
  );
}

/** This share of the room that is left, so that no part takes all of it. */
function shareOf(share: number, taken: readonly Block[] = []): Room {
  const { blocks, bytes } = sizeOf(taken);
  return { blocks: (ROOM.blocks - blocks) * share, bytes: (ROOM.bytes - 600 - bytes) * share };
}

const MOST_LISTED = 10;

const placedOf = ({ place, line, state, buttons: its }: Owed): Placed => ({
  place,
  line,
  below: [...(state === '' ? [] : [quiet(state)]), ...(its.length > 0 ? [buttons(...its)] : [])],
});

const nowhere = (placed: Placed): Placed => ({ ...placed, place: null });

const withRest = ({ blocks, fit }: ListedByPlace, all: number): readonly Block[] => [...blocks, ...more(all - fit)];

const more = (left: number): readonly Block[] => (left > 0 ? [quiet(`And ${left.toLocaleString('en-US')} more`)] : []);

const part = (title: string, blocks: readonly Block[]): readonly Block[] =>
  blocks.length === 0 ? [] : [lines([title, '']), ...blocks];

/** What does not stand above. Each boutique a line, where it is most first. */
function lateBut(shown: readonly Owed[], late: readonly Late[], { bytes }: Room): readonly Block[] {
  const above = new Set(shown.map(({ reminder }) => reminder));
  const left = late
    .map((each) => ({ ...each, late: each.late.filter(({ reminder }) => !above.has(reminder)) }))
    .filter((each) => each.late.length > 0)
    .sort((a, b) => b.late.length - a.late.length);
  const entries = left.map(lineOf);
  const fit = fitting(entries, (entry) => sizeOf([lines(entry)]), { blocks: MOST_LISTED, bytes }, MOST_LISTED);
  return fit.length === 0 ? more(left.length) : [lines(...fit), ...more(left.length - fit.length)];
}

/** What has one name is named once. */
function lineOf({ boutique, late }: Late): readonly [string, string] {
  const titles = [...new Set(late.map(({ title }) => shortened(title, 40)))];
  const number = late.length.toLocaleString('en-US');
  return brief({ lead: boutique, text: `${number} late: ${listedInBrief(titles)}` });
}

export function hoursCard(hours: Hours): Card {
  return card('Your hours', [text(hoursInWords(hours)), buttons(changeHours())]);
}

const LONGEST_TITLE = 80;

const changeHours = (): Button => button('reminders.hours', 'Change hours', '');

const showClosures = (): Button => button('reminders.closures', 'Show closed days', '');

/** What the form of the channel turns into. */
export function channelCard(boutique: string, settings: readonly ChannelSetting[]): Card {
  const said = settings.flatMap((each) => (each.said ? [shortened(each.title, LONGEST_TITLE)] : []));
  return card(`In the channel of ${boutique}`, [
    text(said.length === 0 ? 'No reminders. People hear of theirs themselves.' : `${listed(said)}.`),
    ...(said.length === 0 ? [] : [quiet('In one message, each morning on which something of it is owed.')]),
  ]);
}

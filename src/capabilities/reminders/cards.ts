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
import { fitting, ROOM, type Room, sizeOf } from '../../chat/room.js';
import { counted } from '../../domain/calendar.js';
import { listed } from '../../domain/people.js';
import { listedInBrief, shortened } from '../../domain/words.js';
import { type ChannelSetting, type Hours, hoursInWords } from './rules.js';

/** A reminder, as it stands in a morning's message. */
export interface Owed {
  readonly line: Line;
  readonly state: string;
  readonly buttons: readonly Button[];
}

export interface Late {
  readonly boutique: string;
  readonly late: number;
  /** What is late there; what has one name is named once. */
  readonly titles: readonly string[];
}

export interface Listed {
  readonly owed: readonly Owed[];
  readonly passedOn: readonly Owed[];
  readonly late: readonly Late[];
  /** They may close a boutique for some days. */
  readonly mayClose: boolean;
}

/** What somebody owes, what they passed on, and what is late where they answer for it. */
export function owedCard({ owed, passedOn, late, mayClose }: Listed): Card {
  const nothing = owed.length === 0 ? [text('You owe nothing today. What you owe comes in the morning.')] : [];
  const first = [...nothing, ...listOf(owed.map(blocksOf), shareOf(0.6))];
  const second = [...first, ...part('Passed on', listOf(passedOn.map(blocksOf), shareOf(0.6, first)))];
  const blocks = [...second, ...part('Late', lateIn(late, shareOf(1, second)))];
  const detail = owed.length === 0 ? undefined : counted(owed.length, 'reminder');
  return card('What you owe', [...blocks, buttons(changeHours(), ...(mayClose ? [showClosures()] : []))], detail);
}

/** This share of the room that is left, so that no part takes all of it. */
function shareOf(share: number, taken: readonly Block[] = []): Room {
  const { blocks, bytes } = sizeOf(taken);
  return { blocks: (ROOM.blocks - blocks) * share, bytes: (ROOM.bytes - 600 - bytes) * share };
}

const MOST_LISTED = 10;

function listOf(entries: readonly (readonly Block[])[], room: Room): readonly Block[] {
  const fit = fitting(entries, sizeOf, room, MOST_LISTED);
  return [...fit.flat(), ...more(entries.length - fit.length)];
}

const more = (left: number): readonly Block[] => (left > 0 ? [quiet(`${left.toLocaleString('en-US')} more`)] : []);

const part = (title: string, blocks: readonly Block[]): readonly Block[] =>
  blocks.length === 0 ? [] : [lines([title, '']), ...blocks];

const LONGEST_LEAD = 80;
const LONGEST_TEXT = 150;

const brief = ({ lead, text: words }: Line): readonly [string, string] => [
  shortened(lead, LONGEST_LEAD),
  shortened(words, LONGEST_TEXT),
];

const blocksOf = ({ line, state, buttons: its }: Owed): readonly Block[] => [
  lines(brief(line)),
  ...(state === '' ? [] : [quiet(state)]),
  ...(its.length > 0 ? [buttons(...its)] : []),
];

/** Each boutique a line, where it is most first. */
function lateIn(late: readonly Late[], { bytes }: Room): readonly Block[] {
  const entries = late.map(({ boutique, late: number, titles }) => {
    const what = listedInBrief(titles.map((title) => shortened(title, 40)));
    return brief({ lead: boutique, text: `${number.toLocaleString('en-US')} late: ${what}` });
  });
  const fit = fitting(entries, (entry) => sizeOf([lines(entry)]), { blocks: MOST_LISTED, bytes }, MOST_LISTED);
  return fit.length === 0 ? more(late.length) : [lines(...fit), ...more(late.length - fit.length)];
}

export function hoursCard(hours: Hours): Card {
  return card('Your hours', [text(hoursInWords(hours)), buttons(changeHours())]);
}

const changeHours = (): Button => button('reminders.hours', 'Change hours', '');

const showClosures = (): Button => button('reminders.closures', 'Show closed days', '');

/** What the form of the channel turns into. */
export function channelCard(boutique: string, settings: readonly ChannelSetting[]): Card {
  const said = settings.flatMap((each) => (each.said ? [shortened(each.title, LONGEST_LEAD)] : []));
  return card(`In the channel of ${boutique}`, [
    text(said.length === 0 ? 'No reminders. People hear of theirs themselves.' : `${listed(said)}.`),
    ...(said.length === 0 ? [] : [quiet('In one message, each morning on which something of it is owed.')]),
  ]);
}

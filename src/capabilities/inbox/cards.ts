import { type Block, type Button, buttons, type Card, card, type Line, lines, quiet, text } from '../../chat/card.js';
import { fitting, HOME_ROOM, ROOM, type Room, sizeOf } from '../../chat/room.js';
import { counted } from '../../domain/calendar.js';
import { shortened } from '../../domain/words.js';
import { MOST_LISTED, MOST_WHOLE } from './rules.js';

/** A thing in a list, as it is read here and now. */
export interface Item {
  readonly line: Line;
  readonly button?: Button;
  /** Where there is more to see and to press than a line. */
  readonly whole?: Card;
}

/** What there is for somebody. */
export interface Inbox {
  /** Who stands in for whom: "For Inès Laurent, until Fri, Dec 4". */
  readonly notes: readonly string[];
  /** The most urgent first. */
  readonly waiting: readonly Item[];
  readonly asked: readonly Item[];
  /** Boutiques, with what they need attention for. */
  readonly attention: readonly Line[];
}

/** Everything in one message. */
export function inboxCard(inbox: Inbox): Card {
  const { notes, waiting, asked, attention } = inbox;
  if (isEmpty(inbox)) return nothingCard(notes);
  const nothing = waiting.length === 0 ? [text('Nothing waits for you.')] : [];
  const first = [...notesIn(notes), ...nothing, ...part(WAITS, listOf(waiting, leftOf(0.5)))];
  const second = [...first, ...part('You asked for', listOf(asked, leftOf(0.8, first)))];
  const blocks = [...second, ...part('Needs attention', boutiquesIn(attention, leftOf(1, second).bytes))];
  const detail = waiting.length === 0 ? undefined : `${counted(waiting.length, 'thing')} waiting`;
  return card('Your inbox', blocks, detail);
}

/** This share of the bytes that are left, so that no part takes all of them. */
const leftOf = (share: number, taken: readonly Block[] = []): Room => ({
  ...ROOM,
  bytes: (ROOM.bytes - sizeOf(taken).bytes) * share,
});

export function nothingCard(notes: readonly string[]): Card {
  return card('Nothing waits for you', [
    ...notesIn(notes),
    text('Type /vitrine help to see what you can do here, or /vitrine find and a few words.'),
  ]);
}

/** As a page: what waits in its order, whole where there is more to see than a line, and the lists below. */
export function homeCards(inbox: Inbox): readonly Card[] {
  const { notes, waiting, asked, attention } = inbox;
  if (isEmpty(inbox)) return [nothingCard(notes)];
  return [
    ...(notes.length > 0 ? [card('Standing in', notesIn(notes))] : []),
    ...(waiting.length > 0 ? waitingCards(waiting) : [nothingCard([])]),
    ...(asked.length > 0 ? [card('You asked for', listOf(asked, ROOM))] : []),
    ...(attention.length > 0 ? [card('Needs attention', boutiquesIn(attention, ROOM.bytes))] : []),
  ];
}

/** The same where there is no page: the inbox, and the first cards whole. */
export function homeMessages(inbox: Inbox): readonly Card[] {
  return [inboxCard(inbox), ...inbox.waiting.flatMap(({ whole }) => whole ?? []).slice(0, MOST_WHOLE)];
}

/** As many as a page holds, and how many it leaves out. */
export function waitingCards(items: readonly Item[]): readonly Card[] {
  const fit = fitting(items, pageRoomOf, HOME_ROOM, items.length);
  const left = items.length - fit.length;
  const rest = card(`${counted(left, 'thing')} more`, [text('They follow here once these are done.')]);
  return [...runsOf(fit), ...(left > 0 ? [rest] : [])];
}

/** A card has a title, and a line above it. */
const pageRoomOf = ({ whole }: Item): Room => ({ blocks: whole ? whole.blocks.length + 2 : 4, bytes: 0 });

/** Lines that follow each other stand on one card. */
function runsOf(items: readonly Item[]): readonly Card[] {
  const cards: Card[] = [];
  let run: Block[] = [];
  for (const item of items) {
    if (item.whole && run.length > 0) cards.push(card(WAITS, run));
    run = item.whole ? [] : [...run, ...blocksOf(item)];
    if (item.whole) cards.push(item.whole);
  }
  return run.length > 0 ? [...cards, card(WAITS, run)] : cards;
}

const WAITS = 'Waits for you';

const isEmpty = ({ waiting, asked, attention }: Inbox): boolean =>
  waiting.length + asked.length + attention.length === 0;

const notesIn = (notes: readonly string[]): readonly Block[] =>
  notes.length === 0 ? [] : [quiet(notes.map((note) => shortened(note, LONGEST_TEXT)).join('\n'))];

const part = (title: string, blocks: readonly Block[]): readonly Block[] =>
  blocks.length === 0 ? [] : [lines([title, '']), ...blocks];

/** The first ones, each with its button, and how many there are more. */
export function listOf(items: readonly Item[], room: Room, most = MOST_LISTED): readonly Block[] {
  const fit = fitting(items.map(blocksOf), sizeOf, room, most);
  return [...fit.flat(), ...more(items.length - fit.length)];
}

const more = (left: number): readonly Block[] => (left > 0 ? [quiet(`${left.toLocaleString('en-US')} more`)] : []);

function blocksOf({ line, button }: Item): readonly Block[] {
  const said = lines(brief(line));
  return button ? [said, buttons(button)] : [said];
}

const LONGEST_LEAD = 80;
const LONGEST_TEXT = 150;

/** A list is to be read at a glance; the button shows the rest. */
const brief = ({ lead, text: words }: Line) => [shortened(lead, LONGEST_LEAD), shortened(words, LONGEST_TEXT)] as const;

function boutiquesIn(attention: readonly Line[], bytes: number): readonly Block[] {
  const fit = fitting(
    attention.map(brief),
    (line) => sizeOf([lines(line)]),
    { blocks: MOST_LISTED, bytes },
    MOST_LISTED,
  );
  return fit.length === 0 ? [] : [lines(...fit), ...more(attention.length - fit.length)];
}

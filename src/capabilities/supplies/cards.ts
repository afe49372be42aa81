import { type Block, type Button, button, buttons, type Card, card, lines, quiet, text } from '../../chat/card.js';
import type { Boutique } from '../../domain/boutique.js';
import { counted, type Day, todayIn } from '../../domain/calendar.js';
import { money } from '../../domain/money.js';
import { shortened } from '../../domain/words.js';
import {
  costOf,
  inUnits,
  isOver,
  isWaiting,
  quantityOf,
  type RequestLine,
  type SupplyRequest,
  stateWords,
  totalOf,
} from './rules.js';
import { mayCancel, outlierNow } from './rules-deciding.js';
import { outlierInWords, shortDay, tooLate, usualMonth } from './rules-needs.js';

export const MOST_LINES = 10;

/** "4 articles, $612". */
export function sumInWords(request: SupplyRequest): string {
  const { length } = request.lines.filter((line) => quantityOf(line) > 0);
  return `${counted(length, 'article')}, ${money(totalOf(request), request.currency)}`;
}

/** For whoever decides; the first ten lines by what they cost, all of them in the file. */
export function decisionCard(request: SupplyRequest, boutique: Boutique): Card {
  const today = askedOn(request, boutique);
  const { requestedByName, neededBy, reason, goesUp, number } = request;
  const until = neededBy === null ? '' : `, for ${shortDay(neededBy, today)}`;
  const blocks: Block[] = [
    linesOf(request, (line) => forDeciders(line, request.currency)),
    ...restOf(request, 'All of them are in the file.'),
    ...(reason === '' ? [] : [text(`Reason: ${reason}`)]),
    ...(goesUp === null ? [] : [text(`The operations manager decides too. ${goesUp}`)]),
    ...lateOf(request, today),
  ];
  const title = `Supplies · ${boutique.name} · ${sumInWords(request)}`;
  return card(title, blocks, `${requestedByName}${until} · request ${number}`);
}

/** For whoever asked: the same message from the draft to the last box. */
export function requestCard(request: SupplyRequest, boutique: Boutique, note?: string): Card {
  const today = askedOn(request, boutique);
  const { number, neededBy, reason, state } = request;
  const until = neededBy === null ? '' : ` · for ${shortDay(neededBy, today)}`;
  const blocks: Block[] = [
    text(standing(request)),
    ...(note === undefined ? [] : [text(note)]),
    ...(request.lines.length === 0 ? [] : [linesOf(request, (line) => forAsker(line, request.currency))]),
    ...restOf(request, ''),
    ...(reason === '' ? [] : [quiet(`Reason: ${reason}`)]),
    ...(isWaiting(state) || state === 'draft' ? lateOf(request, today) : []),
    ...buttonsOf(request),
  ];
  return card(`Supplies request ${number} · ${sumInWords(request)}`, blocks, `${boutique.name}${until}`);
}

/** What can be there by when is counted from this day. */
const askedOn = ({ submittedAt, createdAt }: SupplyRequest, { timeZone }: Boutique): Day =>
  todayIn(timeZone, submittedAt ?? createdAt);

/** Where it stands, who said so, and why. */
export function standing(request: SupplyRequest): string {
  const { kind, state, submittedAt, decidedByName, declineReason, goesUp } = request;
  const by = decidedByName === null ? '' : ` by ${decidedByName}`;
  if (state === 'rejected') return `Declined${by}: ${declineReason ?? ''}`;
  if (state === 'cancelled' && submittedAt === null) return 'Discarded.';
  if (state === 'cancelled') return declineReason === null ? 'Cancelled.' : `Cancelled: ${declineReason}`;
  // Planned by the operations manager, so it is the director who decides.
  const who = kind === 'opening-kit' ? 'director' : 'operations manager';
  if (state === 'regional-review' && goesUp !== null) return `With the ${who}. ${goesUp}`;
  if (state === 'manager-validation' && goesUp !== null)
    return `With the store manager; then the operations manager decides too. ${goesUp}`;
  if (state === 'approved') return `Approved${by}, to be ordered.`;
  return `${stateWords[state]}.`;
}

function linesOf({ lines: all }: SupplyRequest, words: (line: RequestLine) => string) {
  const first = [...all].sort((a, b) => costOf(b) - costOf(a)).slice(0, MOST_LINES);
  return lines(...first.map((line) => [lead(line), words(line)] as const));
}

function restOf({ lines: all }: SupplyRequest, where: string): Block[] {
  const rest = all.length - MOST_LINES;
  return rest > 0 ? [quiet(`And ${counted(rest, 'article')} more, which cost less. ${where}`.trim())] : [];
}

/** "60 × Ring box M", "60, changed to 40 × Ring box M". */
function lead({ asked, validated, name }: RequestLine): string {
  const changed = validated !== null && validated !== asked ? `, changed to ${validated.toLocaleString('en-US')}` : '';
  return `${asked.toLocaleString('en-US')}${changed} × ${name}`;
}

function forDeciders(line: RequestLine, currency: string): string {
  const { onHand, lastYear } = line;
  const have = onHand === null ? '' : `you have ${onHand.toLocaleString('en-US')}, `;
  return [`(${have}${usualInWords(lastYear)})`, ...unitOf(line), money(costOf(line), currency), ...flagOf(line)].join(
    ' · ',
  );
}

const usualInWords = (lastYear: number): string =>
  lastYear === 0 ? 'none last year' : `usual month ${usualMonth(lastYear).toLocaleString('en-US')}`;

function forAsker(line: RequestLine, currency: string): string {
  const quantity = quantityOf(line);
  const there =
    line.received > 0
      ? [`${line.received.toLocaleString('en-US')} of ${quantity.toLocaleString('en-US')} received`]
      : [];
  return [...there, ...unitOf(line), money(costOf(line), currency), ...flagOf(line)].join(' · ');
}

/** Pieces need no saying. */
const unitOf = ({ unit }: RequestLine): string[] => (unit === 'piece' ? [] : [`in ${inUnits(2, unit).slice(2)}`]);

function flagOf(line: RequestLine): string[] {
  const times = outlierNow(line);
  return times === null ? [] : [`flagged: ${outlierInWords(times)}`];
}

const MOST_LATE = 3;

function lateOf(request: SupplyRequest, today: Day): Block[] {
  const late = tooLate(request, today);
  const first = late
    .slice(0, MOST_LATE)
    .map(
      ({ name, leadDays, there }) =>
        `${shortened(name, 60)} takes ${counted(leadDays, 'day')} (${shortDay(there, today)})`,
    );
  const rest = late.length > MOST_LATE ? ` and ${late.length - MOST_LATE} more` : '';
  return late.length === 0 ? [] : [text(`Sooner than it can be there: ${first.join(', ')}${rest}.`)];
}

/** They may come back from anywhere, so they say whose request it is. */
function buttonsOf(request: SupplyRequest): Block[] {
  const of = requestButtons(request).map((each) => ({ ...each, boutique: request.boutique }));
  return of.length === 0 ? [] : [buttons(...of)];
}

function requestButtons(request: SupplyRequest): Button[] {
  const { id, state } = request;
  if (state === 'draft') {
    const confirm = { title: 'Discard the draft', text: 'Nothing of it is asked for.', yes: 'Discard' };
    return [
      button('supplies.send', 'Send for approval', id, { style: 'primary' }),
      button('supplies.add-articles', 'Add articles', id),
      button('supplies.discard', 'Discard', id, { confirm }),
    ];
  }
  if (!mayCancel(request) || isOver(state)) return [];
  const confirm = { title: 'Cancel the request', text: 'Whoever decides on it is told.', yes: 'Cancel the request' };
  return [button('supplies.cancel', 'Cancel request', id, { confirm })];
}

/** What whoever asked sees at once; their card follows. */
export function sentCard(request: SupplyRequest, boutique: Boutique): Card {
  const flagged = request.lines.filter((line) => outlierNow(line) !== null);
  const flags = flagged.slice(0, MOST_LINES).map((line) => [lead(line), forFlag(line)] as const);
  return card(`Request ${request.number} is sent · ${sumInWords(request)}`, [
    text(standing(request)),
    ...(flags.length === 0
      ? []
      : [text('More than the network uses. Whoever decides sees this too:'), lines(...flags)]),
    ...lateOf(request, askedOn(request, boutique)),
    quiet('Your own messages have the request, and say where it stands.'),
    buttons({ ...button('supplies.show', 'Show request', request.id), boutique: request.boutique }),
  ]);
}

const forFlag = (line: RequestLine): string => flagOf(line).join('').replace('flagged: ', '');

export const discardedCard = (number: number): Card => card(`Draft ${number} is discarded`, []);
export const cancelledCard = (number: number): Card => card(`Request ${number} is cancelled`, []);
export const changedCard = (request: SupplyRequest): Card =>
  card(`Saved · ${sumInWords(request)}`, [
    quiet('The card has the changed quantities. It still waits for your decision.'),
  ]);

import { type Block, button, buttons, type Card, card, type Line, lines, quiet, text } from '../../chat/card.js';
import { type Boutique, type Zone, zoneName } from '../../domain/boutique.js';
import { age, clockTime, counted, whenSeenFrom } from '../../domain/calendar.js';
import { money, signedMoney } from '../../domain/money.js';
import { listed, rolesInWords } from '../../domain/people.js';
import { listedInBrief, shortened } from '../../domain/words.js';
import {
  type BatchSums,
  type Comparison,
  type Count,
  type Difference,
  isCounting,
  needsDocument,
  share,
  type Tally,
  worthOf,
} from './rules.js';
import { type Cause, causes, rolesAbove, type ValueBand } from './rules-causes.js';
import { nextSteps } from './rules-looks.js';
import { reasons } from './rules-plans.js';
import type { Decider, OpenCount } from './store.js';
import type { LastBatch, Stint } from './store-batches.js';
import type { TalliedFile } from './store-files.js';

/** A card shows this many differences; all of them are in the file. */
const SHOWN_DIFFERENCES = 10;
const SHOWN_STINTS = 12;
const LONGEST_SCAN = 40;
const LONGEST_FILE_NAME = 60;
/** On a card of ten; in full in the file. */
const LONGEST_DESCRIPTION = 60;
const SHOWN_ZONES = 2;
/** In a list of counts, which has so many. */
export const MOST_LISTED = 10;
const LONGEST_IN_LIST = 30;

/** Whether everything that differs is on the card; otherwise a file goes with it. */
export function fitsOnCard(differences: readonly Difference[]): boolean {
  if (differences.length > SHOWN_DIFFERENCES) return false;
  return differences.every(
    ({ description, foundZones }) =>
      (description ?? '').length <= LONGEST_DESCRIPTION && foundZones.length <= SHOWN_ZONES,
  );
}

export function zonesInWords(zones: readonly Zone[]): string {
  return zones.length > 3 ? counted(zones.length, 'zone') : listed(zones.map(({ name }) => name));
}

/** What the counter alone sees: it tells only of what was scanned. */
export function tallyCard(
  { round, counters, batches, scanned, again }: Tally,
  last: LastBatch | null,
  boutique: Boutique,
  files: readonly TalliedFile[] = [],
): Card {
  const who = counters.length > 1 ? ` by ${listedInBrief(counters.map(({ name }) => name))}` : '';
  const repeats = again > 0 ? ` ${again.toLocaleString('en-US')} scanned twice, kept once.` : '';
  const sums = `${scanned.toLocaleString('en-US')} scanned in ${batches === 1 ? '1 batch' : `${batches} batches`}${who}.${repeats}`;
  if (round.closedAt) {
    return card(
      `${round.zone.name} is closed`,
      [text(`${sums} Thank you, your count is kept.`)],
      `closed ${clockTime(round.closedAt, boutique.timeZone)}`,
    );
  }

  const started = `started ${clockTime(round.openedAt, boutique.timeZone)}`;
  const nothing = files.length === 0 ? [text('Nothing scanned yet.')] : [];
  const shown = batches === 0 ? nothing : [text(sums), ...(last ? [lastBatch(last)] : [])];
  const title = `${round.number > 1 ? 'Recounting' : 'Counting'} ${round.zone.name}`;
  return card(title, [...shown, ...files.map(fileInWords), tallyButtons(round.id, round.zone, last)], started);
}

function tallyButtons(round: string, zone: Zone, last: LastBatch | null): Block {
  const back =
    last &&
    button('stock-counts.take-back', 'Take back last batch', last.id, {
      confirm: {
        title: 'Take back last batch',
        text: `Its ${counted(linesIn(last.sums), 'line')} will not count. They stay on record.`,
        yes: 'Take back',
      },
    });
  return buttons(
    button('stock-counts.add-serials', 'Add serials', round, { style: 'primary' }),
    ...(back ? [back] : []),
    button('stock-counts.close-zone', 'Close zone', round, {
      confirm: {
        title: 'Close zone',
        text: `${zone.name}: nobody can add to it after that.`,
        yes: 'Close zone',
      },
    }),
  );
}

const linesIn = ({ fresh, again, unreadable }: BatchSums): number => fresh + again + unreadable;

function lastBatch({ sums, file, note }: LastBatch): Block {
  const from = file === null ? '' : `, ${fileName(file)}`;
  return text(`Last batch${from}: ${[batchInWords(sums), note].filter(Boolean).join(' ')}`);
}

const fileName = (name: string): string => shortened(name, LONGEST_FILE_NAME);

/** Being read, or why it was not. */
const fileInWords = ({ name, reason }: TalliedFile): Block =>
  text(reason === null ? `Reading ${fileName(name)}.` : `${fileName(name)} was not read. ${reason}`);

/** "40 new. 2 already scanned. 1 not readable: line 7 "RG 1204?"." */
export function batchInWords({ fresh, again, unreadable, examples }: BatchSums): string {
  const shown = examples.map(({ line, text: scan }) => `line ${line} "${shortened(scan, LONGEST_SCAN)}"`);
  const more = unreadable > shown.length ? ` and ${(unreadable - shown.length).toLocaleString('en-US')} more` : '';
  const parts = [
    `${fresh.toLocaleString('en-US')} new.`,
    again > 0 ? `${again.toLocaleString('en-US')} already scanned.` : '',
    unreadable > 0
      ? `${unreadable.toLocaleString('en-US')} not readable: ${shown.join(', ')}${more}. Scan again, or type it.`
      : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** What the form turns into where nothing was scanned yet. */
export function begunCard(zones: readonly Zone[]): Card {
  return card(`Counting ${zonesInWords(zones)}`, [text('Scan, then press Add serials in your messages with Vitrine.')]);
}

/** What the form turns into after a batch; a file that came with it is still to be read. */
export function batchCard(zone: Zone, sums: BatchSums, reading: string | null = null): Card {
  return card(`${zone.name}: batch saved`, [
    text(batchInWords(sums)),
    ...(reading === null ? [] : [text(`Reading ${fileName(reading)}.`)]),
    quiet('The tally is in your messages with Vitrine. Close the zone there when you have scanned it all.'),
  ]);
}

/** Where the tally is closed and can't say it. */
export const notReadCard = (name: string, reason: string): Card =>
  card(`${fileName(name)} was not read`, [text(reason)]);

/** What the form turns into after a file. */
export function readingCard(zone: Zone, name: string): Card {
  return card(`Reading ${fileName(name)}`, [
    text(`What it holds goes into ${zone.name}. The tally in your messages with Vitrine shows it in a moment.`),
  ]);
}

/** It came after the zone was closed: kept, and refused in words. */
export function lateCard(zone: Zone, closedBy: string, closedAt: Date, what: string, boutique: Boutique): Card {
  return card(`${zone.name} is closed`, [
    text(
      `${closedBy} closed it at ${clockTime(closedAt, boutique.timeZone)}. ${what} came after that: kept, not counted.`,
    ),
    text('Tell your store manager if they belong in the count; it can be sent back.'),
  ]);
}

/** What everybody in the boutique's channel sees. */
export function channelCard(count: Count, names: readonly string[], boutique: Boutique): Card {
  const open = count.rounds.filter(({ closedAt }) => closedAt === null);
  const zones = zonesInWords(count.zones);
  if (open.length === 0) {
    const times = count.rounds.map(({ openedAt, closedAt }) => [openedAt, closedAt ?? openedAt] as const);
    const from = new Date(Math.min(...times.map(([begin]) => begin.getTime())));
    const to = new Date(Math.max(...times.map(([, end]) => end.getTime())));
    return card(
      `${listedInBrief(names)} counted ${zones}`,
      [],
      `${clockTime(from, boutique.timeZone)} to ${clockTime(to, boutique.timeZone)}`,
    );
  }

  const title = `${listedInBrief(names)} ${names.length === 1 ? 'is' : 'are'} counting ${zones}`;
  const rest = count.zones.length > 1 ? [text(`Still open: ${stillOpen(open.map(({ zone }) => zone.name))}.`)] : [];
  return card(title, [...rest, buttons(button('stock-counts.join', 'Count too', count.id))], plannedAs(count));
}

const MOST_OPEN_ZONES = 12;

const stillOpen = (names: readonly string[]): string =>
  names.length > MOST_OPEN_ZONES
    ? `${names.slice(0, MOST_OPEN_ZONES).join(', ')} and ${names.length - MOST_OPEN_ZONES} more`
    : listed(names);

/** What it is, where it is no ordinary count. */
const plannedAs = ({ reason }: Count): string | undefined =>
  reason === 'weekly' || reason === 'spot' ? undefined : reasons[reason];

export interface Compared {
  readonly count: Count;
  readonly comparison: Comparison;
  readonly counters: readonly string[];
  /** The causes that were named, by serial. */
  readonly named: ReadonlyMap<string, Cause>;
  readonly bands: readonly ValueBand[];
  readonly restricted: boolean;
}

/** For whoever decides: what differs, and what it is worth. Never for a counter. */
export function differencesCard(compared: Compared, boutique: Boutique): Card {
  const { count, comparison, counters, named } = compared;
  const { expected, matched, differences } = comparison;
  const zones = zonesInWords(count.zones);
  const title =
    differences.length === 0
      ? `${zones}: everything is where it belongs`
      : `${zones}: ${counted(differences.length, 'piece')} ${differences.length === 1 ? 'differs' : 'differ'}`;
  const what = plannedAs(count);
  const source = `${what ? `${what} · ` : ''}${boutique.name} · counted by ${listedInBrief(counters)} · frozen ${whenSeenFrom(count.openedAt, count.openedAt, boutique.timeZone)}, file ${count.source.fileName}`;
  const alone = count.notRecounted ? ' Not independently recounted.' : '';
  const facts = text(
    `${expected.toLocaleString('en-US')} expected, ${matched.toLocaleString('en-US')} where they belong.${alone}`,
  );
  if (differences.length === 0) return card(title, [facts, quiet(source)]);

  const rest = differences.length - SHOWN_DIFFERENCES;
  const inFull = fitsOnCard(differences) ? [] : [quiet('In full in the file below.')];
  const more = rest > 0 ? [quiet(`${counted(rest, 'more piece')}: all of them are in the file below.`)] : inFull;
  return card(title, [
    facts,
    differenceLines(differences, named, boutique),
    ...more,
    text([worthInWords(differences, boutique), ...whoElse(compared, boutique)].join(' ')),
    ...causesMissing(compared),
    ...(compared.restricted ? [text(RESTRICTED)] : []),
    quiet(source),
  ]);
}

const RESTRICTED = 'Restricted: only Safety and Security and those who decide see this count.';

/** "Above $10,000: operations managers decide too." */
function whoElse({ comparison, bands }: Compared, { currency }: Boutique): string[] {
  const roles = rolesAbove(worthOf(comparison.differences), bands);
  const first = bands.find(({ role }) => roles.includes(role));
  return first ? [`Above ${money(first.above, currency)}: ${rolesInWords(roles).toLowerCase()} decide too.`] : [];
}

function causesMissing({ comparison, named }: Compared): Block[] {
  const missing = comparison.differences.filter(({ serial }) => !named.has(serial)).length;
  return missing > 0 ? [text(`${counted(missing, 'cause')} to be named before it can be approved.`)] : [];
}

function differenceLines(differences: readonly Difference[], named: Compared['named'], boutique: Boutique): Block {
  const shown = differences.slice(0, SHOWN_DIFFERENCES).map((difference): readonly [string, string] => {
    const { lead, text: words } = differenceLine(difference, boutique);
    const cause = named.get(difference.serial);
    return [lead, cause ? `${words} · ${causes[cause].toLowerCase()}` : words];
  });
  return lines(...shown);
}

/** "Missing RG-20-88, $4,200": what a cause is asked for. */
export function differenceInWords({ kind, serial, retail, description }: Difference, boutique: Boutique): string {
  const price = retail === null ? 'value unknown' : money(retail, boutique.currency);
  const what = description === null ? '' : ` · ${shortened(description, LONGEST_DESCRIPTION)}`;
  return `${leads[kind]} ${serial}${what} · ${price}`;
}

function differenceLine(difference: Difference, boutique: Boutique): Line {
  const { kind, serial, description, retail } = difference;
  const price = retail === null ? 'value unknown' : money(retail, boutique.currency);
  const what = description === null ? 'not in any stock file' : shortened(description, LONGEST_DESCRIPTION);
  const parts = [serial, what, whereabouts(difference, boutique), price];
  return { lead: leads[kind], text: parts.filter((part) => part !== '').join(' · ') };
}

const leads: Readonly<Record<Difference['kind'], string>> = {
  missing: 'Missing',
  unexpected: 'Unexpected',
  'wrong-zone': 'Wrong zone',
  duplicate: 'In two zones',
};

function whereabouts({ kind, expectedZone, foundZones, belongsTo, listedAs }: Difference, boutique: Boutique): string {
  const found = listedInBrief(
    foundZones.map((zone) => zoneName(boutique, zone)),
    SHOWN_ZONES,
  );
  if (kind === 'missing') return expectedZone === null ? '' : `of ${zoneName(boutique, expectedZone)}`;
  if (kind === 'wrong-zone') return `in ${found}, belongs in ${zoneName(boutique, expectedZone ?? '')}`;
  const owner = [
    belongsTo ? `belongs to ${belongsTo}` : '',
    listedAs ? `listed as ${listedAs.replace('-', ' ')}` : '',
  ].filter(Boolean);
  return [`in ${found}`, ...owner].join(', ');
}

/** "Net +$550 · gross $8,950, at retail". Always both. */
export function worthInWords(differences: readonly Difference[], { currency }: Boutique): string {
  const { net, gross, unknown } = worthOf(differences);
  const unpriced = unknown > 0 ? ` · ${counted(unknown, 'piece')} of unknown value` : '';
  return `Net ${signedMoney(net, currency)} · gross ${money(gross, currency)}, at retail${unpriced}`;
}

export interface Approved extends Compared {
  readonly stints: readonly Stint[];
  readonly deciders: readonly Decider[];
  readonly now: Date;
  /** Of the boutique's audit trail: `MADISON:41:3fa94c0d1b2e7f60`. */
  readonly head: string;
}

/** What headquarters gets, with every line attached. */
export function reportCard({ count, comparison, stints, deciders, now, head }: Approved, boutique: Boutique): Card {
  const { matched, expected, differences } = comparison;
  const time = (moment: Date) => clockTime(moment, boutique.timeZone);
  const who = stints
    .slice(0, SHOWN_STINTS)
    .map(({ name, from, to, zone, round }): readonly [string, string] => [
      round > 1 ? 'Recounted' : 'Counted',
      `${name}, ${zoneName(boutique, zone)}, ${time(from)} to ${time(to)}`,
    ]);
  const others = stints.length - who.length;
  if (others > 0) who.push(['Counted', `${others} more times, by the lines of the file`]);
  const approved = deciders.map(({ name, at }) => ['Approved', `${name}, ${time(at)}`] as const);
  const facts = `${matched.toLocaleString('en-US')} of ${expected.toLocaleString('en-US')} matched (${share(matched, expected)}) · ${worthInWords(differences, boutique)}`;
  return card(
    'Count approved',
    [
      text(facts),
      lines(...who, ...approved),
      ...documentBlocks(count, differences, boutique),
      quiet(
        `Expected set frozen ${whenSeenFrom(count.openedAt, now, boutique.timeZone)} from ${count.source.fileName}. Every line is in the file below. Audit head ${head}.`,
      ),
    ],
    [plannedAs(count), boutique.name, zonesInWords(count.zones)].filter(Boolean).join(' · '),
  );
}

/** A count with something to adjust is closed with the register's document. */
function documentBlocks(
  { id, document, notRecounted }: Count,
  differences: readonly Difference[],
  { timeZone }: Boutique,
): Block[] {
  const alone = notRecounted ? [text('Not independently recounted.')] : [];
  if (!needsDocument(differences)) return alone;
  if (document) {
    const words = `${document.number}, entered by ${document.by}, ${clockTime(document.at, timeZone)}. Closed.`;
    return [...alone, lines(['Register document', words])];
  }
  const enter = button('stock-counts.enter-document', 'Enter document number', id, { style: 'primary' });
  return [...alone, text('Waiting for the register document.'), buttons(enter)];
}

/** `/count open`: what is being counted, since when, and what comes next. The oldest first, and of them not all. */
export function openCountsCard(counts: readonly OpenCount[], names: ReadonlyMap<string, string>, now: Date): Card {
  if (counts.length === 0) return card('No open counts', [text('Type /count in a boutique’s channel to begin one.')]);
  const blocks = counts
    .slice(0, MOST_LISTED)
    .flatMap((count) => openCountBlocks(count, names.get(count.boutique) ?? count.boutique, now));
  const rest =
    counts.length > MOST_LISTED ? [quiet('There are more. For one boutique, type /count open and its code.')] : [];
  return card('Open counts', [...blocks, ...rest]);
}

function openCountBlocks(count: OpenCount, boutique: string, now: Date): Block[] {
  const brief = (name: string) => shortened(name, LONGEST_IN_LIST);
  const zones = (all: readonly string[]) => listedInBrief(all.map(brief));
  const next = isCounting(count.state) ? `${nextSteps[count.state]}: ${zones(count.open)}` : nextSteps[count.state];
  const line = lines([
    brief(boutique),
    `${zones(count.zones)} · ${brief(count.openedBy)} · ${age(count.openedAt, now)} · ${next}`,
  ]);
  const label = count.state === 'counting' ? 'Count too' : 'Recount';
  const join = { ...button('stock-counts.join', label, count.id), boutique: count.boutique };
  return isCounting(count.state) ? [line, buttons(join)] : [line];
}

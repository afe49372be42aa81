import { type Block, button, buttons, type Card, card, type Line, lines, quiet, text } from '../../chat/card.js';
import { type Boutique, type Zone, zoneName } from '../../domain/boutique.js';
import { age, clockTime, counted, whenSeenFrom } from '../../domain/calendar.js';
import { money, signedMoney } from '../../domain/money.js';
import { listed } from '../../domain/people.js';
import { type Comparison, type Count, type Difference, share, type TakenLine, type Tally, worthOf } from './rules.js';
import type { OpenCount } from './store.js';
import type { LastBatch, Stint } from './store-batches.js';

/** A card shows this many differences; all of them are in the file. */
export const SHOWN_DIFFERENCES = 10;
const SHOWN_UNREADABLE = 5;
const LONGEST_SCAN = 40;

export function zonesInWords(zones: readonly Zone[]): string {
  return zones.length > 3 ? counted(zones.length, 'zone') : listed(zones.map(({ name }) => name));
}

/** What the counter alone sees: it tells only of what was scanned. */
export function tallyCard(
  { round, counters, batches, scanned, again }: Tally,
  last: LastBatch | null,
  boutique: Boutique,
): Card {
  const who = counters.length > 1 ? ` by ${listed(counters.map(({ name }) => name))}` : '';
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
  const shown = batches === 0 ? [text('Nothing scanned yet.')] : [text(sums), ...(last ? [lastBatch(last)] : [])];
  return card(`Counting ${round.zone.name}`, [...shown, tallyButtons(round.id, round.zone, last)], started);
}

function tallyButtons(round: string, zone: Zone, last: LastBatch | null): Block {
  const back =
    last &&
    button('stock-counts.take-back', 'Take back last batch', last.id, {
      confirm: {
        title: 'Take back last batch',
        text: `Its ${counted(last.lines.length, 'line')} will not count. They stay on record.`,
        yes: 'Take back',
      },
    });
  return buttons(
    button('stock-counts.add-serials', 'Add serials', round, { style: 'primary' }),
    ...(back ? [back] : []),
    button('stock-counts.close-zone', 'Close zone', round, {
      confirm: {
        title: `Close ${zone.name}`.slice(0, 100),
        text: 'Nobody can add to it after that.',
        yes: 'Close zone',
      },
    }),
  );
}

const lastBatch = ({ lines: taken }: LastBatch): Block => text(`Last batch: ${batchInWords(taken)}`);

/** "40 new. 2 already scanned. 1 not readable: line 7 "RG 1204?"." */
export function batchInWords(taken: readonly TakenLine[]): string {
  const of = (result: TakenLine['result']) => taken.filter((line) => line.result === result);
  const unreadable = of('unreadable');
  const shown = unreadable
    .slice(0, SHOWN_UNREADABLE)
    .map(({ line, text: scan }) => `line ${line} "${shortened(scan)}"`);
  const more = unreadable.length > SHOWN_UNREADABLE ? ` and ${unreadable.length - SHOWN_UNREADABLE} more` : '';
  const parts = [
    `${of('new').length.toLocaleString('en-US')} new.`,
    of('again').length > 0 ? `${of('again').length.toLocaleString('en-US')} already scanned.` : '',
    unreadable.length > 0
      ? `${unreadable.length} not readable: ${shown.join(', ')}${more}. Scan again, or type it.`
      : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

const shortened = (scan: string): string => (scan.length > LONGEST_SCAN ? `${scan.slice(0, LONGEST_SCAN)}…` : scan);

/** What the form turns into after a batch. */
export function batchCard(zone: Zone, taken: readonly TakenLine[]): Card {
  if (taken.length === 0)
    return card(`Counting ${zone.name}`, [
      text('The zone is yours. Scan, then press Add serials in your messages with Vitrine.'),
    ]);
  return card(`${zone.name}: batch saved`, [
    text(batchInWords(taken)),
    quiet('The tally is in your messages with Vitrine. Close the zone there when you have scanned it all.'),
  ]);
}

/** It came after the zone was closed: kept, and refused in words. */
export function lateCard(
  zone: Zone,
  closedBy: string,
  closedAt: Date,
  taken: readonly TakenLine[],
  boutique: Boutique,
): Card {
  return card(`${zone.name} is closed`, [
    text(
      `${closedBy} closed it at ${clockTime(closedAt, boutique.timeZone)}. Your ${counted(taken.length, 'line')} came after that: kept, not counted.`,
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
      `${listed(names)} counted ${zones}`,
      [],
      `${clockTime(from, boutique.timeZone)} to ${clockTime(to, boutique.timeZone)}`,
    );
  }

  const again = count.comparison > 0 ? 'Count once more: ' : '';
  const title = again
    ? `${again}${zonesInWords(open.map(({ zone }) => zone))}`
    : `${listed(names)} ${names.length === 1 ? 'is' : 'are'} counting ${zones}`;
  const rest =
    count.zones.length > 1 && !again ? [text(`Still open: ${listed(open.map(({ zone }) => zone.name))}.`)] : [];
  return card(title, [...rest, buttons(button('stock-counts.join', again ? 'Count' : 'Count too', count.id))]);
}

export interface Compared {
  readonly count: Count;
  readonly comparison: Comparison;
  readonly counters: readonly string[];
}

/** For whoever decides: what differs, and what it is worth. Never for a counter. */
export function differencesCard({ count, comparison, counters }: Compared, boutique: Boutique): Card {
  const { expected, matched, differences } = comparison;
  const zones = zonesInWords(count.zones);
  const title =
    differences.length === 0
      ? `${zones}: everything is where it belongs`
      : `${zones}: ${counted(differences.length, 'piece')} ${differences.length === 1 ? 'differs' : 'differ'}`;
  const source = `${boutique.name} · counted by ${listed(counters)} · frozen ${whenSeenFrom(count.openedAt, count.openedAt, boutique.timeZone)}, file ${count.source.fileName}`;
  const facts = text(
    `${expected.toLocaleString('en-US')} expected, ${matched.toLocaleString('en-US')} where they belong.`,
  );
  if (differences.length === 0) return card(title, [facts, quiet(source)]);

  const rest = differences.length - SHOWN_DIFFERENCES;
  const more = rest > 0 ? [quiet(`${counted(rest, 'more piece')}: all of them are in the file below.`)] : [];
  return card(title, [
    facts,
    differenceLines(differences, boutique),
    ...more,
    text(worthInWords(differences, boutique)),
    quiet(source),
  ]);
}

function differenceLines(differences: readonly Difference[], boutique: Boutique): Block {
  const shown = differences.slice(0, SHOWN_DIFFERENCES).map((difference): readonly [string, string] => {
    const { lead, text: words } = differenceLine(difference, boutique);
    return [lead, words];
  });
  return lines(...shown);
}

function differenceLine(difference: Difference, boutique: Boutique): Line {
  const { kind, serial, description, retail } = difference;
  const price = retail === null ? 'value unknown' : money(retail, boutique.currency);
  const parts = [serial, description ?? 'not in any stock file', whereabouts(difference, boutique), price];
  return { lead: leads[kind], text: parts.filter((part) => part !== '').join(' · ') };
}

const leads: Readonly<Record<Difference['kind'], string>> = {
  missing: 'Missing',
  unexpected: 'Unexpected',
  'wrong-zone': 'Wrong zone',
  duplicate: 'In two zones',
};

function whereabouts({ kind, expectedZone, foundZones, belongsTo, listedAs }: Difference, boutique: Boutique): string {
  const found = listed(foundZones.map((zone) => zoneName(boutique, zone)));
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
  readonly approvedBy: string;
  readonly now: Date;
  /** Of the boutique's audit trail: `MADISON:41:3fa94c0d1b2e7f60`. */
  readonly head: string;
}

/** What headquarters gets, with every line attached. */
export function reportCard({ count, comparison, stints, approvedBy, now, head }: Approved, boutique: Boutique): Card {
  const { matched, expected, differences } = comparison;
  const time = (moment: Date) => clockTime(moment, boutique.timeZone);
  const who = stints
    .slice(0, 12)
    .map(({ name, from, to, zone }) => `${name}, ${zoneName(boutique, zone)}, ${time(from)} to ${time(to)}`);
  const facts = `${matched.toLocaleString('en-US')} of ${expected.toLocaleString('en-US')} matched (${share(matched, expected)}) · ${worthInWords(differences, boutique)}`;
  return card(
    'Count approved',
    [
      text(facts),
      lines(...who.map((words) => ['Counted', words] as const), ['Approved', `${approvedBy}, ${time(now)}`]),
      quiet(
        `Expected set frozen ${whenSeenFrom(count.openedAt, now, boutique.timeZone)} from ${count.source.fileName}. Every line is in the file below. Audit head ${head}.`,
      ),
    ],
    `${boutique.name} · ${zonesInWords(count.zones)}`,
  );
}

/** `/count open`: what is being counted, since when, and what comes next. */
export function openCountsCard(counts: readonly OpenCount[], names: ReadonlyMap<string, string>, now: Date): Card {
  if (counts.length === 0) return card('No open counts', [text('Type /count in a boutique’s channel to begin one.')]);
  const blocks = counts.flatMap((count): Block[] => {
    const next = count.state === 'counting' ? `still open: ${listed(count.open)}` : 'waits for approval';
    const line: readonly [string, string] = [
      names.get(count.boutique) ?? count.boutique,
      `${listed(count.zones)} · ${count.openedBy} · ${age(count.openedAt, now)} · ${next}`,
    ];
    const join = buttons({ ...button('stock-counts.join', 'Count too', count.id), boutique: count.boutique });
    return count.state === 'counting' ? [lines(line), join] : [lines(line)];
  });
  return card('Open counts', blocks);
}

import {
  batchCard,
  begunCard,
  channelCard,
  differenceInWords,
  differencesCard,
  lateCard,
  notReadCard,
  openCountsCard,
  readingCard,
  reportCard,
  tallyCard,
} from '../../../src/capabilities/stock-counts/cards.js';
import {
  causesSavedCard,
  countVoidedCard,
  photoRefusedCard,
} from '../../../src/capabilities/stock-counts/cards-decisions.js';
import { countLookCard } from '../../../src/capabilities/stock-counts/cards-looks.js';
import {
  namedCard,
  needsRecountCard,
  nobodyLeftCard,
  nobodyLeftDone,
  recountCard,
  voidedCard,
} from '../../../src/capabilities/stock-counts/cards-recounts.js';
import { foundSavedCard, searchCard, searchOverCard } from '../../../src/capabilities/stock-counts/cards-searches.js';
import { namedLaterCard } from '../../../src/capabilities/stock-counts/cards-security.js';
import {
  countForm,
  emptyForm,
  joinForm,
  nameForm,
  plannedForm,
  serialsForm,
} from '../../../src/capabilities/stock-counts/forms.js';
import { causesForm, documentForm, voidForm } from '../../../src/capabilities/stock-counts/forms-decisions.js';
import { foundForm } from '../../../src/capabilities/stock-counts/forms-searches.js';
import {
  type Comparison,
  type Count,
  type Difference,
  type Round,
  sumsOf,
  type TakenLine,
  type Tally,
} from '../../../src/capabilities/stock-counts/rules.js';
import { CAUSES_AT_ONCE, type Cause, type ValueBand } from '../../../src/capabilities/stock-counts/rules-causes.js';
import { caseInWords } from '../../../src/capabilities/stock-counts/rules-security.js';
import type { OpenCount } from '../../../src/capabilities/stock-counts/store.js';
import type { LastBatch } from '../../../src/capabilities/stock-counts/store-batches.js';
import type { CountLook } from '../../../src/capabilities/stock-counts/store-looks.js';
import type { Boutique, Zone } from '../../../src/domain/boutique.js';
import type { Samples } from '../../helpers/samples.js';
import { MANY, type Words } from '../../helpers/words.js';

const NINE = new Date('2026-11-27T14:00:00Z');
const TEN = new Date('2026-11-27T15:00:00Z');
const ID = '0190c5a2-7e44-7c4e-9e3f-1d2c3b4a5f60';

const many = <T>(number: number, make: (index: number) => T): T[] => Array.from({ length: number }, (_, i) => make(i));

/** As long as an id may be that Slack takes for a choice. */
const zone = ({ zone: name }: Words, index = 0): Zone => ({ id: `MADISON/${'z'.repeat(63)}-${100 + index}`, name });

const boutique = (words: Words): Boutique => ({
  code: 'MADISON',
  name: words.boutique,
  timeZone: 'America/New_York',
  currency: 'USD',
  zones: many(MANY.zones, (index) => zone(words, index)),
  stock: { importId: ID, fileName: words.fileName, statedAt: NINE },
});

const round = (words: Words, index = 0, closedAt: Date | null = null): Round => ({
  id: ID,
  zone: zone(words, index),
  number: 2,
  openedAt: NINE,
  closedAt,
  closedBy: closedAt && 'ana',
  assignedTo: null,
  skipped: false,
});

const count = (words: Words, zones: number, closedAt: Date | null = null, comparison = 0): Count => ({
  id: ID,
  boutique: 'MADISON',
  currency: 'USD',
  reason: 'weekly',
  state: 'counting',
  openedBy: 'ana',
  openedAt: NINE,
  source: { fileName: words.fileName, statedAt: NINE },
  zones: many(zones, (index) => zone(words, index)),
  rounds: many(zones, (index) => round(words, index, closedAt)),
  comparison,
  notRecounted: true,
  document: null,
});

const lines = ({ scan, serial }: Words, number: number): TakenLine[] =>
  many(number, (index) => {
    const result = (['unreadable', 'new', 'again'] as const)[index % 3] ?? 'new';
    return { line: 100_000 + index, text: scan, serial: result === 'unreadable' ? null : serial, result };
  });

const tally = (words: Words, people: number, closedAt: Date | null = null): Tally => ({
  count: ID,
  round: round(words, 0, closedAt),
  counters: many(people, (index) => ({ id: `p${index}`, name: words.name })),
  batches: people === 0 ? 0 : 1_000,
  scanned: people === 0 ? 0 : 123_456,
  again: people === 0 ? 0 : 12_345,
});

const last = (words: Words, number: number, file = false): LastBatch => ({
  id: ID,
  sums: sumsOf(lines(words, number)),
  file: file ? words.fileName : null,
  note: file ? `Read from its column "${words.serial}".` : null,
});

const difference = (words: Words, index: number): Difference => {
  const kind = (['duplicate', 'missing', 'unexpected', 'wrong-zone'] as const)[index % 4] ?? 'missing';
  const found = { missing: 0, unexpected: 1, 'wrong-zone': 1, duplicate: MANY.zones }[kind];
  return {
    serial: words.serial,
    kind,
    expectedZone: kind === 'unexpected' || index % 8 === 0 ? null : zone(words, index % MANY.zones).id,
    foundZones: many(found, (each) => zone(words, each).id),
    belongsTo: kind === 'missing' ? null : words.boutique,
    listedAs: kind === 'missing' ? null : 'at-workshop',
    reference: words.serial,
    description: index % 5 === 4 ? null : words.description,
    retail: index % 5 === 4 ? null : 123_456_789,
  };
};

const compared = (words: Words, differences: number): Comparison => ({
  expected: 123_456,
  matched: 123_456 - differences,
  differences: many(differences, (index) => difference(words, index)),
});

const names = (words: Words, people: number): string[] => many(people, () => words.name);

const stints = (words: Words, number: number) =>
  many(number, (index) => ({
    zone: zone(words, index % MANY.zones).id,
    round: (index % 3) + 1,
    name: words.name,
    from: NINE,
    to: TEN,
  }));

const bands: readonly ValueBand[] = [
  { role: 'operations-manager', above: 10_000_00 },
  { role: 'director', above: 50_000_00 },
  { role: 'finance', above: 50_000_00 },
];

const subject = (words: Words, differences: number, cause: Cause | null = null) => {
  const comparison = compared(words, differences);
  return {
    id: ID,
    notBy: ['ana'],
    count: count(words, 3, TEN),
    comparison,
    counters: names(words, MANY.people),
    named: new Map(cause ? comparison.differences.map(({ serial }) => [serial, cause]) : []),
    bands,
    restricted: cause === 'unknown-investigating',
  };
};

const approved = (words: Words, differences: number, spells: number) => ({
  ...subject(words, differences),
  count: count(words, MANY.zones, TEN),
  stints: stints(words, spells),
  deciders: names(words, 4).map((name) => ({ name, at: TEN })),
  now: TEN,
  head: 'MADISON:123456:3fa94c0d1b2e7f60',
});

const closed = (words: Words) => {
  const report = approved(words, 1, 1);
  return {
    ...report,
    count: { ...report.count, document: { number: words.scan.slice(0, 60), by: words.name, at: TEN } },
  };
};

const searching = (words: Words, pieces: number) => ({
  count: count(words, MANY.zones),
  pieces: compared(words, pieces).differences,
  day: 7 as const,
});

const recount = (words: Words, counters: number, closedAt: Date | null = null) => ({
  round: round(words, 0, closedAt),
  before: names(words, MANY.people),
  counters: names(words, counters),
  assigned: null,
});

const openCount = (words: Words, index: number, zones = MANY.zones as number): OpenCount => ({
  id: ID,
  boutique: 'MADISON',
  state: index % 4 === 3 ? 'awaiting-approval' : 'counting',
  openedBy: words.name,
  openedAt: NINE,
  zones: many(zones, () => words.zone),
  open: many(zones, () => words.zone),
});

const called = (words: Words) => new Map([['MADISON', words.boutique]]);
/** Under the name of the function; after a comma, which case it is. */
const look = (words: Words, state: CountLook['state']): CountLook => ({
  id: ID,
  boutique: 'MADISON',
  state,
  openedBy: words.name,
  openedAt: NINE,
  zones: many(MANY.zones, () => words.zone),
  open: many(MANY.zones, () => words.zone),
  decidedBy: null,
  decidedAt: null,
  document: null,
  restricted: false,
});

export const samples: Samples = {
  boutique,
  cards: {
    tallyCard: (words) => tallyCard(tally(words, 1), last(words, 3), boutique(words)),
    'tallyCard, nothing yet': (words) => tallyCard(tally(words, 0), null, boutique(words)),
    'tallyCard, many': (words) =>
      tallyCard(tally(words, MANY.people), last(words, MANY.lines, true), boutique(words), [
        { name: words.fileName, reason: null },
        { name: words.fileName, reason: words.reason },
      ]),
    'tallyCard, the first file': (words) =>
      tallyCard(tally(words, 0), null, boutique(words), [{ name: words.fileName, reason: null }]),
    'tallyCard, closed': (words) => tallyCard(tally(words, MANY.people, TEN), null, boutique(words)),
    begunCard: (words) => begunCard([zone(words)]),
    'begunCard, many zones': (words) => begunCard(boutique(words).zones),
    batchCard: (words) => batchCard(zone(words), sumsOf(lines(words, MANY.lines))),
    'batchCard, with a file': (words) => batchCard(zone(words), sumsOf(lines(words, 3)), words.fileName),
    readingCard: (words) => readingCard(zone(words), words.fileName),
    notReadCard: (words) => notReadCard(words.fileName, words.reason),
    lateCard: (words) => lateCard(zone(words), words.name, NINE, words.fileName, boutique(words)),
    channelCard: (words) => channelCard(count(words, 1), names(words, 1), boutique(words)),
    'channelCard, many': (words) => channelCard(count(words, MANY.zones), names(words, MANY.people), boutique(words)),
    'channelCard, closed': (words) =>
      channelCard(count(words, MANY.zones, TEN), names(words, MANY.people), boutique(words)),
    differencesCard: (words) => differencesCard(subject(words, 1), boutique(words)),
    'differencesCard, with causes': (words) =>
      differencesCard(subject(words, 10, 'transfer-in-not-validated'), boutique(words)),
    'differencesCard, restricted': (words) =>
      differencesCard(subject(words, 10, 'unknown-investigating'), boutique(words)),
    'differencesCard, none': (words) => differencesCard(subject(words, 0), boutique(words)),
    'differencesCard, ten': (words) => differencesCard(subject(words, 10), boutique(words)),
    'differencesCard, many': (words) => differencesCard(subject(words, MANY.differences), boutique(words)),
    reportCard: (words) => reportCard(approved(words, 0, 1), boutique(words)),
    'reportCard, many': (words) => reportCard(approved(words, MANY.differences, 40), boutique(words)),
    'reportCard, closed': (words) => reportCard(closed(words), boutique(words)),
    openCountsCard: (words) => openCountsCard([openCount(words, 0, 1)], called(words), TEN),
    'openCountsCard, none': (words) => openCountsCard([], called(words), TEN),
    'openCountsCard, many': (words) =>
      openCountsCard(
        many(MANY.counts, (index) => openCount(words, index)),
        called(words),
        TEN,
      ),
    countLookCard: (words) => countLookCard(look(words, 'counting'), boutique(words)),
    'countLookCard, decided': (words) =>
      countLookCard(
        { ...look(words, 'closed'), decidedBy: words.name, decidedAt: TEN, document: words.serial },
        boutique(words),
      ),
    'countLookCard, restricted': (words) =>
      countLookCard(
        { ...look(words, 'approved'), decidedBy: words.name, decidedAt: TEN, restricted: true },
        boutique(words),
      ),
    recountCard: (words) => recountCard(recount(words, 0), boutique(words)),
    'recountCard, somebody named': (words) =>
      recountCard({ ...recount(words, 0), assigned: words.name }, boutique(words)),
    'recountCard, under way': (words) => recountCard(recount(words, MANY.people), boutique(words)),
    'recountCard, closed': (words) => recountCard(recount(words, MANY.people, TEN), boutique(words)),
    needsRecountCard: (words) => needsRecountCard(zone(words)),
    nobodyLeftCard: (words) => nobodyLeftCard(round(words), boutique(words)),
    nobodyLeftDone: (words) => nobodyLeftDone(zone(words), `${words.name} is named.`, boutique(words)),
    namedCard: (words) => namedCard(round(words), words.name, boutique(words)),
    voidedCard: (words) => voidedCard(words.zone, words.name, boutique(words)),
    'voidedCard, for headquarters': (words) => voidedCard(words.zone, words.name, boutique(words), words.reason),
    causesSavedCard: () => causesSavedCard(10, 0),
    'causesSavedCard, restricted': (words) => causesSavedCard(10, 590, names(words, MANY.people)),
    'causesSavedCard, some left': () => causesSavedCard(1, 590),
    photoRefusedCard: (words) => photoRefusedCard(words.fileName, words.reason),
    namedLaterCard: (words) =>
      namedLaterCard(
        caseInWords(count(words, 3), compared(words, 10).differences, 'unknown-investigating'),
        boutique(words),
      ),
    searchCard: (words) => searchCard(searching(words, 1), boutique(words)),
    'searchCard, many': (words) => searchCard(searching(words, MANY.differences), boutique(words)),
    'searchCard, at the end': (words) => searchCard({ ...searching(words, 10), day: 30 }, boutique(words)),
    searchOverCard: (words) => searchOverCard(count(words, 3), boutique(words)),
    foundSavedCard: () => foundSavedCard(10, 580),
    'foundSavedCard, none left': () => foundSavedCard(1, 0),
    countVoidedCard: () => countVoidedCard(),
    'countVoidedCard, restricted': () => countVoidedCard(true),
  },
  forms: {
    countForm: (words) => countForm(boutique(words), TEN),
    'countForm, old stock': (words) => countForm(boutique(words), new Date('2026-12-24T10:00:00Z')),
    plannedForm: (words) => plannedForm(boutique(words).zones, 'fiscal', boutique(words), TEN),
    'plannedForm, one zone, old stock': (words) =>
      plannedForm([zone(words)], 'annual', boutique(words), new Date('2026-12-24T10:00:00Z')),
    serialsForm: (words) => serialsForm(round(words), boutique(words)),
    joinForm: (words) => joinForm(boutique(words).zones, boutique(words)),
    'joinForm, one zone': (words) => joinForm([zone(words)], boutique(words)),
    emptyForm: (words) => emptyForm(zone(words), boutique(words)),
    nameForm: (words) =>
      nameForm(
        async () => names(words, 100).map((name, index) => ({ value: `p${index}`, label: name })),
        boutique(words),
      ),
    causesForm: (words) =>
      causesForm(
        many(CAUSES_AT_ONCE, (index) => ({
          serial: `${words.serial.slice(0, 38)}${index}`,
          words: differenceInWords(difference(words, index), boutique(words)),
        })),
      ),
    foundForm: (words) =>
      foundForm(
        many(CAUSES_AT_ONCE, (index) => ({
          serial: `${words.serial.slice(0, 38)}${index}`,
          words: differenceInWords(difference(words, index), boutique(words)),
          ended: index % 2 === 0,
        })),
      ),
    voidForm: () => voidForm(false),
    'voidForm, restricted': () => voidForm(true),
    documentForm: () => documentForm,
  },
  approvals: {
    'stock-count': (words) => subject(words, MANY.differences),
    'stock-count, every cause named': (words) => subject(words, 10, 'transfer-in-not-validated'),
  },
};

import {
  addedCard,
  confirmedCard,
  counterCard,
  movedCard,
  neutral,
  unplannedCard,
  weekCard,
} from '../../../src/capabilities/cycle-counts/cards.js';
import {
  coverageCard,
  coverageFileCard,
  coverageSentCard,
  networkCoverageCard,
} from '../../../src/capabilities/cycle-counts/cards-coverage.js';
import { networkCard, rulesCard, rulesSavedCard } from '../../../src/capabilities/cycle-counts/cards-network.js';
import { moveForm, rulesForm } from '../../../src/capabilities/cycle-counts/forms.js';
import type { Coverage } from '../../../src/capabilities/cycle-counts/rules-coverage.js';
import type { Reason } from '../../../src/capabilities/cycle-counts/rules-duties.js';
import type { PlannedSlot, PlannedWeek, SlotState } from '../../../src/capabilities/cycle-counts/rules-slots.js';
import type { Boutique } from '../../../src/domain/boutique.js';
import type { Samples } from '../../helpers/samples.js';
import { MANY, type Words } from '../../helpers/words.js';

const ID = '0190c5a2-7e44-7c4e-9e3f-1d2c3b4a5f60';

const many = <T>(number: number, make: (index: number) => T): T[] => Array.from({ length: number }, (_, i) => make(i));

const boutique = (words: Words): Boutique => ({
  code: 'MADISON',
  name: words.boutique,
  timeZone: 'America/New_York',
  currency: 'USD',
  zones: [],
  stock: null,
});

const everyReason: readonly Reason[] = [
  { code: 'closure' },
  { code: 'holder' },
  { code: 'elsewhere', record: ID },
  { code: 'interval', since: '2026-10-20', class: 'A', every: 7 },
];

const slot = (words: Words, state: SlotState, index = 0): PlannedSlot => ({
  id: `${ID}${index}`.slice(-36),
  week: 'MADISON/2026-11-30',
  boutique: 'MADISON',
  zone: `MADISON/zone-${index}`,
  zoneName: words.zone,
  day: '2026-12-01',
  time: '09:00',
  reasons: everyReason,
  state,
  confirmedBy: state === 'confirmed' ? words.name : null,
  planId: state === 'stands' ? ID : null,
  onTime: false,
  moved: index % 2 === 1,
});

const week = (words: Words, slots: readonly PlannedSlot[], left = 0): PlannedWeek => ({
  id: 'MADISON/2026-11-30',
  boutique: 'MADISON',
  monday: '2026-11-30',
  left: many(left, (index) => ({ zone: `MADISON/zone-${index}`, why: 'caps', zoneName: words.zone })),
  slots,
});

const coverage = (words: Words, change: Partial<Coverage> = {}): Coverage => ({
  ...{ code: 'MADISON', name: words.boutique, pieces: 600, seen: 588, promise: 30, accuracy: 99.26 },
  ...{ due: 9, kept: 8, dueBefore: 20, keptBefore: 20, late: 1, left: 2 },
  ...change,
});

const sum = (words: Words) => ({ boutique: words.boutique, open: 5, late: 2, left: 1 });

export const samples: Samples = {
  boutique,
  cards: {
    weekCard: (words) =>
      weekCard(
        week(words, [slot(words, 'proposed'), slot(words, 'confirmed', 1), slot(words, 'done', 2)]),
        boutique(words),
      ),
    'weekCard, as much as there is': (words) =>
      weekCard(
        week(
          words,
          many(MANY.zones, (index) => slot(words, 'proposed', index)),
          MANY.zones,
        ),
        boutique(words),
      ),
    'weekCard, in full': (words) =>
      weekCard(week(words, [slot(words, 'proposed')], MANY.zones), boutique(words), { ...neutral, whyLeft: true }),
    'weekCard, nothing left to do': (words) =>
      weekCard(week(words, [slot(words, 'done'), slot(words, 'stands', 1)]), boutique(words)),
    'weekCard, nothing': (words) => weekCard(week(words, []), boutique(words)),
    counterCard: (words) =>
      counterCard(
        [
          week(
            words,
            many(MANY.zones, (index) => slot(words, 'stands', index)),
          ),
        ],
        boutique(words),
      ),
    'counterCard, nothing': (words) => counterCard([], boutique(words)),
    unplannedCard: (words) => unplannedCard(boutique(words)),
    addedCard: (words) => addedCard(slot(words, 'proposed'), boutique(words)),
    'addedCard, confirmed': (words) => addedCard(slot(words, 'confirmed', 1), boutique(words)),
    'addedCard, counted': (words) => addedCard(slot(words, 'done'), boutique(words)),
    confirmedCard: (words) => confirmedCard(15, boutique(words)),
    movedCard: (words) => movedCard(slot(words, 'confirmed'), boutique(words)),
    networkCard: (words) => networkCard(many(MANY.counts, () => sum(words))),
    'networkCard, nothing': () => networkCard([]),
    rulesCard: (words) => rulesCard(boutique(words), [['Every', 'class A 7 days, B 14, C 28']]),
    rulesSavedCard: (words) => rulesSavedCard(words.boutique, [['Every', 'class A 7 days, B 14, C 28']]),
    coverageCard: (words) => coverageCard(coverage(words), { figures: true }),
    'coverageCard, for who may count': (words) => coverageCard(coverage(words), { figures: false }),
    'coverageCard, of nothing yet': (words) =>
      coverageCard(coverage(words, { pieces: 0, seen: 0, accuracy: null, due: 0, dueBefore: 0, late: 0, left: 0 }), {
        figures: true,
      }),
    networkCoverageCard: (words) => networkCoverageCard(many(MANY.counts, () => coverage(words))),
    'networkCoverageCard, nothing': () => networkCoverageCard([]),
    coverageSentCard: () => coverageSentCard(),
    coverageFileCard: (words) => coverageFileCard(words.boutique, 40),
  },
  forms: {
    moveForm: (words) =>
      moveForm(
        many(MANY.zones, (index) => slot(words, 'proposed', index)),
        boutique(words),
        { from: '2026-11-27', to: '2026-12-06' },
      ),
    rulesForm: (words) => rulesForm(words.boutique),
  },
  approvals: {},
};

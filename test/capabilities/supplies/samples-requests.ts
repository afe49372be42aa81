import {
  cancelledCard,
  changedCard,
  decisionCard,
  discardedCard,
  requestCard,
  sentCard,
} from '../../../src/capabilities/supplies/cards.js';
import { budgetsCard, budgetsFileCard, limitSavedCard } from '../../../src/capabilities/supplies/cards-budgets.js';
import {
  articleCard,
  budgetsReadCard,
  catalogueReadCard,
  countedCard,
  notReadCard,
  pictureCard,
  pictureSentCard,
  readingCard,
  savedArticleCard,
} from '../../../src/capabilities/supplies/cards-catalogue.js';
import { subjectOf } from '../../../src/capabilities/supplies/deciding.js';
import {
  articleForm,
  budgetsForm,
  catalogueForm,
  levelsForm,
  limitForm,
  pictureForm,
} from '../../../src/capabilities/supplies/forms-catalogue.js';
import { changeForm, requestForm } from '../../../src/capabilities/supplies/forms-requests.js';
import type { Article, RequestLine, RequestState, SupplyRequest } from '../../../src/capabilities/supplies/rules.js';
import type { BudgetUse } from '../../../src/capabilities/supplies/rules-budgets.js';
import type { Need } from '../../../src/capabilities/supplies/rules-needs.js';
import type { Boutique } from '../../../src/domain/boutique.js';
import type { Samples } from '../../helpers/samples.js';
import type { Words } from '../../helpers/words.js';

const TEN = new Date('2026-11-27T15:00:00Z');
const ID = '0190c5a2-7e44-7c4e-9e3f-1d2c3b4a5f60';
const ZONE = 'America/New_York';

const many = <T>(number: number, make: (index: number) => T): T[] => Array.from({ length: number }, (_, i) => make(i));

/** As long as a code may be. */
const codeOf = (index: number): string => `${'C'.repeat(37)}-${10 + index}`;

const article = ({ description, name }: Words, index = 0): Article => ({
  ...{ code: codeOf(index), name: description.slice(0, 80) || 'Ring box', category: 'boxes', size: 'M'.repeat(20) },
  ...{ unit: 'u'.repeat(20), packSize: 99_999, cost: 999_999_99, currency: 'USD', supplier: name, leadDays: 730 },
  ...{ pictureId: ID, active: index > 0 },
});

const line = (words: Words, index: number): RequestLine => ({
  ...{ id: `${ID}${index}`, article: codeOf(index), name: `${article(words, index).name} ${'M'.repeat(20)}` },
  ...{ category: 'packaging', supplier: words.name, packSize: 12, leadDays: 730, unit: 'u'.repeat(20) },
  ...{ unitCost: 999_999_99, asked: 99_999, validated: index % 2 === 0 ? 88_888 : null, ordered: 0, received: 77_777 },
  ...{ lastYear: 1_234_567, par: 99_999, onHand: 99_998, outlier: 99_999, orderBy: null },
});

const OVER = 'Above $1,000. Over budget. Packaging: $120 left of $2,000 for November.';

const request = (words: Words, state: RequestState, lines: number): SupplyRequest => ({
  ...{ id: ID, number: 1_042, boutique: 'MADISON', kind: 'request', campaign: null, requestedBy: 'ana', state },
  ...{ requestedByName: words.name, neededBy: '2026-12-04', reason: words.reason.slice(0, 300), currency: 'USD' },
  ...{ createdAt: TEN, submittedAt: state === 'draft' ? null : TEN, decidedByName: words.name, decidedAt: TEN },
  ...{ declineReason: words.reason, goesUp: OVER, closedAt: null, lines: many(lines, (index) => line(words, index)) },
});

const need = (words: Words, index: number): Need => ({
  ...{ article: article(words, index), par: 99_999, onHand: 12, underway: 99_999, lastYear: 1_234_567 },
  ...{ lastRequest: { quantity: 99_999, on: '2025-10-03' }, median: 1, sold: 100 },
});

const budget = (category: BudgetUse['category'], month: number): BudgetUse => ({
  ...{ boutique: 'MADISON', category, year: 2026, month, amount: 999_999_999, currency: 'USD' },
  ...{ atRequest: 'stop', atOrder: 'warn', used: 999_999_999, committed: 999_999_999 },
});

const search = async () => [];

const requestFormOf = (words: Words, needs: number, others: number, draft: SupplyRequest | null) =>
  requestForm({
    ...{ where: words.boutique, needs: many(needs, (index) => need(words, index)), others, search },
    ...{ today: '2026-11-27', draft },
  });

/** One of everything that a request, the catalogue and budgets show and ask. */
export function requestSamples(boutique: (words: Words) => Boutique): Omit<Samples, 'boutique'> {
  const states: readonly RequestState[] = [
    'manager-validation',
    'regional-review',
    'approved',
    'partly-received',
    'rejected',
    'cancelled',
  ];
  const theirs = Object.fromEntries(
    states.map((state) => [
      `requestCard, ${state}`,
      (words: Words) => requestCard(request(words, state, 12), boutique(words), words.reason.slice(0, 200)),
    ]),
  );
  const level = (words: Words, index: number) => ({
    ...{ boutique: 'MADISON', article: codeOf(index), par: 99_999, onHand: 99_999, countedAt: TEN },
    ...{ name: `${words.description.slice(0, 80)} M`, unit: 'u'.repeat(20) },
  });
  const places = (words: Words) =>
    many(20, () => ({ boutique: words.boutique, quantity: 99_999, par: 99_999, onHand: 0 }));
  const fault = ({ scan }: Words, index: number) => ({
    line: index,
    column: 'Lead time',
    reason: 'Write a whole number.',
    value: scan,
  });
  return {
    cards: {
      ...theirs,
      'requestCard, a draft': (words) => requestCard(request(words, 'draft', 12), boutique(words)),
      'requestCard, waits': (words) =>
        requestCard(
          { ...request(words, 'manager-validation', 1), lines: [{ ...line(words, 0), ordered: 0 }] },
          boutique(words),
        ),
      sentCard: (words) => sentCard(request(words, 'manager-validation', 30), boutique(words)),
      changedCard: (words) => changedCard(request(words, 'manager-validation', 3)),
      discardedCard: () => discardedCard(1_042),
      cancelledCard: () => cancelledCard(1_042),
      articleCard: (words) =>
        articleCard({ article: article(words), short: places(words), uses: places(words), mayEdit: true }),
      decisionCard: (words) => decisionCard(request(words, 'regional-review', 12), boutique(words)),
      readingCard: ({ fileName }) => readingCard(fileName),
      catalogueReadCard: ({ fileName }) =>
        catalogueReadCard({ fileName, articles: 1_200, added: 12, unlisted: 30, levels: 60_000 }),
      'catalogueReadCard, of levels': ({ fileName }) =>
        catalogueReadCard({ fileName, articles: 0, added: 0, unlisted: 0, levels: 1 }),
      budgetsReadCard: ({ fileName }) => budgetsReadCard(fileName, 30),
      notReadCard: (words) =>
        notReadCard(
          words.fileName,
          many(400, (index) => fault(words, index)),
        ),
      'notReadCard, at all': ({ fileName }) => notReadCard(fileName, 'It is empty.'),
      savedArticleCard: ({ name }) => savedArticleCard(name),
      pictureCard: (words) => pictureCard(article(words)),
      pictureSentCard: () => pictureSentCard(),
      countedCard: () => countedCard(3, 'MADISON'),
      budgetsCard: (words) =>
        budgetsCard({
          title: `Budgets · ${words.boutique}`,
          budgets: many(30, (index) => budget(index % 2 ? 'packaging' : 'boxes', index % 12)),
          names: new Map([['MADISON', words.boutique]]),
          limits: ['$1,000', '¥100,000'],
        }),
      'budgetsCard, none': ({ boutique: name }) =>
        budgetsCard({ title: `Budgets · ${name}`, budgets: [], names: new Map(), limits: ['$1,000'] }),
      budgetsFileCard: () => budgetsFileCard(),
      limitSavedCard: () => limitSavedCard(['$1,000']),
    },
    forms: {
      'requestForm, blank': (words) => requestFormOf(words, 0, 3, null),
      'requestForm, prefilled': (words) => requestFormOf(words, 10, 1, null),
      'requestForm, for a draft': (words) => requestFormOf(words, 6, 3, request(words, 'draft', 12)),
      changeForm: (words) =>
        changeForm(request(words, 'manager-validation', 15).lines, request(words, 'manager-validation', 15)),
      catalogueForm: () => catalogueForm(search, true),
      articleForm: (words) => articleForm(article(words)),
      pictureForm: (words) => pictureForm(article(words)),
      levelsForm: (words) =>
        levelsForm(
          many(15, (index) => level(words, index)),
          words.boutique,
          ZONE,
        ),
      budgetsForm: () => budgetsForm,
      limitForm: () =>
        limitForm(
          new Map([
            ['USD', 1_000_00],
            ['EUR', 1_000_00],
          ]),
        ),
    },
    approvals: {
      'supply-request': (words) => subjectOf(request(words, 'manager-validation', 4)),
      'supply-request, many lines': (words) => subjectOf(request(words, 'manager-validation', 60)),
    },
  };
}

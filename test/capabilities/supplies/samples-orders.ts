import {
  askedCard,
  boardCard,
  campaignClosedCard,
  exportCard,
  exportedCard,
  filledInCard,
  missingCard,
  needsCard,
  needsReminderCard,
  reviewCard,
  validationCard,
} from '../../../src/capabilities/supplies/cards-campaigns.js';
import {
  kitDecisionCard,
  kitSavedCard,
  kitsCard,
  kitsReadCard,
  orderByCard,
  plannedCard,
} from '../../../src/capabilities/supplies/cards-kits.js';
import {
  orderCard,
  orderClosedCard,
  orderedCard,
  receivedCard,
  toOrderCard,
} from '../../../src/capabilities/supplies/cards-orders.js';
import { campaignForm, needsForm } from '../../../src/capabilities/supplies/forms-campaigns.js';
import { kitFileForm, kitLineForm, planForm } from '../../../src/capabilities/supplies/forms-kits.js';
import { closeOrderForm, orderForm, receiveForm } from '../../../src/capabilities/supplies/forms-orders.js';
import type { Article, RequestLine, SupplyRequest } from '../../../src/capabilities/supplies/rules.js';
import {
  type AnswerState,
  ARTICLES_ON_A_PAGE,
  type Campaign,
} from '../../../src/capabilities/supplies/rules-campaigns.js';
import {
  type Gathered,
  gather,
  type OpenLine,
  type Order,
  type OrderState,
} from '../../../src/capabilities/supplies/rules-orders.js';
import type { Samples } from '../../helpers/samples.js';
import type { Words } from '../../helpers/words.js';

const TEN = new Date('2026-11-27T15:00:00Z');
const ID = '0190c5a2-7e44-7c4e-9e3f-1d2c3b4a5f60';
const TODAY = '2026-11-27';

const many = <T>(number: number, make: (index: number) => T): T[] => Array.from({ length: number }, (_, i) => make(i));

/** As long as a code may be. */
const codeOf = (index: number): string => `${'C'.repeat(36)}-${100 + index}`;
const UNIT = 'u'.repeat(20);

const article = ({ description, name }: Words, index: number, supplier = name): Article => ({
  ...{ code: codeOf(index), name: description.slice(0, 80) || 'Ring box', category: 'boxes', size: 'M'.repeat(20) },
  ...{ unit: UNIT, packSize: 99_998, cost: 999_999_99, currency: 'USD', supplier, leadDays: 730 },
  ...{ pictureId: ID, active: true },
});

const openLine = (words: Words, index: number, articles: number): OpenLine => ({
  ...{ id: `${ID}${index}`, request: ID, number: 123_456 + index, kind: 'campaign', campaign: ID },
  ...{ boutique: `${'B'.repeat(18)}${index}`, boutiqueName: words.boutique, article: codeOf(index % articles) },
  ...{ unit: index % 7 === 6 ? 'roll' : UNIT, currency: 'USD', open: 99_999, orderBy: TODAY },
});

/** So many articles of each of several suppliers, for ten boutiques. */
function gathering(words: Words, articles: number, suppliers: number) {
  const all = many(articles * suppliers, (index) =>
    article(words, index, `${index % suppliers} ${words.name}`.slice(0, 80)),
  );
  const lines = many(articles * suppliers * 10, (index) => openLine(words, index, all.length));
  return gather(lines, new Map(all.map((each) => [each.code, each])));
}

function gathered(words: Words, articles: number): Gathered {
  const [order] = gathering(words, articles, 1).orders;
  if (!order) throw new Error('nothing to order');
  return order;
}

const orderLine = (words: Words, index: number) => ({
  ...{
    id: `${ID}${index}`,
    article: codeOf(index),
    name: `${article(words, index).name} ${'M'.repeat(20)}`,
    unit: UNIT,
  },
  ...{ unitCost: 999_999_99, packSize: 12, quantity: 9_999_999, received: 8_888_888, asked: 7_777_777 },
});

const order = (words: Words, state: OrderState, lines: number, supplier = words.name): Order => ({
  ...{ id: ID, number: 123_456, supplier, currency: 'USD', state, campaign: ID, orderedBy: 'marc' },
  ...{ orderedByName: words.name, orderedAt: TEN, expectedOn: '2027-12-24' },
  closeReason: state === 'closed' ? words.reason : null,
  receipt: state === 'sent' ? null : { by: words.name, on: TODAY, note: words.reason },
  lines: many(lines, (index) => orderLine(words, index)),
});

const answer = (words: Words, index: number) => ({
  ...{ campaign: ID, boutique: index === 0 ? 'MADISON' : `B${index}`, boutiqueName: words.boutique },
  state: (['asked', 'answered', 'validated'] as const)[index % 3] ?? ('asked' as AnswerState),
  ...{ answeredBy: 'ana', answeredByName: words.name, validatedByName: words.name, request: ID },
});

const campaign = (words: Words, state: Campaign['state'] = 'open'): Campaign => ({
  ...{ id: ID, title: words.description.slice(0, 80) || 'Annual needs 2027', year: 2027, state, dueOn: '2026-12-18' },
  ...{ categories: ['packaging', 'boxes', 'gifts', 'tools', 'office'], createdBy: 'marc', createdAt: TEN },
  answers: many(90, (index) => answer(words, index)),
});

const line = (words: Words, index: number): RequestLine => ({
  ...{ id: `${ID}${index}`, article: codeOf(index), name: orderLine(words, index).name, category: 'packaging' },
  ...{ supplier: words.name, packSize: 12, leadDays: 730, unit: UNIT, unitCost: 999_999_99, asked: 99_999 },
  ...{ validated: 88_888, ordered: 0, received: 0, lastYear: 1_234_567, par: null, onHand: null },
  ...{ outlier: index % 3 === 0 ? null : 99_999, orderBy: TODAY },
});

const request = (words: Words, kind: SupplyRequest['kind'], lines: number): SupplyRequest => ({
  ...{
    id: ID,
    number: 123_456,
    boutique: 'MADISON',
    kind,
    campaign: null,
    requestedBy: 'ana',
    state: 'regional-review',
  },
  ...{ requestedByName: words.name, neededBy: TODAY, reason: words.reason.slice(0, 300), currency: 'USD' },
  ...{ createdAt: TEN, submittedAt: TEN, decidedByName: null, decidedAt: null, declineReason: null, closedAt: null },
  goesUp: 'Above $1,000: the operations manager planned it, so the director decides.',
  lines: many(lines, (index) => line(words, index)),
});

const need = (words: Words, index: number) => ({
  ...{ article: article(words, index), par: 99_999, onHand: 99_999, underway: 99_999, lastYear: 1_234_567 },
  ...{ lastRequest: null, median: 1, sold: 100 },
});

const outlier = (words: Words, index: number) => ({ ...line(words, index), boutique: 'B'.repeat(20) });

const planned = (words: Words, index: number) => ({
  ...{ article: article(words, index), quantity: 99_999, orderBy: '2025-10-03', late: true },
});

const part = (words: Words, index: number) => ({
  ...{
    article: `${orderLine(words, 0).name} ${index % 30}`,
    boutique: `${'B'.repeat(18)}${index % 9}`,
    quantity: 99_999,
  },
});

const search = async () => [];
const subject = (words: Words, kind: SupplyRequest['kind'], lines: number) => ({
  ...{ id: ID, notBy: ['ana'], request: request(words, kind, lines) },
});

/** One of everything that orders, campaigns and opening kits show and ask. */
export const orderSamples: Omit<Samples, 'boutique'> = {
  cards: {
    toOrderCard: (words) =>
      toOrderCard(
        gathering(words, 30, 6),
        many(6, () => order(words, 'partly-received', 1)),
        { campaign: ID, today: TODAY },
      ),
    'toOrderCard, nothing': () => toOrderCard({ orders: [], apart: [] }, [], { today: TODAY }),
    orderCard: (words) => orderCard(order(words, 'partly-received', 40), 500),
    'orderCard, to headquarters': (words) => orderCard(order(words, 'sent', 1, 'Headquarters'), 1),
    'orderCard, closed': (words) => orderCard(order(words, 'closed', 40), 500),
    orderedCard: (words) =>
      orderedCard(
        order(words, 'sent', 40),
        many(40, () => words.reason.slice(0, 180)),
      ),
    receivedCard: (words) =>
      receivedCard(
        order(words, 'partly-received', 40),
        many(300, (index) => part(words, index)),
        many(9, () => [words.description, 99_999] as const),
      ),
    orderClosedCard: (words) => orderClosedCard(order(words, 'closed', 1), 'again'),
    needsCard: (words) => needsCard(campaign(words), answer(words, 0), '2026-12-20', words.reason),
    'needsCard, answered': (words) => needsCard(campaign(words), answer(words, 1), TODAY),
    'needsCard, validated': (words) => needsCard(campaign(words), answer(words, 2), TODAY),
    'needsCard, too late': (words) => needsCard(campaign(words, 'ordered'), answer(words, 0), TODAY),
    boardCard: (words) => boardCard(campaign(words, 'ordered')),
    'boardCard, closed': (words) => boardCard(campaign(words, 'closed')),
    reviewCard: (words) =>
      reviewCard(
        campaign(words),
        many(40, (index) => outlier(words, index)),
      ),
    'reviewCard, nothing': (words) => reviewCard(campaign(words), []),
    needsReminderCard: (words) => needsReminderCard(campaign(words), '2026-12-22'),
    missingCard: (words) => missingCard(campaign(words)),
    askedCard: (words) => askedCard(words.description || 'Annual needs 2027', 500),
    validationCard: (words) => validationCard(request(words, 'campaign', 40), words.boutique),
    filledInCard: (words) => filledInCard(request(words, 'campaign', 40)),
    exportedCard: (words) => exportedCard(words.description),
    exportCard: (words) => exportCard(campaign(words), 1_204),
    campaignClosedCard: (words) => campaignClosedCard(words.description),
    kitsCard: () =>
      kitsCard(
        (['small', 'medium', 'large'] as const).map((size) => ({
          size,
          articles: 99,
          currency: 'USD',
          cost: 999_999_99,
        })),
      ),
    'kitsCard, none': () => kitsCard([]),
    plannedCard: (words) =>
      plannedCard(
        words.boutique,
        '2027-01-29',
        many(40, (index) => planned(words, index)),
        TODAY,
      ),
    orderByCard: (words) => orderByCard({ boutiqueName: words.boutique, orderBy: TODAY, articles: 6 }, TODAY),
    kitDecisionCard: (words) => kitDecisionCard(request(words, 'opening-kit', 40), words.boutique),
    kitSavedCard: (words) => kitSavedCard('medium', words.description, 99_999),
    'kitSavedCard, out': (words) => kitSavedCard('medium', words.description, 0),
    kitsReadCard: (words) => kitsReadCard(words.fileName, 99, ['small', 'medium', 'large']),
  },
  forms: {
    orderForm: (words) =>
      orderForm(
        gathered(words, 170),
        TODAY,
        many(5, () => `${words.boutique} ${words.reason}`.slice(0, 160)),
      ),
    'orderForm, one list': (words) => orderForm(gathered(words, 3), TODAY),
    receiveForm: (words) => receiveForm(order(words, 'sent', 14), order(words, 'sent', 14).lines, 30),
    closeOrderForm: (words) => closeOrderForm(order(words, 'sent', 1)),
    campaignForm: () => campaignForm(TODAY),
    needsForm: (words) =>
      needsForm({
        ...{ title: words.description, where: words.boutique, page: 0, pages: 9 },
        needs: many(ARTICLES_ON_A_PAGE, (index) => need(words, index)),
      }),
    'needsForm, the last page': (words) =>
      needsForm({ title: words.description, where: words.boutique, page: 8, pages: 9, needs: [need(words, 0)] }),
    planForm: () => planForm(search, TODAY),
    kitLineForm: () => kitLineForm(search),
    kitFileForm: () => kitFileForm(),
  },
  approvals: {
    'annual-needs': (words) => subject(words, 'campaign', 40),
    'annual-needs, nothing': (words) => subject(words, 'campaign', 0),
    'opening-kit': (words) => subject(words, 'opening-kit', 40),
  },
};

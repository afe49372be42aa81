import { takeCard } from '../../../src/capabilities/stock-takes/cards.js';
import { boardCard } from '../../../src/capabilities/stock-takes/cards-board.js';
import {
  evidenceCard,
  exportedCard,
  reportCard,
  restrictedReportCard,
} from '../../../src/capabilities/stock-takes/cards-reports.js';
import {
  boardShownCard,
  campaignCancelledCard,
  cancelledCard,
  countCard,
  doneCard,
  escalatedCard,
  noBoardCard,
  noTakeCard,
  ownerCard,
  photoRefusedCard,
  proposalCard,
  proposalOverCard,
  proposedCard,
  reportDueCard,
  roleCard,
  signCard,
  startedCard,
  teamsCard,
} from '../../../src/capabilities/stock-takes/cards-told.js';
import { campaignForm, decideForm, moveForm, teamForm } from '../../../src/capabilities/stock-takes/forms.js';
import {
  actionForm,
  documentsForm,
  floorForm,
  ownersForm,
  receiptsForm,
  reviewForm,
  zonesForm,
} from '../../../src/capabilities/stock-takes/forms-gates.js';
import { cancelForm, waiveForm } from '../../../src/capabilities/stock-takes/forms-network.js';
import type { Item, Passed, Take, Team } from '../../../src/capabilities/stock-takes/rules.js';
import type { Figures } from '../../../src/capabilities/stock-takes/rules-figures.js';
import { type GateId, waivable } from '../../../src/capabilities/stock-takes/rules-gates.js';
import { MOST_LISTED } from '../../../src/capabilities/stock-takes/rules-lists.js';
import type { Boutique } from '../../../src/domain/boutique.js';
import type { Samples } from '../../helpers/samples.js';
import { MANY, type Words } from '../../helpers/words.js';
import { compared, count, take } from './takes.js';

const NOW = new Date('2027-03-12T15:00:00Z');
const TODAY = '2027-03-12';
const ID = '0190c5a2-7e44-7c4e-9e3f-1d2c3b4a5f60';
const PREPARED: readonly GateId[] = ['date', 'team', 'zones', 'documents', 'floor', 'receipts'];
const FINISHED: readonly GateId[] = [...PREPARED, 'sweep', 'unexplained', 'signed', 'report'];

const many = <T>(number: number, make: (index: number) => T): T[] => Array.from({ length: number }, (_, i) => make(i));

const boutique = (words: Words): Boutique => ({
  code: 'MADISON',
  name: words.boutique,
  timeZone: 'America/New_York',
  currency: 'USD',
  zones: many(MANY.zones, (index) => ({ id: `MADISON/${'z'.repeat(63)}-${100 + index}`, name: words.zone })),
  stock: { importId: ID, fileName: words.fileName, statedAt: NOW },
});

const named = ({ name }: Words, index = 0) => ({ id: `p${index}`, name });

const team = (words: Words): Team => ({
  counters: many(MANY.people, (index) => named(words, index)),
  recounters: many(MANY.people, (index) => named(words, index)),
  supervisor: named(words),
  approver: named(words),
  auditor: words.reason.slice(0, 100),
});

const items = (words: Words, kind: Item['kind']): Item[] =>
  many(MOST_LISTED, (index) => ({
    id: `${ID.slice(0, -2)}${10 + index}`,
    kind,
    what: words.description.slice(0, 120) || 'Memo 12',
    owner: named(words),
    dueOn: null,
    outcome: null,
  }));

const gatesOf = (words: Words, gates: readonly GateId[]): Passed[] =>
  gates.map((gate) => ({ gate, by: named(words), at: NOW, words: words.reason, photos: 3, waived: false }));

const its = (words: Words, gates: readonly GateId[], more: Partial<Take> = {}): Take => {
  const own = take({ id: ID, boutiqueName: words.boutique, passed: gatesOf(words, gates), team: team(words) });
  return { ...own, campaign: { ...own.campaign, id: ID, name: words.zone.slice(0, 40) }, ...more };
};

const proposed = (words: Words): Take =>
  its(words, [], { team: null, proposal: { day: '2028-01-10', why: words.reason.slice(0, 200), by: named(words) } });

const waived = (words: Words): Passed[] =>
  gatesOf(words, waivable).map((each) => ({ ...each, words: words.reason.slice(0, 200), waived: true }));

const cancelled = (words: Words): Take => {
  const own = its(words, PREPARED, { cancelled: true });
  return { ...own, campaign: { ...own.campaign, cancelled: { by: named(words), why: words.reason.slice(0, 200) } } };
};

const counted = (words: Words, gates: readonly GateId[], state = 'closed') =>
  its(words, gates, { plan: ID, count: compared({ id: ID, state }), items: items(words, 'action') });

const figures = (words: Words): Figures => ({
  count: ID,
  expected: 123_456,
  matched: 123_000,
  differences: 600,
  net: -123_456_789,
  gross: 223_456_789,
  currency: 'USD',
  causes: many(20, () => ({ cause: words.serial, pieces: 12 })),
});

const found = async () => [];

/** Under the name of the function; after a comma, which case it is. */
export const samples: Samples = {
  boutique,
  cards: {
    'takeCard, to be confirmed': (words) => takeCard(its(words, [], { team: null }), TODAY),
    'takeCard, another date': (words) => takeCard(proposed(words), TODAY),
    'takeCard, to be named': (words) => takeCard(its(words, ['date'], { team: null, day: '2027-04-01' }), TODAY),
    'takeCard, to be prepared': (words) =>
      takeCard(its(words, ['date', 'team', 'zones'], { day: '2027-03-15' }), TODAY),
    'takeCard, the day before': (words) =>
      takeCard(its(words, ['date', 'team', 'zones', 'documents', 'floor'], { day: '2027-03-13' }), TODAY),
    'takeCard, to be explained': (words) => takeCard(counted(words, PREPARED, 'investigating'), TODAY),
    'takeCard, a month later': (words) => takeCard(counted(words, FINISHED), '2027-04-12'),
    'takeCard, closed': (words) => takeCard(counted(words, [...FINISHED, 'actions-30', 'actions-60']), '2027-05-12'),
    'takeCard, waived': (words) =>
      takeCard(its(words, [], { passed: [...gatesOf(words, ['date', 'team']), ...waived(words)] }), TODAY, {
        mayWaive: true,
      }),
    'takeCard, to be waived': (words) => takeCard(its(words, ['date', 'team']), TODAY, { mayWaive: true }),
    'takeCard, owners to be named': (words) =>
      takeCard(
        { ...counted(words, [...PREPARED, 'sweep']), count: compared({ id: ID, unowned: 3, unnamed: 3 }) },
        TODAY,
      ),
    'takeCard, list to be closed': (words) => takeCard(counted(words, [...PREPARED, 'sweep'], 'investigating'), TODAY),
    'takeCard, to be swept': (words) =>
      takeCard(its(words, PREPARED, { plan: ID, count: count() }), TODAY, { supervises: true }),
    'takeCard, prepared without': (words) =>
      takeCard(its(words, [], { passed: waived(words), plan: ID, count: count() }), TODAY),
    'takeCard, cancelled': (words) => takeCard(cancelled(words), TODAY),
    'boardCard, cancelled': (words) => boardCard(cancelled(words).campaign, [cancelled(words)], NOW),
    ownerCard: (words) => ownerCard(counted(words, PREPARED), words.zone),
    cancelledCard: (words) => cancelledCard(cancelled(words)),
    campaignCancelledCard: (words) => campaignCancelledCard(cancelled(words).campaign, 500, 1),
    boardCard: (words) => boardCard(its(words, []).campaign, [its(words, PREPARED)], NOW),
    'boardCard, many': (words) =>
      boardCard(
        its(words, []).campaign,
        many(500, () => its(words, PREPARED, { count: count() })),
        NOW,
      ),
    'boardCard, none': (words) => boardCard(its(words, []).campaign, [], NOW),
    countCard: (words) => countCard(its(words, PREPARED, { plan: ID }), team(words), NOW),
    'countCard, begun': (words) => countCard(its(words, PREPARED, { plan: ID, count: count() }), team(words), NOW),
    roleCard: (words) => roleCard(its(words, PREPARED), 'You recount what differs'),
    'signCard, too early': (words) => signCard(counted(words, [...PREPARED, 'unexplained'], 'awaiting-approval')),
    signCard: (words) => signCard(counted(words, [...PREPARED, 'unexplained'])),
    'signCard, signed': (words) => signCard(counted(words, FINISHED)),
    reportDueCard: (words) => reportDueCard(counted(words, [...PREPARED, 'unexplained', 'signed'])),
    'reportDueCard, sent': (words) => reportDueCard(counted(words, FINISHED)),
    proposalCard: (words) =>
      proposalCard(proposed(words), ['It is outside the window.', '12 others count on that day.']),
    proposalOverCard: (words) => proposalOverCard(proposed(words), words.reason),
    proposedCard: () => proposedCard(TODAY),
    doneCard: () => doneCard('Saved', '2 more documents wait for a word.'),
    startedCard: () => startedCard({ kind: 'annual', name: '2027' }, 500, ['2027-03-08', '2027-03-26']),
    teamsCard: (words) => teamsCard(its(words, PREPARED), { named: 12, boutiques: 500 }),
    escalatedCard: (words) =>
      escalatedCard(its(words, FINISHED), items(words, 'action'), words.reason.slice(0, 200), words.name),
    noTakeCard: () => noTakeCard(),
    noBoardCard: () => noBoardCard(),
    boardShownCard: () => boardShownCard(3),
    photoRefusedCard: (words) => photoRefusedCard(words.fileName, words.reason),
    reportCard: (words) => reportCard(counted(words, FINISHED), figures(words), null, words.boutique),
    'reportCard, with the year before': (words) =>
      reportCard(counted(words, FINISHED), figures(words), { name: '2026', figures: figures(words) }, words.boutique),
    restrictedReportCard: (words) => restrictedReportCard(counted(words, FINISHED)),
    exportedCard: (words) => exportedCard(its(words, []).campaign),
    'exportedCard, to the actor': () => exportedCard(),
    evidenceCard: (words) => evidenceCard(counted(words, FINISHED), true),
    'evidenceCard, restricted': (words) => evidenceCard(counted(words, FINISHED), false),
  },
  forms: {
    campaignForm: () => campaignForm(TODAY),
    moveForm: (words) => moveForm(its(words, []), TODAY),
    decideForm: (words) => decideForm(proposed(words), ['It is in a peak season: The holiday season.']),
    teamForm: (words) =>
      teamForm(
        its(words, ['date']),
        many(MANY.people, (index) => named(words, index)),
        { supervisor: found, approver: found },
      ),
    zonesForm: (words) => zonesForm(boutique(words)),
    documentsForm: (words) => documentsForm(boutique(words)),
    waiveForm: (words) => waiveForm(its(words, ['date', 'team']), waivable),
    cancelForm: (words) =>
      cancelForm(many(10, (index) => ({ ...its(words, []).campaign, id: `${ID.slice(0, -2)}${10 + index}` }))),
    ownersForm: (words) =>
      ownersForm(
        many(6, (index) => ({ zone: `MADISON/${'z'.repeat(63)}-${100 + index}`, name: words.zone })),
        many(MANY.people, (index) => named(words, index)),
        boutique(words),
      ),
    floorForm: (words) => floorForm(boutique(words)),
    receiptsForm: (words) => receiptsForm(items(words, 'document'), boutique(words)),
    'receiptsForm, none open': (words) => receiptsForm([], boutique(words)),
    actionForm: (words) => actionForm(boutique(words), TODAY, found),
    reviewForm: (words) => reviewForm(items(words, 'action'), 'actions-30', boutique(words)),
    'reviewForm, the last': (words) => reviewForm(items(words, 'action'), 'actions-60', boutique(words)),
  },
  approvals: {},
};

import {
  type Board,
  boardCard,
  exportCard,
  findingsCard,
  networkSignedCard,
  receiptsCard,
  savedCard,
  sentCard,
  signedCard,
} from '../../../src/capabilities/aml-checks/cards.js';
import { checkForm, reviewForm, sendBackForm, signForm } from '../../../src/capabilities/aml-checks/forms.js';
import { type AmlCheck, type BoardRow, statementOf } from '../../../src/capabilities/aml-checks/rules.js';
import type { Boutique } from '../../../src/domain/boutique.js';
import type { Samples } from '../../helpers/samples.js';
import type { Words } from '../../helpers/words.js';

const ID = '0190c5a2-7e44-7c4e-9e3f-1d2c3b4a5f60';
const SIGNED = new Date('2026-11-04T14:12:00Z');
const many = <T>(number: number, make: (index: number) => T): T[] => Array.from({ length: number }, (_, i) => make(i));

const boutique = (words: Words): Boutique => ({
  code: 'MADISON',
  name: words.boutique,
  timeZone: 'America/New_York',
  currency: 'USD',
  zones: [],
  stock: null,
});

const check = (words: Words, changes: Partial<AmlCheck> = {}): AmlCheck => ({
  id: ID,
  boutique: 'MADISON',
  region: 'FL',
  month: '2025-09',
  number: 1,
  outcome: 'findings',
  receipts: many(50, (index) => `${4711 + index}-20261014-REGISTER-00000-01`.slice(0, 30)),
  statement: statementOf('2025-09', words.boutique, 'findings', 50),
  state: 'signed',
  signedBy: 'ines',
  signedByName: words.name,
  signedAt: SIGNED,
  reviewedByName: null,
  reviewedAt: null,
  reviewNote: null,
  ...changes,
});

const reviewed = (words: Words, state: 'reviewed' | 'sent-back') =>
  check(words, { state, reviewedByName: words.name, reviewedAt: SIGNED, reviewNote: words.reason });

const rows = (words: Words): BoardRow[] => [
  ...many(40, (index) => ({ boutique: `M${index}`, name: words.boutique, check: null })),
  ...many(10, (index) => ({ boutique: `F${index}`, name: words.boutique, check: check(words) })),
  { boutique: 'B', name: words.boutique, check: reviewed(words, 'sent-back') },
];

const boardOf = (words: Words, whole: readonly BoardRow[], signed: boolean): Board => ({
  month: '2026-10',
  due: '2026-11-06',
  today: '2026-11-22',
  rows: whole,
  signature: signed ? { month: '2026-10', signedByName: words.name, signedAt: SIGNED } : null,
  timeZone: 'America/New_York',
  maySign: true,
});

const asked = { month: '2025-09', due: '2025-10-07', today: '2026-11-22' };

export const samples: Samples = {
  boutique,
  cards: {
    'signedCard, nothing to report': (words) =>
      signedCard(check(words, { outcome: 'nothing', receipts: [] }), boutique(words)),
    'signedCard, something found': (words) => signedCard(check(words), boutique(words)),
    'signedCard, sent back': (words) => signedCard(reviewed(words, 'sent-back'), boutique(words)),
    findingsCard: (words) => findingsCard(check(words), boutique(words)),
    'findingsCard, reviewed': (words) => findingsCard(reviewed(words, 'reviewed'), boutique(words)),
    receiptsCard: (words) => receiptsCard(reviewed(words, 'reviewed'), boutique(words)),
    'boardCard, many missing': (words) => boardCard(boardOf(words, rows(words), false)),
    'boardCard, complete': (words) =>
      boardCard(boardOf(words, [{ boutique: 'B', name: words.boutique, check: reviewed(words, 'reviewed') }], false)),
    'boardCard, signed': (words) =>
      boardCard(boardOf(words, [{ boutique: 'B', name: words.boutique, check: reviewed(words, 'reviewed') }], true)),
    sentCard: () => sentCard(),
    exportCard: () => exportCard('2026-10'),
    networkSignedCard: (words) =>
      networkSignedCard(
        { month: '2026-10', boutiques: 500 },
        { month: '2026-10', signedByName: words.name, signedAt: SIGNED },
        'America/New_York',
      ),
    savedCard: (words) => savedCard(`The decision is on record: October · ${words.boutique}`),
  },
  forms: {
    checkForm: (words) => checkForm(boutique(words), asked),
    reviewForm: (words) => reviewForm(`October · ${words.boutique}`),
    sendBackForm: (words) => sendBackForm(`October · ${words.boutique}`),
    signForm: () => signForm({ month: '2026-10', today: '2026-11-22', boutiques: 500 }),
  },
  approvals: {},
};

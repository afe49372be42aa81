import type { Boutique } from '../../../src/domain/boutique.js';
import type { Samples } from '../../helpers/samples.js';
import type { Words } from '../../helpers/words.js';

const boutique = (words: Words): Boutique => ({
  code: 'MADISON',
  name: words.boutique,
  timeZone: 'America/New_York',
  currency: 'USD',
  zones: [],
  stock: null,
});

export const samples: Samples = { boutique, cards: {}, forms: {}, approvals: {} };

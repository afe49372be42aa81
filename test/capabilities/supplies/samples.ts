import type { Boutique } from '../../../src/domain/boutique.js';
import type { Samples } from '../../helpers/samples.js';
import type { Words } from '../../helpers/words.js';
import { giftSamples } from './samples-gifts.js';

const boutique = (words: Words): Boutique => ({
  code: 'MADISON',
  name: words.boutique,
  timeZone: 'America/New_York',
  currency: 'USD',
  zones: [],
  stock: null,
});

const gifts = giftSamples(boutique);

export const samples: Samples = {
  boutique,
  cards: { ...gifts.cards },
  forms: { ...gifts.forms },
  approvals: { ...gifts.approvals },
};

import type { Boutique } from '../../../src/domain/boutique.js';
import type { Samples } from '../../helpers/samples.js';
import type { Words } from '../../helpers/words.js';
import { giftSamples } from './samples-gifts.js';
import { orderSamples } from './samples-orders.js';
import { requestSamples } from './samples-requests.js';

const boutique = (words: Words): Boutique => ({
  code: 'MADISON',
  name: words.boutique,
  timeZone: 'America/New_York',
  currency: 'USD',
  zones: [],
  stock: null,
});

const gifts = giftSamples(boutique);
const requests = requestSamples(boutique);

export const samples: Samples = {
  boutique,
  cards: { ...requests.cards, ...gifts.cards, ...orderSamples.cards },
  forms: { ...requests.forms, ...gifts.forms, ...orderSamples.forms },
  approvals: { ...requests.approvals, ...gifts.approvals, ...orderSamples.approvals },
};

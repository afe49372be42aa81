import type { Samples } from '../../helpers/samples.js';
import { samples as counts } from '../stock-counts/samples.js';

export const samples: Samples = { boutique: counts.boutique, cards: {}, forms: {}, approvals: {} };

import type { Cents } from '../../domain/money.js';
import type { NetworkRole } from '../../domain/people.js';
import type { Worth } from './rules.js';

/** Why a piece differs; the last four are for Safety and Security too. */
export const causes = {
  'sold-not-recorded': 'Sold, not recorded',
  'return-not-recorded': 'Return not recorded',
  'receipt-not-recorded': 'Receipt not recorded',
  'transfer-out-not-recorded': 'Transfer out not recorded',
  'transfer-in-not-validated': 'Transfer in not validated',
  'in-transit': 'In transit',
  'after-sales': 'At after-sales',
  'event-or-memo': 'At an event or on memo',
  reserved: 'Reserved or on hold',
  'wrong-tag': 'Wrong tag',
  'tag-unreadable': 'Tag missing or unreadable',
  'swapped-tags': 'Swapped tags',
  misplaced: 'Misplaced, found in the boutique',
  'found-elsewhere': 'Found in another boutique',
  'data-entry': 'Data entry',
  'counted-twice': 'Counted twice',
  'not-counted': 'Not counted',
  damaged: 'Damaged',
  'theft-suspected': 'Theft suspected',
  'theft-confirmed': 'Theft confirmed',
  'unknown-investigating': 'Unknown, under investigation',
  'unknown-written-off': 'Unknown, written off',
} as const;
export type Cause = keyof typeof causes;

/** Above the causes, so that nobody is surprised by what these do. */
export const TELLS_SECURITY =
  'Theft and unknown: Safety and Security is told at once, and from then on only they and those who decide see the count.';

/** What a phone takes. */
export const PHOTOS = ['jpg', 'jpeg', 'png', 'heic', 'webp'];

/** How many causes a form asks for at once. */
export const CAUSES_AT_ONCE = 10;

/** Above what gross difference a role decides too, after the store manager. */
export interface ValueBand {
  readonly role: NetworkRole;
  readonly above: Cents;
}

/** Who decides after the store manager. What nobody can price goes at least one step up: we do not guess that it is cheap. */
export function rolesAbove({ gross, unknown }: Worth, bands: readonly ValueBand[]): NetworkRole[] {
  return bands.filter(({ above }, index) => gross > above || (unknown > 0 && index === 0)).map(({ role }) => role);
}

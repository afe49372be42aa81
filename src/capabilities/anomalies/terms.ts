import type { Asking, Context, Outcome } from '../../engine/capability.js';
import { termsSavedCard } from './cards-lists.js';
import { saveTerms, termsOf } from './store-evidence.js';

interface Given {
  readonly recordings: number;
  readonly claim: number;
}

/** As they are, so that one of them can be changed alone. */
export async function termsNow({ db, boutique }: Asking) {
  const { recordingHours, claimHours } = await termsOf(db, boutique.code);
  return { recordings: String(recordingHours), claim: String(claimHours) };
}

export async function setTerms({ recordings, claim }: Given, { db, boutique, record }: Context): Promise<Outcome> {
  const { recordingHours, claimHours } = await termsOf(db, boutique.code);
  const terms = { recordingHours: recordings, claimHours: claim };
  await saveTerms(db, boutique.code, terms);
  record('anomalies.terms-set', boutique.code, {}, { before: { recordingHours, claimHours }, after: terms });
  return { reply: termsSavedCard(terms, boutique) };
}

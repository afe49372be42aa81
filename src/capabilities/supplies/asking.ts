import type { RawAnswers } from '../../chat/form.js';
import { searchWords } from '../../domain/words.js';
import type { Asking } from '../../engine/capability.js';
import { requestForm } from './forms-requests.js';
import type { SupplyRequest } from './rules.js';
import { earliest, type Need, optionInWords, suggested, underPar } from './rules-needs.js';
import { codesIn, MOST_PREFILLED, notWanted, othersBeside, othersIn, QUANTITY, toMend } from './rules-wishes.js';
import { longestLead, searchArticles } from './store-articles.js';
import { codesUnderPar, needsOf } from './store-needs.js';

/** A form that comes back asks the same again; while somebody types, about the one field. */
export async function formFor(asking: Asking, draft: SupplyRequest | null) {
  const { db, boutique, today, shown } = asking;
  const needs = shown ? await needsNamed(asking, codesIn(shown)) : await needsToAsk(asking, draft);
  const search = async (words: string) => {
    const found = await searchArticles(db, searchWords(words), { currency: boutique.currency, most: 20 });
    return found.map((article) => ({ value: article.code, label: optionInWords(article) }));
  };
  const others = shown ? othersIn(shown) : othersBeside(needs.length);
  return requestForm({ where: boutique.name, needs, others, search, today, draft });
}

async function needsNamed({ db, boutique, now }: Asking, codes: readonly string[]): Promise<Need[]> {
  const needs = await needsOf(db, boutique.code, codes, now, { usual: false });
  return codes.flatMap((code) => needs.get(code) ?? []);
}

/** What a draft has to be asked anew, then what is under par and not in it. */
async function needsToAsk(asking: Asking, draft: SupplyRequest | null): Promise<Need[]> {
  const { db, boutique, now } = asking;
  const held = draft?.lines.map(({ article }) => article) ?? [];
  const asked = [...held, ...notWanted(asking.subject)];
  const short = await codesUnderPar(db, boutique.code, boutique.currency, asked, MOST_PREFILLED);
  const needs = await needsOf(db, boutique.code, [...held, ...short], now, { usual: false });
  const mend = draft
    ? toMend(draft, new Map([...needs].map(([code, { article }]) => [code, article]))).slice(0, MOST_PREFILLED)
    : [];
  const again = mend.flatMap((code) => needs.get(code) ?? []);
  const rest = underPar(
    short.flatMap((code) => needs.get(code) ?? []),
    MOST_PREFILLED - again.length,
  );
  return [...again, ...rest];
}

/** What is suggested, and when all of it can be there. */
export async function filledIn(asking: Asking, draft: SupplyRequest | null): Promise<RawAnswers> {
  const needs = await needsToAsk(asking, draft);
  const before = new Map(draft?.lines.map(({ article, asked }) => [article, asked]));
  const quantities = needs.map((need) => {
    const { code, active } = need.article;
    return [
      `${QUANTITY}${code}`,
      String(before.has(code) ? (active ? before.get(code) : 0) : suggested(need)),
    ] as const;
  });
  const leads = needs.map(({ article }) => article.leadDays);
  const first = earliest(
    asking.today,
    leads.length > 0 ? leads : [await longestLead(asking.db, asking.boutique.currency)],
  );
  const stillAhead = draft?.neededBy && draft.neededBy >= asking.today ? draft.neededBy : null;
  return {
    ...Object.fromEntries(quantities),
    neededBy: stillAhead ?? first,
    reason: draft?.reason ?? (needs.length > 0 ? 'Back to par' : null),
    next: 'send',
  };
}

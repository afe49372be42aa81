import type { RawAnswers } from '../../chat/form.js';
import { type Asking, ask, type Context, type Outcome } from '../../engine/capability.js';
import { changeForm } from './forms-requests.js';
import { quantityOf, type RequestLine, type SupplyRequest } from './rules.js';
import { codesIn, QUANTITY } from './rules-wishes.js';
import { findRequest, saveValidated } from './store.js';

/** Lines whose quantities are changed together, and the subject of the page that follows. */
export interface QuantityPage {
  readonly request: SupplyRequest;
  readonly lines: readonly RequestLine[];
  readonly next: string | null;
}

interface Changing {
  readonly summary: string;
  readonly pageOf: (asking: Asking) => Promise<QuantityPage>;
  readonly submit: (answers: Readonly<Record<string, unknown>>, context: Context) => Promise<Outcome>;
}

/** Whoever decides gives each line the quantity that is right. */
export const askQuantities = ({ summary, pageOf, submit }: Changing) =>
  ask({
    summary,
    allow: ['store-manager', 'operations-manager'],
    form: async (asking) => {
      const { request, lines } = await pageOf(asking);
      return changeForm(lines, request);
    },
    prefill: async (asking): Promise<RawAnswers> => {
      const { lines } = await pageOf(asking);
      return Object.fromEntries(lines.map((line) => [`${QUANTITY}${line.article}`, String(quantityOf(line))]));
    },
    submit,
  });

/** What comes back is about the lines that were shown; a form that opens shows those of its page. */
export function linesOn(
  { shown }: Asking,
  { lines }: SupplyRequest,
  ofPage: readonly RequestLine[],
): readonly RequestLine[] {
  const asked = shown && new Set(codesIn(shown));
  return asked ? lines.filter(({ article }) => asked.has(article)) : ofPage;
}

/** The request as it is then. What was left empty stays. */
export async function saveQuantities(
  { db }: Context,
  { request, lines }: QuantityPage,
  answers: Readonly<Record<string, unknown>>,
): Promise<SupplyRequest> {
  const quantities = lines.flatMap(({ id, article }): [string, number][] => {
    const quantity = answers[`${QUANTITY}${article}`];
    return typeof quantity === 'number' ? [[id, quantity]] : [];
  });
  await saveValidated(db, new Map(quantities));
  return findRequest(db, request.id);
}

export function recordChange({ record }: Context, { request, lines }: QuantityPage, changed: SupplyRequest): void {
  const change = { before: figuresOf(request, lines), after: figuresOf(changed, lines) };
  record('supplies.changed', request.id, { number: request.number }, change);
}

const figuresOf = ({ lines }: SupplyRequest, shown: readonly RequestLine[]): Record<string, number> =>
  Object.fromEntries(
    lines.flatMap((line) => (shown.some(({ id }) => id === line.id) ? [[line.article, quantityOf(line)]] : [])),
  );

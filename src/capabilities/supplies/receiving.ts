import type { RawAnswers } from '../../chat/form.js';
import type { Boutique } from '../../domain/boutique.js';
import { Refusal } from '../../domain/refusal.js';
import type { Asking, Context, Outcome } from '../../engine/capability.js';
import { orderCard, orderClosedCard, receivedCard } from './cards-orders.js';
import { moveOn } from './following.js';
import { closeOrderForm, LINES_AT_ONCE, receiveForm } from './forms-orders.js';
import { compare, isOpenOrder, type Order, type OrderLine, openOf, type Share } from './rules-orders.js';
import { shareOut } from './rules-shares.js';
import { findOrder, lockOrder, setOrderState } from './store-orders.js';
import { type ReceiptLine, releaseShares, saveReceipt, sharesOf } from './store-shares.js';

type Anywhere = Context<Boutique | null>;

/** The subject of a form: an order, and after which article it goes on. */
const GOES_ON = '~';

function readSubject(subject: string): { readonly id: string; readonly after: string } {
  const [id = '', after = ''] = subject.split(GOES_ON);
  return { id, after };
}

/** By their codes, so that a page begins where the last one ended, whatever came meanwhile. */
function pageOf(order: Order, after: string): { readonly page: readonly OrderLine[]; readonly more: number } {
  const open = order.lines
    .filter((line) => openOf(line) > 0 && line.article > after)
    .sort((a, b) => compare(a.article, b.article));
  return { page: open.slice(0, LINES_AT_ONCE), more: Math.max(0, open.length - LINES_AT_ONCE) };
}

export async function askReceipt({ db, subject, shown }: Asking<Boutique | null>) {
  const { id, after } = readSubject(subject);
  const order = await findOrder(db, id);
  mustBeOpen(order);
  const { page, more } = pageOf(order, after);
  if (shown === null) return receiveForm(order, page, more);
  // What came back is about these lines, though some may have come meanwhile.
  const asked = new Set(shown);
  return receiveForm(
    order,
    order.lines.filter(({ article }) => asked.has(`quantity.${article}`)),
    more,
  );
}

export async function knownOfReceipt({
  db,
  subject,
}: Asking<Boutique | null>): Promise<Record<string, RawAnswers[string]>> {
  const { id, after } = readSubject(subject);
  const { page } = pageOf(await findOrder(db, id), after);
  return Object.fromEntries(page.map((line) => [`quantity.${line.article}`, String(openOf(line))]));
}

function mustBeOpen(order: Order): void {
  if (isOpenOrder(order)) return;
  const words = order.state === 'received' ? 'has come already' : 'was closed';
  throw new Refusal('order-over', `Everything of order ${order.number} ${words}.`);
}

/** What came is shared out over what boutiques still wait for; they are told in the cards they have. */
export async function receive(answers: Readonly<Record<string, unknown>>, context: Anywhere): Promise<Outcome> {
  const { db, now, actor, newId, record, tell } = context;
  const { id } = readSubject(context.subject);
  const before = await lockOrder(db, id);
  mustBeOpen(before);
  const came = cameOf(before, answers);
  const next = nextPage(before, answers);
  if (came.length === 0 && next === null) throw new Refusal('nothing-came', 'Enter what came of at least one article.');
  if (came.length === 0) return { ask: 'receive', subject: `${id}${GOES_ON}${next}` };

  const shares = await sharesOf(
    db,
    id,
    came.map(({ line }) => line.id),
  );
  const parts = came.map(({ line, quantity }) => sharedOut(line, quantity, shares));
  const receipt = { id: newId(), order: id, by: actor.id, note: (answers.note as string | undefined) ?? null };
  await saveReceipt(db, { ...receipt, lines: parts.map(({ receiptLine }) => receiptLine) }, now);

  const after = await findOrder(db, id);
  await setOrderState(db, id, after.lines.some((line) => openOf(line) > 0) ? 'partly-received' : 'received');
  const order = await findOrder(db, id);
  const given = parts.flatMap((each) => each.given);
  record(
    'supplies.received',
    id,
    { number: order.number, receipt: receipt.id, articles: came.length, parts: given.length },
    { before: before.state, after: order.state },
  );
  await moveOn(
    context,
    given.map(({ request }) => request),
    order.supplier,
  );
  tell('who-was-told', orderCard(order, await boutiquesOf(context, id)), { topic: `order/${id}` });
  if (next !== null) return { ask: 'receive', subject: `${id}${GOES_ON}${next}` };
  return {
    reply: receivedCard(
      order,
      given,
      parts.flatMap(({ surplus }) => surplus),
    ),
  };
}

const boutiquesOf = async ({ db }: Anywhere, id: string): Promise<number> =>
  new Set((await sharesOf(db, id)).map(({ boutique }) => boutique)).size;

interface Came {
  readonly line: OrderLine;
  readonly quantity: number;
}

/** Never more than is open of a line: what was not ordered belongs to nobody here. */
function cameOf(order: Order, answers: Readonly<Record<string, unknown>>): Came[] {
  return order.lines.flatMap((line): Came[] => {
    const quantity = (answers[`quantity.${line.article}`] as number | undefined) ?? 0;
    const open = openOf(line);
    if (quantity > open)
      throw new Refusal(
        'too-many',
        `${line.name}: ${open.toLocaleString('en-US')} of ${line.quantity.toLocaleString('en-US')} are still open. Enter at most that; send the rest back, or order it first.`,
        `quantity.${line.article}`,
      );
    return quantity === 0 ? [] : [{ line, quantity }];
  });
}

/** After which article the next form begins; null where this was the last. */
function nextPage(order: Order, answers: Readonly<Record<string, unknown>>): string | null {
  const asked = order.lines.map(({ article }) => article).filter((article) => `quantity.${article}` in answers);
  const last = asked.sort(compare).at(-1) ?? '';
  return pageOf(order, last).page.length > 0 ? last : null;
}

function sharedOut(line: OrderLine, quantity: number, all: readonly Share[]) {
  const theirs = all.filter(({ orderLine }) => orderLine === line.id);
  const { to, surplus } = shareOut(quantity, theirs);
  const receiptLine: ReceiptLine = { orderLine: line.id, quantity, shares: Object.fromEntries(to) };
  const given = theirs.flatMap(({ requestLine, request, boutique }) => {
    const part = to.get(requestLine);
    return part === undefined ? [] : [{ article: line.name, boutique, request, quantity: part }];
  });
  return { receiptLine, given, surplus: surplus === 0 ? [] : [[line.name, surplus] as const] };
}

export const askClose = async ({ db, subject }: Asking<Boutique | null>) => {
  const order = await findOrder(db, subject);
  mustBeOpen(order);
  return closeOrderForm(order);
};

interface Closing {
  readonly rest: 'again' | 'dropped';
  readonly reason: string;
}

/** Nothing more comes: the rest waits to be ordered again, or is dropped; on record, with the reason. */
export async function closeOrder({ rest, reason }: Closing, context: Anywhere): Promise<Outcome> {
  const { db, now, subject: id, record, tell } = context;
  const order = await lockOrder(db, id);
  mustBeOpen(order);
  const shares = await sharesOf(db, id);
  const open = shares.filter((share) => openOf(share) > 0);
  await releaseShares(db, id, rest);
  await setOrderState(db, id, 'closed', { at: now, reason });
  record(
    'supplies.order-closed',
    id,
    { number: order.number, rest, parts: open.length },
    { before: order.state, after: 'closed', reason },
  );
  const note = `Order ${order.number} was closed, and not all of it came: ${reason}`;
  const requests = open.map(({ request }) => request);
  await moveOn(context, requests, order.supplier, note);

  const closed = await findOrder(db, id);
  const boutiques = new Set(shares.map(({ boutique }) => boutique)).size;
  tell('who-was-told', orderCard(closed, boutiques), { topic: `order/${id}` });
  return { reply: orderClosedCard(closed, rest) };
}

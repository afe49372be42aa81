import { button } from '../../chat/card.js';
import { counted } from '../../domain/calendar.js';
import type { Person } from '../../domain/people.js';
import { type Attention, type Database, type Entry, run, type Waiting } from '../../engine/capability.js';
import { requestCard, standing, sumInWords } from './cards.js';
import { mustBeAskers, requestHere } from './deciding.js';
import type { SupplyRequest } from './rules.js';
import { findRequests } from './store.js';
import { askedBy, draftsOf, findIds, waitingByBoutique } from './store-overview.js';

const MOST_DRAFTS = 5;
const MOST_ASKED = 10;
const MOST_FOUND = 20;

/** Drafts that somebody began and did not send. */
export async function waitingDrafts(person: Person, db: Database): Promise<Waiting[]> {
  const drafts = await inOrder(db, await draftsOf(db, person.id, MOST_DRAFTS));
  return drafts.map((draft) => ({
    ...entryOf(draft),
    since: draft.createdAt,
    urgency: 'soon',
    line: (boutique) => ({
      lead: `Supplies draft ${draft.number}`,
      text: `${boutique?.name ?? ''} · ${sumInWords(draft)}`,
    }),
    button: button('supplies.add-articles', 'Add articles', draft.id),
    card: (boutique) => requestCard(draft, boutique),
  }));
}

export async function askedRequests(person: Person, db: Database): Promise<Entry[]> {
  return (await inOrder(db, await askedBy(db, person.id, MOST_ASKED))).map(entryOf);
}

export async function foundRequests(words: readonly string[], person: Person, db: Database): Promise<Entry[]> {
  return (await inOrder(db, await findIds(db, words, person, MOST_FOUND))).map(entryOf);
}

/** Beyond it somebody should look. */
const LATE_HOURS = 48;

export async function waitingRequests(now: Date, db: Database): Promise<Attention[]> {
  const since = new Date(now.getTime() - LATE_HOURS * 3_600_000);
  return (await waitingByBoutique(db, since)).map(({ boutique, waiting, late, ids }) => ({
    boutique,
    weight: late * 3 + (waiting - late),
    words:
      late > 0
        ? `${counted(late, 'supply request')} waiting for over two days`
        : `${counted(waiting, 'supply request')} to decide`,
    records: ids,
  }));
}

export const show = run({
  summary: 'See a supply request',
  allow: ['associate', 'store-manager', 'operations-manager', 'director', 'finance', 'global-retail-operations'],
  looks: true,
  async run(context) {
    const request = await requestHere(context, context.subject, false);
    if (request.state === 'draft') mustBeAskers(request, context.actor);
    const shown = requestCard(request, context.boutique);
    const isTheirs = request.requestedBy === context.actor.id;
    return { reply: isTheirs ? shown : { ...shown, blocks: shown.blocks.filter(({ type }) => type !== 'buttons') } };
  },
});

function entryOf(request: SupplyRequest): Entry {
  const { id, boutique, number, submittedAt, createdAt } = request;
  return {
    boutique,
    record: id,
    since: submittedAt ?? createdAt,
    line: (where) => ({
      lead: `Supplies request ${number}`,
      text: [where?.name, sumInWords(request), standing(request)].filter(Boolean).join(' · '),
    }),
    button: button('supplies.show', 'Show', id),
  };
}

async function inOrder(db: Database, ids: readonly string[]): Promise<SupplyRequest[]> {
  const requests = await findRequests(db, ids);
  return ids.flatMap((id) => requests.get(id) ?? []);
}

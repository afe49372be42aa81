import { dayInWords, todayIn } from '../../domain/calendar.js';
import { daysBetween } from '../../domain/days.js';
import { listed } from '../../domain/people.js';
import { Refusal } from '../../domain/refusal.js';
import { listedInBrief } from '../../domain/words.js';
import { type Asking, ask, type Context, type Outcome } from '../../engine/capability.js';
import { doneCard } from './cards-told.js';
import { documentsForm, floorForm, receiptsForm, zonesForm } from './forms-gates.js';
import { isSupervisor } from './naming.js';
import { changed, mayPass, pass } from './passing.js';
import { gates } from './rules-gates.js';
import { endedIn, openItems, readDocuments } from './rules-lists.js';
import { findTake } from './store.js';
import { addItems, endItems } from './store-changes.js';
import { whoCan } from './store-looks.js';

const may = { allow: ['store-manager', 'operations-manager'], also: isSupervisor } as const;

/** A test import is as old as this at most. */
const TEST_IMPORT_DAYS = 7;

export const confirmZones = ask({
  summary: 'Confirm that every zone has a label, and the devices for a stock take',
  ...may,
  form: async (asking) => {
    if (asking.shown === null) await mayPass(asking, 'zones');
    if (asking.boutique.zones.length === 0)
      throw new Refusal(
        'no-zones',
        `${asking.boutique.name} has no zones yet. Ask your operations manager to add them.`,
      );
    return zonesForm(asking.boutique);
  },
  async submit({ labelled, devices }, context) {
    const { boutique } = context;
    const take = await mayPass(context, 'zones', true);
    const without = boutique.zones.filter(({ id }) => !labelled.includes(id)).map(({ name }) => name);
    if (without.length > 0)
      throw new Refusal('no-label', `Without a label: ${listedInBrief(without, 5)}. Every zone needs one.`, 'labelled');
    const imported = mustHaveTestImport(context);
    const words = `${boutique.zones.length} zones labeled, ${devices} devices with spare batteries, test import of ${imported}.`;
    await pass(context, take, 'zones', { words });
    return done('zones');
  },
});

/** The newest export of the register was read, and lately. */
function mustHaveTestImport({ boutique, today }: Asking): string {
  const { stock, timeZone } = boutique;
  if (!stock) throw new Refusal('no-import', 'No export of the register was read yet. Import one first.');
  const day = todayIn(timeZone, stock.statedAt);
  if (daysBetween(day, today) > TEST_IMPORT_DAYS)
    throw new Refusal('old-import', `The newest export is of ${dayInWords(day, today)}. Import one now, to try it.`);
  return dayInWords(day, today);
}

export const listDocuments = ask({
  summary: 'List the documents that are open before a stock take, each with its owner',
  ...may,
  form: async (asking) => {
    if (asking.shown === null) await mayPass(asking, 'documents');
    return documentsForm(asking.boutique);
  },
  async submit({ open: any, documents }, context) {
    const { db, boutique, actor, now, newId } = context;
    const take = await mayPass(context, 'documents', true);
    if (any === 'none' && documents)
      throw new Refusal('both', 'Leave this empty, or say that some are open.', 'documents');
    if (any === 'some' && !documents) throw new Refusal('list', 'List them, one a line.', 'documents');
    const people = await whoCan(db, ['associate', 'store-manager', 'operations-manager'], boutique.code, now);
    const read = readDocuments(documents ?? '', people, boutique.name);
    const items = read.map((each) => ({ ...each, id: newId(), kind: 'document' as const, dueOn: null }));
    await addItems(db, take.id, items, actor.id, now);
    const open = read.length === 0 ? 'None are open.' : `Open: ${listed(read.map(({ what }) => what))}.`;
    const words = `${open} Everyone who counts went through how it is done.`;
    await pass(context, take, 'documents', { words });
    return done('documents');
  },
});

export const confirmFloor = ask({
  summary: "Confirm staffing, a tidy floor and customers' goods apart, with a photo",
  ...may,
  form: async (asking) => {
    if (asking.shown === null) await mayPass(asking, 'floor');
    return floorForm(asking.boutique);
  },
  async submit({ staffing, photos }, context) {
    const take = await mayPass(context, 'floor', true);
    const words = `${staffing} The floor is tidy; customers' goods are apart and tagged.`;
    await pass(context, take, 'floor', { words, photos });
    return done('floor');
  },
});

/** Nothing may be left between two books: every receipt is validated, and of each open document it is said what became of it. */
export const confirmReceipts = ask({
  summary: 'Confirm that no receipt is unvalidated before a stock take',
  ...may,
  form: async (asking) => {
    const take = await mayPass(asking, 'receipts').catch((error: unknown) => {
      if (asking.shown === null) throw error;
      return findTake(asking.db, asking.subject);
    });
    return receiptsForm(openItems(take.items, 'document'), asking.boutique);
  },
  submit: takeReceipts,
});

async function takeReceipts(answers: Readonly<Record<string, unknown>>, context: Context): Promise<Outcome> {
  const { db, actor, now } = context;
  const take = await mayPass(context, 'receipts', true);
  const documents = openItems(take.items, 'document');
  const ended = endedIn(answers, documents);
  const said = typeof answers.note === 'string' ? answers.note : '';
  await endItems(db, take.id, ended, { by: actor.id, words: said, now });
  const left = documents.length - ended.size;
  if (left > 0) {
    await changed(context, take.id);
    return { reply: doneCard('Saved', `${left} more ${left === 1 ? 'document waits' : 'documents wait'} for a word.`) };
  }
  await pass(context, take, 'receipts', { words: `No receipt is unvalidated. ${said}`.trim() });
  return done('receipts');
}

const done = (gate: keyof typeof gates): Outcome => ({ reply: doneCard(gates[gate].title) });

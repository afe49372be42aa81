import { button } from '../../chat/card.js';
import { counted, type Day, dayInWords, todayIn } from '../../domain/calendar.js';
import { todayOfHouse } from '../../domain/house.js';
import { holds, type Person, type Role } from '../../domain/people.js';
import { shortened } from '../../domain/words.js';
import type { Attention, Database, Entry, Waiting } from '../../engine/capability.js';
import { ALL } from './ordering.js';
import { type Campaign, progressOf } from './rules-campaigns.js';
import { orderByInWords } from './rules-kits.js';
import { daysAfter } from './rules-needs.js';
import { isOpenOrder, type Order, orderStates } from './rules-orders.js';
import { findCampaigns, liveCampaigns, missingAnswers } from './store-campaigns.js';
import { kitsToOrder, type ToOrder } from './store-kits.js';
import { findOrders, openOrders, openSum } from './store-orders.js';

const MOST = 10;
const MOST_FOUND = 20;
/** Days before it must be ordered from which it can't wait. */
const SOON = 3;

const orderers: readonly Role[] = ['operations-manager'];
const receivers: readonly Role[] = ['operations-manager', 'global-retail-operations'];
const readers: readonly Role[] = ['operations-manager', 'director', 'finance', 'global-retail-operations'];

/** What is to be ordered, what was not delivered in time, which campaigns run; and in a boutique what it is asked. */
export async function waitingOrders(person: Person, db: Database): Promise<Waiting[]> {
  const orders = holds(person, receivers, null) ? await openOrders(db, MOST) : [];
  const campaigns = await liveCampaigns(db, MOST);
  const asked = campaigns.filter(({ state }) => state === 'open').flatMap((each) => toFillIn(person, each));
  if (!holds(person, orderers, null)) return [...orders.map(toReceive), ...asked];
  const kits = (await kitsToOrder(db, MOST)).map(toOrderBy);
  return [...(await toOrder(db)), ...kits, ...orders.map(toReceive), ...campaigns.map(toFollow), ...asked];
}

async function toOrder(db: Database): Promise<Waiting[]> {
  const sum = await openSum(db);
  if (!sum) return [];
  const { articles, boutiques, since } = sum;
  return [
    {
      ...{ boutique: null, record: 'supplies-orders', since, urgency: 'soon' },
      line: () => ({
        lead: 'To be ordered',
        text: `${counted(articles, 'article')} for ${counted(boutiques, 'boutique')}`,
      }),
      button: button('supplies.see-orders', 'Order', ALL),
    },
  ];
}

function toOrderBy(due: ToOrder): Waiting {
  const { boutique, request, orderBy } = due;
  return {
    ...{ boutique, record: request, since: startOf(daysAfter(orderBy, -SOON)), urgency: 'today' },
    line: (_where, now) => {
      const [lead = '', text = ''] = orderByInWords(due, todayIn(due.timeZone, now)).split(': ');
      return { lead, text };
    },
    button: button('supplies.see-orders', 'Order', ALL),
  };
}

const startOf = (day: Day): Date => new Date(`${day}T00:00:00Z`);

function toReceive(order: Order): Waiting {
  return { ...entryOf(order), urgency: 'soon', button: receiveButton(order) };
}

const receiveButton = ({ id, number }: Order) => button('supplies.receive', `Receive ${number}`, id);

function entryOf(order: Order): Entry {
  const { id, number, supplier, state, expectedOn, orderedAt } = order;
  const receiving = isOpenOrder(order) ? { button: receiveButton(order) } : {};
  return {
    ...{ boutique: null, record: id, since: orderedAt, ...receiving },
    line: (_where, now) => {
      const today = todayOfHouse(now);
      const late = isOpenOrder(order) && expectedOn < today ? 'late, ' : '';
      const expected = isOpenOrder(order) ? ` · ${late}expected ${dayInWords(expectedOn, today)}` : '';
      return { lead: `Order ${number}`, text: `${shortened(supplier, 60)} · ${orderStates[state]}${expected}` };
    },
  };
}

function toFollow(campaign: Campaign): Waiting {
  return {
    ...campaignEntry(campaign),
    urgency: 'soon',
    button: button('supplies.review-needs', 'Review', campaign.id),
  };
}

function campaignEntry(campaign: Campaign): Entry {
  const { id, title, createdAt, dueOn } = campaign;
  const { asked, validated } = progressOf(campaign);
  return {
    ...{ boutique: null, record: id, since: createdAt, button: button('supplies.review-needs', 'Review', id) },
    line: () => ({
      lead: shortened(title, 60),
      text: `${validated} of ${counted(asked, 'boutique')} validated, due ${dayInWords(dueOn)}`,
    }),
  };
}

/** At each boutique where they could say what it needs. */
function toFillIn(person: Person, { id, title, dueOn, createdAt, answers }: Campaign): Waiting[] {
  const at = new Set(
    person.roles.flatMap(({ role, boutique }) => (answerers.includes(role) && boutique ? [boutique] : [])),
  );
  const theirs = answers.filter(({ boutique, state }) => state === 'asked' && at.has(boutique));
  return theirs.map(({ boutique }) => ({
    ...{ boutique, record: id, since: createdAt, urgency: 'soon' },
    line: (where) => ({ lead: shortened(title, 60), text: `${where?.name ?? boutique} · by ${dayInWords(dueOn)}` }),
    button: button('supplies.fill-in', 'Fill in', id),
  }));
}

const answerers: readonly Role[] = ['associate', 'store-manager'];

/** Orders and campaigns, for whoever looks after all boutiques. */
export async function foundOrders(words: readonly string[], person: Person, db: Database): Promise<Entry[]> {
  if (!holds(person, readers, null)) return [];
  const orders = (await findOrders(db, words, MOST_FOUND)).map(entryOf);
  const campaigns = (await findCampaigns(db, words, MOST_FOUND)).map(campaignEntry);
  const pressed = (may: readonly Role[]) => (entry: Entry) => (holds(person, may, null) ? entry : withoutButton(entry));
  return [...orders.map(pressed(receivers)), ...campaigns.map(pressed(orderers))];
}

function withoutButton({ button: _, ...entry }: Entry): Entry {
  return entry;
}

/** Boutiques that have not said what they need. */
export async function attentionToNeeds(now: Date, db: Database): Promise<Attention[]> {
  return (await missingAnswers(db)).map(({ boutique, campaign, dueOn, calendar }) => {
    const late = dueOn < todayIn(calendar.timeZone, now);
    return {
      ...{ boutique, weight: late ? 3 : 1, records: [campaign] },
      words: late ? `annual needs were due ${dayInWords(dueOn)}` : `annual needs open until ${dayInWords(dueOn)}`,
    };
  });
}

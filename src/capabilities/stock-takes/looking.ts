import { button } from '../../chat/card.js';
import type { Boutique } from '../../domain/boutique.js';
import { todayIn } from '../../domain/calendar.js';
import { holds, type Person } from '../../domain/people.js';
import {
  type Context,
  type Database,
  type Entry,
  type Outcome,
  run,
  runAnywhere,
  type Waiting,
} from '../../engine/capability.js';
import { type Looking, takeCard } from './cards.js';
import { boardCard } from './cards-board.js';
import { boardShownCard, noBoardCard, noTakeCard } from './cards-told.js';
import { supervises } from './naming.js';
import { takeIn } from './passing.js';
import { stateOf, states, type Take, titleOf } from './rules.js';
import { showBoard } from './showing.js';
import { liveCampaigns, openTakes, takeAt, takesOf } from './store.js';
import { waivers } from './waiving.js';

const readers = ['associate', 'store-manager', 'operations-manager', 'director', 'finance'] as const;
const network = ['operations-manager', 'director', 'finance'] as const;

const MOST_BOARDS = 5;

/** At a boutique its own; anywhere else the board. */
export const show = runAnywhere({
  summary: "See your boutique's stock take",
  allow: readers,
  looks: true,
  async run(context): Promise<Outcome> {
    const { db, boutique, now, actor } = context;
    if (!boutique) {
      const all = actor.roles.some((held) => network.some((role) => role === held.role));
      return all ? boards(context) : { reply: noTakeCard() };
    }
    const take = await takeAt(db, boutique.code);
    return { reply: take ? takeCard(take, todayIn(boutique.timeZone, now), lookingOf(context, take)) : noTakeCard() };
  },
});

export const see = run({
  summary: 'See how a stock take stands',
  allow: readers,
  looks: true,
  async run(context) {
    const take = await takeIn(context);
    return { reply: takeCard(take, context.today, lookingOf(context, take)) };
  },
});

/** Only what they may press. */
const lookingOf = ({ actor }: Pick<Context, 'actor'>, take: Take): Looking => ({
  mayWaive: holds(actor, waivers, take.boutique),
  supervises: supervises(actor, take),
});

export const board = runAnywhere({
  summary: 'See where every boutique stands in a stock take',
  allow: network,
  looks: true,
  run: boards,
});

/** One is shown at once; of several each stands in a message of its own. */
async function boards(context: Context<Boutique | null>): Promise<Outcome> {
  const { db, now } = context;
  const campaigns = await liveCampaigns(db, MOST_BOARDS);
  const [first, ...others] = campaigns;
  if (!first) return { reply: noBoardCard() };
  if (others.length === 0) return { reply: boardCard(first, await takesOf(db, first.id), now) };
  for (const { id } of campaigns) await showBoard(context, id);
  return { reply: boardShownCard(campaigns.length) };
}

/** Dates that boutiques propose, for whoever decides on them. */
export async function proposalsWaiting(person: Person, db: Database): Promise<Waiting[]> {
  if (!person.roles.some(({ role }) => role === 'operations-manager')) return [];
  const takes = (await openTakes(db, null)).filter(({ proposal }) => proposal !== null);
  return takes.map((take) => ({
    boutique: take.boutique,
    record: take.id,
    since: new Date(`${take.campaign.createdOn}T00:00:00Z`),
    urgency: 'today',
    line: (where) => ({ lead: 'Another date', text: `${titleOf(take.campaign)}, ${where?.name ?? take.boutiqueName}` }),
    button: button('stock-takes.decide-date', 'Decide', take.id),
  }));
}

/** By its kind, its year or its boutique. */
export async function takesByWords(words: readonly string[], person: Person, db: Database): Promise<Entry[]> {
  const said = (take: Take) =>
    `${titleOf(take.campaign)} ${take.boutiqueName} ${take.boutique} stock take`.toLowerCase();
  const theirs = ({ boutique }: Take) =>
    person.roles.some(
      (held) => held.boutique === boutique || (held.boutique === null && network.some((role) => role === held.role)),
    );
  const found = (await openTakes(db, null)).filter(
    (take) => theirs(take) && words.every((word) => said(take).includes(word)),
  );
  return found.slice(0, MOST_FOUND).map((take) => ({
    boutique: take.boutique,
    record: take.id,
    since: new Date(`${take.day}T00:00:00Z`),
    line: (where) => ({
      lead: titleOf(take.campaign),
      text: `${where?.name ?? take.boutiqueName} · ${states[stateOf(take)].toLowerCase()}`,
    }),
    button: button('stock-takes.see', 'See stock take', take.id),
  }));
}

const MOST_FOUND = 10;

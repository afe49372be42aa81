import type { Boutique } from '../../domain/boutique.js';
import { dayInWords } from '../../domain/calendar.js';
import type { Context, Entry, Home, Outcome, Placed, Waiting } from '../../engine/capability.js';
import { homeCards, homeMessages, type Inbox, type Item, inboxCard } from './cards.js';
import { foundCard, helpCard, howToFindCard } from './cards-words.js';
import { daysOf } from './rules-absence.js';
import { absencesOf, heldFor, timeZonesOf } from './store.js';

type Anywhere = Context<Boutique | null>;

export async function showInbox(context: Anywhere): Promise<Outcome> {
  return { reply: inboxCard(await inboxOf(context, false)) };
}

export async function home(context: Anywhere): Promise<Home> {
  const inbox = await inboxOf(context, true);
  return {
    title: `${context.actor.name}, this waits for you`,
    cards: homeCards(inbox),
    messages: homeMessages(inbox),
  };
}

async function inboxOf(context: Anywhere, whole: boolean): Promise<Inbox> {
  const { across, now } = context;
  const waiting = (await across.waiting({ whole })).map((each) => waitingItem(each, now, whole));
  const asked = (await across.asked()).map((each) => item(each, now));
  const attention = (await across.attention()).map(({ boutique, words }) => ({
    lead: boutique.name,
    text: words.join(', '),
  }));
  return { notes: await notesOf(context), waiting, asked, attention };
}

function waitingItem(placed: Placed<Waiting>, now: Date, whole: boolean): Item {
  const { entry, boutique } = placed;
  return { ...item(placed, now), ...(whole && boutique && entry.card && { whole: entry.card(boutique) }) };
}

const item = ({ entry, boutique }: Placed<Entry>, now: Date): Item => ({
  line: entry.line(boutique, now),
  ...(entry.button && { button: entry.button }),
});

/** For whom they stand in, and who stands in for them. */
async function notesOf({ actor, db, now }: Anywhere): Promise<string[]> {
  const held = await heldFor(db, actor.id, now);
  const own = (await absencesOf(db, actor.id, now)).filter(({ starts }) => starts <= now);
  const zonesOf = await timeZonesOf(
    db,
    [...held, ...own].map(({ from }) => from.id),
  );
  const until = (absence: (typeof held)[number]) =>
    `until ${dayInWords(daysOf(absence, zonesOf(absence.from.id)).last)}`;
  return [
    ...held.map((each) => `For ${each.from.name}, ${until(each)}`),
    ...own.map((each) => `You are away ${until(each)}: ${each.to?.name ?? 'nobody'} stands in`),
  ];
}

/** What this person may do here; `unknown` is what was typed that means nothing. */
export async function showHelp({ across, boutique }: Anywhere, unknown: string): Promise<Outcome> {
  const commands = across.commands().filter(({ words }) => words !== 'vitrine');
  return { reply: helpCard(commands, boutique?.name ?? null, unknown) };
}

export async function showFound({ across, now, subject }: Anywhere): Promise<Outcome> {
  if (subject === '') return { reply: howToFindCard() };
  const found = await across.find(subject);
  return {
    reply: foundCard(
      subject,
      found.map((each) => item(each, now)),
    ),
  };
}

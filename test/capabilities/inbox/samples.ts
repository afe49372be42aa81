import {
  homeCards,
  homeMessages,
  type Inbox,
  type Item,
  inboxCard,
  listOf,
  nothingCard,
  waitingCards,
} from '../../../src/capabilities/inbox/cards.js';
import {
  type Away,
  absencesCard,
  absentCard,
  awayCard,
  awaySavedCard,
  endedCard,
  standInCard,
  uncoveredCard,
} from '../../../src/capabilities/inbox/cards-absence.js';
import { foundCard, helpCard, howToFindCard } from '../../../src/capabilities/inbox/cards-words.js';
import { awayForm } from '../../../src/capabilities/inbox/forms.js';
import { button, type Card, card } from '../../../src/chat/card.js';
import { ROOM } from '../../../src/chat/room.js';
import type { Boutique } from '../../../src/domain/boutique.js';
import type { Samples } from '../../helpers/samples.js';
import type { Words } from '../../helpers/words.js';

const ID = '0190c5a2-7e44-7c4e-9e3f-1d2c3b4a5f60';

const many = <T>(number: number, make: (index: number) => T): T[] => Array.from({ length: number }, (_, i) => make(i));

const boutique = (words: Words): Boutique => ({
  code: 'MADISON',
  name: words.boutique,
  timeZone: 'America/New_York',
  currency: 'USD',
  zones: [],
  stock: null,
});

const decide = { ...button('engine.look', 'Decide', ID, { style: 'primary' }), boutique: 'MADISON' };
const see = { ...button('stock-counts.see', 'See', ID), boutique: 'MADISON' };

/** Lines of other capabilities may be of any length. */
const lineOf = ({ zone, boutique: where, description }: Words) => ({
  lead: `Count of ${zone}, ${zone} and ${zone}`,
  text: `${where} · ${description}`,
});

const waits = (words: Words): Item => ({ line: lineOf(words), button: decide });
const asked = (words: Words): Item => ({ line: lineOf(words), button: see });

const inbox = (words: Words, number: number): Inbox => ({
  notes: many(Math.min(number, 5), () => `For ${words.name}, until Fri, Dec 4`),
  waiting: many(number, () => waits(words)),
  asked: many(number, () => asked(words)),
  attention: many(Math.min(number, 10), () => ({
    lead: words.boutique,
    text: '2 counts open for over a day, 14 requests wait for a decision, 3 cases without an owner, and others',
  })),
});

const away = (words: Words, over: string | null = null): Away => ({
  id: ID,
  from: { id: 'ines', name: words.name },
  to: { id: 'ben', name: words.name },
  starts: new Date('2026-11-27T05:00:00Z'),
  ends: new Date('2026-12-05T05:00:00Z'),
  days: { first: '2026-11-27', last: '2027-01-04' },
  over,
});

const whole = (words: Words): Item => ({ ...waits(words), whole: card(words.zone, []) });

const knownCommands = (number: number) =>
  many(number, (index) => ({
    words: `command number ${index}`,
    summary: 'Does what it says at some length, and then a little more of it',
    part: `Part ${index % 6}`,
  }));

const first = (cards: readonly Card[]): Card => cards[0] ?? card('None', []);
const last = (cards: readonly Card[]): Card => cards.at(-1) ?? card('None', []);

export const samples: Samples = {
  boutique,
  cards: {
    inboxCard: (words) => inboxCard(inbox(words, 2)),
    'inboxCard, as much as there is': (words) => inboxCard(inbox(words, 40)),
    'inboxCard, nothing but attention': (words) => inboxCard({ ...inbox(words, 10), waiting: [], asked: [] }),
    nothingCard: (words) => nothingCard([`For ${words.name}, until Fri, Dec 4`]),
    'homeCards, lines': (words) => first(homeCards({ ...inbox(words, 4), notes: [] })),
    'homeCards, what was asked for': (words) =>
      homeCards({ ...inbox(words, 40), notes: [], attention: [] }).at(-1) as Card,
    'homeCards, attention': (words) => last(homeCards(inbox(words, 40))),
    homeMessages: (words) => first(homeMessages(inbox(words, 40))),
    waitingCards: (words) => last(waitingCards([...many(30, () => whole(words)), ...many(30, () => waits(words))])),
    listOf: (words) =>
      card(
        'A list',
        listOf(
          many(40, () => asked(words)),
          ROOM,
        ),
      ),
    foundCard: (words) =>
      foundCard(
        words.scan,
        many(30, () => asked(words)),
      ),
    'foundCard, nothing': (words) => foundCard(words.scan, []),
    howToFindCard: () => howToFindCard(),
    helpCard: (words) => helpCard(knownCommands(40), words.boutique, words.scan),
    'helpCard, anywhere': () => helpCard(knownCommands(3), null, ''),
    awayCard: (words) => awayCard(away(words)),
    'awayCard, over': (words) => awayCard(away(words, `Ended by ${words.name}, Fri, Nov 27.`)),
    'awayCard, nobody stands in': (words) => awayCard({ ...away(words), to: null }),
    standInCard: (words) => standInCard(away(words)),
    'standInCard, over': (words) => standInCard(away(words, `Ended by ${words.name}, Fri, Nov 27.`)),
    absentCard: (words) => absentCard(away(words)),
    uncoveredCard: (words) => uncoveredCard(away(words), away(words)),
    awaySavedCard: (words) => awaySavedCard(away(words)),
    'awaySavedCard, nobody stands in': (words) => awaySavedCard({ ...away(words), to: null }),
    'absentCard, nobody stands in': (words) => absentCard({ ...away(words), to: null }),
    absencesCard: (words) => absencesCard(many(12, () => away(words))),
    endedCard: () => endedCard(),
  },
  forms: {
    awayForm: () => awayForm({ today: '2026-11-27', search: async () => [], isNew: true }),
    'awayForm, changed': (words) =>
      awayForm({
        today: '2026-11-27',
        search: async () => [],
        isNew: false,
        known: { value: 'ben', label: words.name.slice(0, 75) },
      }),
  },
  approvals: {},
};

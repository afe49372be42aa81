import { channelCard, hoursCard, type Listed, type Owed, owedCard } from '../../../src/capabilities/reminders/cards.js';
import { closureCard, closuresCard, endedCard } from '../../../src/capabilities/reminders/cards-closures.js';
import { channelForm, closeForm, hoursForm } from '../../../src/capabilities/reminders/forms.js';
import type { ChannelSetting } from '../../../src/capabilities/reminders/rules.js';
import { closingsAhead, type PlannedClosure } from '../../../src/capabilities/reminders/rules-closures.js';
import { button } from '../../../src/chat/card.js';
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

const owed = (words: Words, index = 0): Owed => ({
  reminder: `${ID}${index}`,
  place: index % 2 === 0 ? words.boutique : 'Rodeo Drive',
  line: { lead: `Check of ${words.zone}`, text: `due Fri, Nov 6 · ${words.boutique} · ${words.reason}` },
  state: `Seen by ${words.name}, 9:12 AM`,
  buttons: ['seen', 'other'].map((what) => button(`engine.reminder-${what}`, 'Other', `${ID}/kq1x2y3z`)),
});

const listed = (words: Words, number: number): Listed => ({
  owed: many(number, (index) => owed(words, index)),
  passedOn: many(number, () => ({ ...owed(words), buttons: [] })),
  late: many(number, () => ({
    boutique: words.boutique,
    late: many(5, (index) => ({ reminder: `late ${index}`, title: words.description })),
  })),
  mayClose: true,
});

const closure = (words: Words, own: Partial<PlannedClosure> = {}): PlannedClosure => ({
  id: ID,
  place: { boutique: 'MADISON', country: null, state: null, name: words.boutique },
  firstDay: '2026-12-24',
  lastDay: '2027-01-02',
  hours: null,
  reason: words.reason.slice(0, 80),
  createdBy: 'ines',
  ...own,
});

const short = { hours: '10:00-16:00', lastDay: '2026-12-24' };

const settings = (words: Words, said: boolean): ChannelSetting[] =>
  many(14, (index) => ({ name: `part/reminder-${index}`, title: `${words.zone} ${index}`, said }));

const HOURS = { quietFrom: '20:00', quietTo: '08:00', morning: '09:00' };

const coming = (words: Words, number: number) => ({
  name: words.boutique,
  closures: many(number, (index) => ({ ...closure(words, index % 2 ? short : {}), mayEnd: index % 3 > 0 })),
  closings: closingsAhead('US', '2026-11-27'),
  today: '2026-11-27',
  mayAdd: true,
});

export const samples: Samples = {
  boutique,
  cards: {
    owedCard: (words) => owedCard(listed(words, 2)),
    'owedCard, as much as there is': (words) => owedCard(listed(words, 40)),
    'owedCard, nothing': () => owedCard({ owed: [], passedOn: [], late: [], mayClose: false }),
    hoursCard: () => hoursCard(HOURS),
    channelCard: (words) => channelCard(words.boutique, settings(words, true)),
    'channelCard, nothing': (words) => channelCard(words.boutique, settings(words, false)),
    closuresCard: (words) => closuresCard(coming(words, 3)),
    'closuresCard, as much as there is': (words) => closuresCard(coming(words, 40)),
    'closuresCard, nothing': () =>
      closuresCard({ name: null, closures: [], closings: [], today: '2026-11-27', mayAdd: false }),
    closureCard: (words) => closureCard(closure(words)),
    'closureCard, other hours': (words) => closureCard(closure(words, short)),
    'closureCard, over': (words) => closureCard(closure(words), `Ended by ${words.name}, Fri, Nov 27.`),
    endedCard: (words) => endedCard(closure(words)),
  },
  forms: {
    hoursForm: () => hoursForm(HOURS),
    closeForm: (words) =>
      closeForm({
        today: '2026-11-27',
        search: async () => [],
        known: { value: 'boutique/MADISON', label: words.boutique },
      }),
    'closeForm, of one boutique': (words) =>
      closeForm({ today: '2026-11-27', search: null, known: { value: 'boutique/MADISON', label: words.boutique } }),
    channelForm: (words) => channelForm(words.boutique, settings(words, true)),
  },
  approvals: {},
};

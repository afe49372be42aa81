import { choice, choices, day, form, type Lookup, lookup, optional, quantity, text } from '../../chat/form.js';
import { type Day, dayInWords } from '../../domain/calendar.js';
import { daysAfter } from '../../domain/days.js';
import { shortened } from '../../domain/words.js';
import { kinds, type Named, type Take, titleOf } from './rules.js';

const ONLY_HINT = 'Codes of boutiques, MADISON OAK. Leave it empty for all.';

/** Everything a campaign needs; the dates are proposed. */
export const campaignForm = (today: Day) =>
  form({
    name: 'stock-take-plan',
    title: 'Stock take',
    submit: 'Plan',
    intro: 'A date is proposed to every boutique: an open day, out of the peak seasons, spread over the window.',
    fields: {
      kind: choice('Kind', kinds),
      name: text('Year or name', { max: 40, placeholder: '2027' }),
      first: day('First day', {
        from: daysAfter(today, 1),
        hint: 'At least 45 days ahead, so that there is time to prepare.',
      }),
      last: day('Last day', { from: daysAfter(today, 1) }),
      perDay: quantity('Boutiques on one day', { min: 1, max: 100 }),
      boutiques: optional(text('Only these boutiques', { max: 1_000, hint: ONLY_HINT })),
    },
  });

const where = (take: Take): string => `${titleOf(take.campaign)} · ${shortened(take.boutiqueName, 60)}`;

export const moveForm = (take: Take, today: Day) =>
  form({
    name: 'change-date',
    title: 'Change date',
    submit: 'Send',
    intro: `${where(take)} · now ${dayInWords(take.day, today)}. The operations manager decides on it.`,
    fields: {
      day: day('New date', { from: daysAfter(today, 1) }),
      why: text('Reason', { max: 200 }),
    },
  });

const proposed = (day: Day, { day: other, by, why }: NonNullable<Take['proposal']>): string[] => [
  `now ${dayInWords(day)}, proposed ${dayInWords(other, day)}`,
  `${by.name}: ${why}`,
];

export const decisions = { accept: 'Accept the new date', decline: 'Keep the old date' } as const;

export const decideForm = (take: Take, doubts: readonly string[]) =>
  form({
    name: 'decide-date',
    title: 'Change date',
    submit: 'Decide',
    intro: [where(take), ...(take.proposal ? proposed(take.day, take.proposal) : []), ...doubts].join(' · '),
    fields: {
      decision: choice('Decision', decisions),
      reason: optional(text('Reason', { max: 200, hint: 'Needed where the old date stays.' })),
    },
  });

/** As long as a choice may be. */
const LONGEST_NAME = 70;

interface Searches {
  readonly supervisor: Lookup['search'];
  readonly approver: Lookup['search'];
}

/** Nobody does two of these; that is checked when it is sent. */
export function teamForm(take: Take, people: readonly Named[], { supervisor, approver }: Searches) {
  const options = Object.fromEntries(people.map(({ id, name }) => [id, shortened(name, LONGEST_NAME)]));
  return form({
    name: 'name-team',
    title: 'Name the team',
    submit: 'Save',
    intro: `${where(take)} · ${dayInWords(take.day)}. Nobody does two things.`,
    fields: {
      counters: choices('Counts', options),
      recounters: choices('Recounts what differs', options),
      supervisor: lookup('Supervises', {
        hint: 'Of the boutique, or an operations manager. Type a name.',
        search: supervisor,
        ...(take.team && { known: optionOf(take.team.supervisor) }),
      }),
      approver: lookup('Signs', {
        hint: 'A store manager, operations manager, director or finance.',
        search: approver,
        ...(take.team && { known: optionOf(take.team.approver) }),
      }),
      auditor: optional(text('External auditor', { max: 100, hint: 'As booked: firm and name. Empty: nobody comes.' })),
    },
  });
}

const optionOf = ({ id, name }: Named) => ({ value: id, label: shortened(name, LONGEST_NAME) });

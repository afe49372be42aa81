import { type Answers, choice, choices, day, form, type Lookup, lookup, optional, text } from '../../chat/form.js';
import type { Day } from '../../domain/calendar.js';
import { shortened } from '../../domain/words.js';
import { sizes } from './rules.js';

export interface Searches {
  readonly boutiques: Lookup['search'];
  readonly regions: Lookup['search'];
  readonly timeZones: Lookup['search'];
  readonly directors: Lookup['search'];
  readonly director: Lookup['known'];
}

const placeFields = ({ boutiques, regions, timeZones }: Searches) => ({
  boutique: optional(lookup('Boutique', { hint: 'Type its name, code or city.', search: boutiques })),
  name: optional(text('Or a new place', { hint: 'Its name, where the network does not list it yet.', max: 60 })),
  city: optional(text('Its city', { max: 60 })),
  where: optional(lookup('Its state or country', { hint: 'Of a new place: Texas, or France.', search: regions })),
  timeZone: optional(lookup('Its time zone', { hint: 'Where its state has several: Chicago.', search: timeZones })),
});

export type PlaceAnswers = Pick<Answers<ReturnType<typeof projectForm>>, keyof ReturnType<typeof placeFields>>;

const directorField = ({ directors, director }: Searches) =>
  lookup('Director', { hint: 'Type a name.', search: directors, ...(director && { known: director }) });

export const openingForm = (searches: Searches, today: Day, templates: Readonly<Record<string, string>>) =>
  form({
    name: 'opening',
    title: 'Boutique opening',
    submit: 'Plan',
    intro: 'A boutique of the network, or a new place. Everything is counted from the opening day.',
    fields: {
      ...placeFields(searches),
      day: day('Opening day', { from: today }),
      size: choice('Size', sizes),
      director: directorField(searches),
      template: choice('Template', templates),
    },
  });

export const projectForm = (searches: Searches, today: Day, templates: Readonly<Record<string, string>>) =>
  form({
    name: 'project',
    title: 'Project',
    submit: 'Plan',
    intro: 'An event, an exhibition or an initiative. Everything is counted from its day.',
    fields: {
      title: text('Title', { max: 60 }),
      template: choice('Template', templates),
      day: day('Its day', { from: today }),
      director: directorField(searches),
      ...placeFields(searches),
    },
  });

interface Line {
  readonly id: string;
  readonly name: string;
}

/** A plan that begins late begins with what was done before. */
export const alreadyForm = (milestones: readonly Line[], title: string) =>
  form({
    name: 'already-done',
    title: 'Already done',
    submit: 'Save',
    intro: `${shortened(title, 80)}: these were due before the plan began. Choose what is done; the rest is late.`,
    fields: {
      done: optional(
        choices('Done already', Object.fromEntries(milestones.map(({ id, name }) => [id, shortened(name, 75)]))),
      ),
    },
  });

export interface RoleToName {
  readonly role: string;
  /** "Store planning, 5 milestones". */
  readonly label: string;
  readonly known: Lookup['known'];
}

/** One owner for everything of a department that has none yet. */
export const ownersForm = (roles: readonly RoleToName[], search: Lookup['search'], title: string) =>
  form({
    name: 'name-owners',
    title: 'Name owners',
    submit: 'Save',
    intro: `${shortened(title, 80)}: whoever is named gets one message with all days, to accept or contest.`,
    fields: Object.fromEntries(
      roles.map(({ role, label, known }) => [
        `owner.${role}`,
        optional(lookup(label, { search, ...(known && { known }) })),
      ]),
    ),
  });

import {
  choice,
  choices,
  day,
  files,
  form,
  type Lookup,
  longText,
  lookup,
  optional,
  quantity,
  text,
  time,
} from '../../chat/form.js';
import type { Boutique } from '../../domain/boutique.js';
import type { Day } from '../../domain/calendar.js';
import { causes, closeReasons, police, severities, types } from './rules.js';
import type { Terms } from './rules-chain.js';

export const PHOTOS = ['jpg', 'jpeg', 'png', 'heic', 'webp'];
const MOST_PHOTOS = 5;

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Five questions to answer; the rest may follow, or never. */
export function reportForm(staff: readonly Named[], boutique: Boutique, today: Day) {
  return form({
    name: 'report',
    title: 'Report an anomaly',
    submit: 'Report',
    intro: `${boutique.name}. In danger, call 911 first.`,
    fields: {
      type: choice('Type', types),
      severity: choice('Severity', severities),
      what: longText('What happened', { max: 1_000, hint: 'What you saw, in order. No client names.' }),
      day: day('Day', { from: aYearBefore(today), to: today }),
      time: time('Time'),
      photos: optional(files('Photos', { extensions: PHOTOS, max: MOST_PHOTOS })),
      onShift: optional(choices('On shift', namesOf(staff), 'Whoever was there. They are not told.')),
      pieces: optional(longText('Pieces concerned', { max: 3_000, hint: 'Serials, one on each line.' })),
      police: optional(choice('Police told', police)),
      policeRef: optional(text('Police report number', { max: 60 })),
    },
  });
}

/** Something to choose from even where the network names nobody at a boutique. */
export const NOBODY = 'nobody';

const namesOf = (staff: readonly Named[]): Record<string, string> =>
  staff.length === 0
    ? { [NOBODY]: 'Nobody is named here' }
    : Object.fromEntries(staff.map(({ id, name }) => [id, name]));

const aYearBefore = (today: Day): Day => {
  const year = String(Number(today.slice(0, 4)) - 1);
  return today.endsWith('-02-29') ? `${year}-02-28` : `${year}${today.slice(4)}`;
};

export const noteForm = form({
  name: 'note',
  title: 'Add a note',
  submit: 'Add',
  fields: { note: longText('Note', { max: 1_000, hint: 'It stays on the timeline. No client names.' }) },
});

export const notSolvedForm = form({
  name: 'not-solved',
  title: 'Not solved',
  submit: 'Open again',
  fields: { why: longText('What is left', { max: 1_000, hint: 'The case is opened again, with your words.' }) },
});

export const escalateForm = form({
  name: 'escalate',
  title: 'Escalate',
  submit: 'Escalate',
  fields: { why: longText('Why', { max: 500, hint: 'The operations manager and the director are told.' }) },
});

export const closeForm = form({
  name: 'close',
  title: 'Close the case',
  submit: 'Close case',
  fields: {
    reason: choice('Reason', closeReasons),
    cause: choice('Cause', causes),
    corrective: longText('Corrective action', { max: 500, hint: 'What was done so that it does not come again.' }),
  },
});

export const openToForm = form({
  name: 'open-to-boutique',
  title: 'Open to the boutique',
  submit: 'Open it',
  fields: { why: longText('Why', { max: 500, hint: 'Everybody at the boutique can see the case then.' }) },
});

const PERSON_HINT = 'Type a name or a boutique. They can see the case then.';

export const handOverForm = (search: Lookup['search']) =>
  form({
    name: 'hand-over',
    title: 'Hand over',
    submit: 'Hand over',
    fields: { person: lookup('To whom', { hint: PERSON_HINT, search }) },
  });

export const taskForm = (search: Lookup['search'], today: Day) =>
  form({
    name: 'task',
    title: 'Add a task',
    submit: 'Add',
    fields: {
      what: text('What is to be done', { max: 200 }),
      person: lookup('Who does it', { hint: PERSON_HINT, search }),
      due: day('By', { from: today }),
    },
  });

export const linkForm = (search: Lookup['search']) =>
  form({
    name: 'link',
    title: 'Link a duplicate',
    submit: 'Link',
    fields: {
      first: lookup('The case it repeats', { hint: 'Of this boutique: type its number or its type.', search }),
    },
  });

export const changeForm = form({
  name: 'change',
  title: 'Change',
  submit: 'Save',
  fields: {
    type: choice('Type', types, 'Another type may restrict the case, and never opens it.'),
    severity: choice('Severity', severities),
    why: longText('Why', { max: 500 }),
  },
});

export const evidenceForm = form({
  name: 'evidence',
  title: 'Add evidence',
  submit: 'Add',
  fields: {
    police: optional(choice('Police told', police)),
    policeRef: optional(text('Police report number', { max: 60 })),
    insurerRef: optional(text("Insurer's reference", { max: 60 })),
    photos: optional(files('Photos', { extensions: PHOTOS, max: MOST_PHOTOS })),
  },
});

/** As the boutique's own policy and recorder say it. */
export const termsForm = ({ recordingHours, claimHours }: Terms, boutique: Boutique) =>
  form({
    name: 'terms',
    title: 'Evidence terms',
    submit: 'Save',
    intro: `${boutique.name}. The clocks of open cases follow.`,
    fields: {
      recordings: quantity('Recordings are kept, hours', {
        hint: `Now ${recordingHours.toLocaleString('en-US')}. 30 days are 720 hours.`,
        min: 1,
        max: 8_784,
      }),
      claim: quantity('Claims are taken within, hours', {
        hint: `Now ${claimHours.toLocaleString('en-US')}. See the policy of the boutique.`,
        min: 1,
        max: 8_784,
      }),
    },
  });

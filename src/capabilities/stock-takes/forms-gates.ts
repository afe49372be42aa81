import {
  choice,
  choices,
  confirm,
  day,
  type Field,
  files,
  form,
  type Lookup,
  longText,
  lookup,
  optional,
  quantity,
  text,
} from '../../chat/form.js';
import type { Boutique } from '../../domain/boutique.js';
import type { Day } from '../../domain/calendar.js';
import { shortened } from '../../domain/words.js';
import { type Item, type Named, outcomes } from './rules.js';
import type { GateId } from './rules-gates.js';
import { MOST_LISTED, OUTCOME } from './rules-lists.js';

export const zonesForm = ({ name, zones }: Boutique) =>
  form({
    name: 'confirm-zones',
    title: 'Zones and devices',
    submit: 'Confirm',
    intro: name,
    fields: {
      labelled: choices(
        'Zones with a label',
        Object.fromEntries(zones.map((zone) => [zone.id, zone.name])),
        'Tick each after you have seen its label. Every zone needs one.',
      ),
      devices: quantity('Devices with spare batteries', { min: 1, max: 99 }),
      tried: confirm(
        'Test import',
        'An export of the register was imported this week, and its zones are right.',
        'Import an export first, and look at its zones.',
      ),
    },
  });

export const documentsForm = ({ name }: Boutique) =>
  form({
    name: 'list-documents',
    title: 'Open documents',
    submit: 'Save',
    intro: `${name} · transfers, returns, repairs, memos, reservations`,
    fields: {
      open: choice('Open documents', { some: 'These are open', none: 'None are open' }),
      documents: optional(
        longText('Documents', {
          hint: `One a line, its owner after a comma: Transfer 4711, Ana. At most ${MOST_LISTED}.`,
          max: 1_500,
        }),
      ),
      refresher: confirm(
        'Refresher',
        'Everyone who counts went through how it is done.',
        'Tick this once everyone who counts went through it.',
      ),
    },
  });

/** The field that asks who looks into a zone. */
export const OWNER = 'owner.';

/** A zone each: whoever it is given to looks into everything that differs there. */
export function ownersForm(
  zones: readonly { readonly zone: string; readonly name: string }[],
  people: readonly Named[],
  { name }: Boutique,
) {
  const options = Object.fromEntries(people.map((each) => [each.id, shortened(each.name, 70)]));
  return form({
    name: 'name-owners',
    title: 'Owners of differences',
    submit: 'Save',
    intro: `${name} · who looks into what differs`,
    fields: Object.fromEntries(
      zones.map((each): [string, Field] => [`${OWNER}${each.zone}`, choice(shortened(each.name, 80), options)]),
    ),
  });
}

export const floorForm = ({ name }: Boutique) =>
  form({
    name: 'confirm-floor',
    title: 'Floor ready',
    submit: 'Confirm',
    intro: name,
    fields: {
      staffing: text('Staffing', { max: 200, placeholder: 'All four of the team work that evening.' }),
      tidy: confirm('Tidy', 'The floor, the safe and the drawers are tidy.', 'Tick this once it is tidy.'),
      goods: confirm(
        "Customers' goods",
        "Customers' goods are apart and tagged.",
        "Tick this once customers' goods are apart.",
      ),
      photos: files('Photo', { extensions: ['jpg', 'jpeg', 'png', 'heic'], max: 3 }),
    },
  });

/** Of every document that is open: what became of it. */
export const receiptsForm = (documents: readonly Item[], { name }: Boutique) =>
  form({
    name: 'confirm-receipts',
    title: 'Receipts',
    submit: 'Confirm',
    intro: name,
    fields: {
      ...outcomeFields(documents, { done: outcomes.done, accounted: outcomes.accounted }),
      receipts: confirm(
        'Receipts',
        'Everything on site is received and validated; shipments are stopped.',
        'Validate every receipt first.',
      ),
      note: optional(text('Note', { max: 200 })),
    },
  });

function outcomeFields(items: readonly Item[], options: Readonly<Record<string, string>>): Record<string, Field> {
  return Object.fromEntries(
    items
      .slice(0, MOST_LISTED)
      .map(({ id, what, owner }) => [
        `${OUTCOME}${id}`,
        choice(shortened(what, 80), options, `With ${shortened(owner.name, 60)}.`),
      ]),
  );
}

export const actionForm = ({ name }: Boutique, today: Day, search: Lookup['search']) =>
  form({
    name: 'add-action',
    title: 'Corrective action',
    submit: 'Add',
    intro: name,
    fields: {
      what: text('What is put right', { max: 120, placeholder: 'Trays go back to their own case each evening' }),
      owner: lookup('Owner', { hint: 'Type a name.', search }),
      due: day('Done by', { from: today }),
    },
  });

export const reviewForm = (actions: readonly Item[], gate: GateId, { name }: Boutique) =>
  form({
    name: 'review-actions',
    title: 'Corrective actions',
    submit: 'Save',
    intro: gate === 'actions-60' ? `${name} · each is done or escalated now` : name,
    fields: {
      ...outcomeFields(actions, {
        done: outcomes.done,
        ...(gate === 'actions-30' && { open: 'Goes on' }),
        escalated: outcomes.escalated,
      }),
      note: text('What was seen', { max: 200, placeholder: 'Three clean counts of the tray wall' }),
    },
  });

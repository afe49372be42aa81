import {
  choice,
  choices,
  confirm,
  type Field,
  files,
  form,
  type Lookup,
  longText,
  lookup,
  optional,
} from '../../chat/form.js';
import type { Boutique, Zone } from '../../domain/boutique.js';
import { age, counted, whenSeenFrom } from '../../domain/calendar.js';
import { isOld, type Round } from './rules.js';
import { chosenReasons, type Reason, reasons } from './rules-plans.js';

const SERIALS_HINT = 'Scan or paste, any separator. More than fits? Save, then add the next batch.';
const FILE_HINT = 'What a reader or scanner exports: CSV or TXT.';

/** Either will do, or both; that one is there is checked where they are taken. */
const scanned = {
  serials: optional(longText('Serials', { hint: SERIALS_HINT })),
  file: optional(files('Or a file', { hint: FILE_HINT, extensions: ['csv', 'txt'], max: 1 })),
};

/** Asked at the start of a count. Old stock asks one thing more. */
export function countForm(boutique: Boutique, now: Date) {
  const zones = named(boutique.zones);
  const old = oldStockOf(boutique, now);
  return form({
    name: 'count',
    title: 'Stock count',
    submit: 'Save batch',
    intro: boutique.name,
    fields: {
      zone: choice('Zone', zones),
      reason: choice('Why', chosenReasons),
      ...scanned,
      also: optional(choices('More zones in this count', zones, 'Only where several zones are counted together.')),
      ...(old && { old }),
    },
  });
}

/** Of a count that was planned: only where to begin is asked, where that is not plain. */
export function plannedForm(zones: readonly Zone[], reason: Reason, boutique: Boutique, now: Date) {
  const old = oldStockOf(boutique, now);
  const [first] = zones;
  const where = zones.length === 1 && first ? first.name : counted(zones.length, 'zone');
  return form({
    name: 'count-planned',
    title: 'Stock count',
    submit: 'Save batch',
    intro: `${boutique.name} · ${reasons[reason]} · ${where}`,
    fields: {
      ...(zones.length > 1 && { zone: choice('Zone to begin with', named(zones)) }),
      ...scanned,
      ...(old && { old }),
    },
  });
}

function oldStockOf({ stock, timeZone }: Boutique, now: Date): Field<true> | null {
  return stock && isOld(stock.statedAt, now) ? oldStock(stock.statedAt, now, timeZone) : null;
}

function oldStock(statedAt: Date, now: Date, timeZone: string): Field<true> {
  const statement = `The stock we have is from ${whenSeenFrom(statedAt, now, timeZone)}, ${age(statedAt, now)} ago. Count against it all the same.`;
  return confirm('Old stock', statement, 'Tick this to count against old stock, or ask for a new export first.');
}

/** One more batch for a zone that is being counted, or recounted. */
export function serialsForm({ zone, number }: Pick<Round, 'zone' | 'number'>, boutique: Boutique) {
  return form({
    name: 'add-serials',
    title: number > 1 ? 'Recount' : 'Add serials',
    submit: 'Save batch',
    intro: `${zone.name} · ${boutique.name}`,
    fields: scanned,
  });
}

/** Someone joins a count that another began. */
export function joinForm(zones: readonly Zone[], boutique: Boutique) {
  return form({
    name: 'join',
    title: 'Count too',
    submit: 'Save batch',
    intro: boutique.name,
    fields: { zone: choice('Zone', named(zones)), ...scanned },
  });
}

/** A zone without a scan is closed only by somebody who looked. */
export function emptyForm(zone: Zone, boutique: Boutique) {
  return form({
    name: 'confirm-empty',
    title: 'Close zone',
    submit: 'Close zone',
    intro: `${zone.name} · ${boutique.name}`,
    fields: {
      empty: confirm(
        'Nothing was scanned',
        `${zone.name} is empty: I looked.`,
        'Tick this if the zone is empty, or cancel and scan what is there.',
      ),
    },
  });
}

/** Who recounts, where everybody at the boutique has counted. */
export function nameForm(search: Lookup['search'], boutique: Boutique) {
  return form({
    name: 'name-counter',
    title: 'Name someone',
    submit: 'Name',
    intro: boutique.name,
    fields: {
      person: lookup('Person', {
        hint: 'Type a name or a boutique. They are asked at once. What is expected is not shown to them.',
        search,
      }),
    },
  });
}

function named(zones: readonly Zone[]): Record<string, string> {
  return Object.fromEntries(zones.map(({ id, name }) => [id, name]));
}

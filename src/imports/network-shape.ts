import { z } from 'zod';
import { weekdays } from '../domain/days.js';
import { departments, networkRoles, roleNames } from '../domain/people.js';
import { readHours } from '../domain/place-calendar.js';
import { readAmount } from './amount.js';

export const zoneKinds = ['window', 'vitrine', 'tray-wall', 'safe', 'drawer', 'workbench', 'other'] as const;

const usStates = new Set(
  `AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR
   PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI`.split(/\s+/),
);
const currencies = new Set(Intl.supportedValuesOf('currency'));

const text = z.string().trim().min(1, 'This is empty.').max(200, 'This is longer than 200 characters.');
/** As long as every card and form can show: Slack's choices take 75 characters. */
const short = (most: number) => text.max(most, `This is longer than ${most} characters.`);
const shaped = (pattern: RegExp, reason: string) => text.regex(pattern, reason);
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, {
    error: ({ input }) => (input === undefined ? undefined : `This is not known. Known are ${values.join(', ')}.`),
  });

const channel = shaped(/^[CG][A-Z0-9]{2,}$/, "This is not a Slack channel's id, such as C0123456789.");
const teamsChannel = shaped(
  /^19:[A-Za-z0-9._-]+@thread\.(tacv2|skype)$/,
  "This is not a Teams channel's id, such as 19:0123456789abcdef@thread.tacv2.",
);
const team = shaped(/^T[A-Z0-9]{2,}$/, "This is not a Slack workspace's id, such as T0123456789.");
const account = shaped(/^T[A-Z0-9]{2,}\/[UW][A-Z0-9]{2,}$/, 'This is not TEAM/USER, such as T0123456789/U0123456789.');
const guid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const teamsAccount = text
  .toLowerCase()
  .regex(new RegExp(`^${guid}/${guid}$`), 'This is not TENANT/OBJECT-ID, two ids of Microsoft Entra.');
const countryCode = shaped(/^[A-Z]{2}$/, 'This is not a country code of two capitals, such as US.');
const boutiqueCode = shaped(
  /^[A-Z0-9][A-Z0-9-]{0,13}$/,
  'A code has at most 14 capitals, digits and hyphens, such as MADISON.',
);

const personId = shaped(/^[a-z0-9][a-z0-9-]{0,40}$/, 'An id has small letters, digits and hyphens, such as ana.');
const currency = text.refine((code) => currencies.has(code), 'This is not a currency code, such as USD.');

const timeZone = text.refine(isTimeZone, 'This is not a time zone, such as America/New_York.');
const hours = text.refine(isTradingDay, 'Write "10:00-19:00" or "closed".');

const day = z.iso.date('This is not a day, such as 2026-11-27.');

/** Days that are not like the week: closed, or open at these hours. */
const closure = z.strictObject({
  first_day: day,
  last_day: day.optional(),
  hours: hours.optional(),
  reason: short(80),
});

/** Of a country or a state. */
const closureOfMany = closure
  .extend({ country: countryCode, state: text.optional() })
  .refine(({ country, state }) => country !== 'US' || state === undefined || usStates.has(state), {
    path: ['state'],
    error: 'This is not a US state, such as NY.',
  });

const address = z.strictObject({ street: text, city: text, state: text.optional(), postal_code: text });

const zone = z.strictObject({
  name: short(60),
  kind: oneOf(zoneKinds),
  aliases: z.array(text).default([]),
  holder: personId.optional(),
});

const boutique = z
  .strictObject({
    code: boutiqueCode,
    name: short(60),
    country: countryCode,
    address,
    time_zone: timeZone,
    currency,
    trading_hours: z.strictObject(Object.fromEntries(weekdays.map((day) => [day, hours.optional()]))),
    closures: z.array(closure).default([]),
    opening_date: day.optional(),
    slack_channel: channel.optional(),
    slack_team: team.optional(),
    teams_channel: teamsChannel.optional(),
    zones: z.array(zone).min(1, 'A boutique needs a zone.').max(50, 'A boutique has at most 50 zones.'),
  })
  .superRefine(({ country, address: { state, postal_code } }, { addIssue }) => {
    if (country !== 'US') return;
    const path = ['address', 'state'];
    if (state === undefined)
      addIssue({ code: 'custom', path, message: 'A boutique in the US needs its state, such as NY.' });
    if (state && !usStates.has(state))
      addIssue({ code: 'custom', path, message: 'This is not a US state, such as NY.' });
    if (/^\d{5}(-\d{4})?$/.test(postal_code)) return;
    addIssue({
      code: 'custom',
      path: ['address', 'postal_code'],
      message: 'This is not a US postal code, such as 10021.',
    });
  });

const person = z.strictObject({
  id: personId,
  name: short(80),
  email: text.toLowerCase().pipe(z.email('This is not an e-mail address.')),
  language: text.refine(isLanguage, 'This is not a language, such as en-US.'),
  /** Where it is not that of their boutique. */
  time_zone: timeZone.optional(),
  slack: account.optional(),
  teams: teamsAccount.optional(),
  roles: z.array(z.strictObject({ role: oneOf(keysOf(roleNames)), boutique: boutiqueCode.optional() })),
});

/** Written in whole units of the currency, kept in minor units. */
const valueBand = z
  .strictObject({ currency, above: text, by: oneOf(keysOf(networkRoles)) })
  .transform(({ above, ...band }, { addIssue }) => {
    const read = readAmount(above, band.currency);
    if ('amount' in read) return { ...band, above: read.amount };
    addIssue({ code: 'custom', path: ['above'], message: read.reason });
    return z.NEVER;
  });

/** Who works where, as YAML has it. Every scalar is read as text, so that 02108 and NO stay what they are. */
export const networkShape = z.strictObject({
  regions: z.array(z.strictObject({ code: text, name: text })),
  countries: z.array(z.strictObject({ code: countryCode, name: text, region: text })),
  boutiques: z.array(boutique),
  departments: z.array(
    z.strictObject({
      role: oneOf(keysOf(departments)),
      name: text,
      slack_channel: channel.optional(),
      slack_team: team.optional(),
      teams_channel: teamsChannel.optional(),
    }),
  ),
  people: z.array(person),
  closures: z.array(closureOfMany).default([]),
  value_bands: z.array(valueBand).default([]),
});

export type Network = z.infer<typeof networkShape>;

function keysOf<K extends string>(words: Readonly<Record<K, unknown>>): [K, ...K[]] {
  return Object.keys(words) as [K, ...K[]];
}

function isTradingDay(written: string): boolean {
  return written === 'closed' || readHours(written) !== null;
}

function isTimeZone(name: string): boolean {
  if (!/^[A-Z][A-Za-z_]+(\/[A-Za-z0-9_+-]+)+$|^UTC$/.test(name)) return false;
  return accepted(() => new Intl.DateTimeFormat('en-US', { timeZone: name }));
}

function isLanguage(tag: string): boolean {
  return accepted(() => Intl.getCanonicalLocales(tag));
}

/** Intl says no by throwing. */
function accepted(ask: () => unknown): boolean {
  try {
    ask();
    return true;
  } catch {
    return false;
  }
}

import type { Day } from '../../domain/calendar.js';
import { type Cents, money } from '../../domain/money.js';

/** What is given at once was requested too: of that nobody hears. */
export const giftTransitions = {
  requested: ['approved', 'given', 'refused'],
  approved: ['given', 'refused'],
  given: ['returned'],
  refused: [],
  returned: [],
} as const satisfies Record<string, readonly string[]>;
export type GiftState = keyof typeof giftTransitions;

export function giftMayGo(from: GiftState, to: GiftState): boolean {
  return (giftTransitions[from] as readonly GiftState[]).includes(to);
}

/** As whoever asked reads it. */
export const giftStates: Readonly<Record<GiftState, string>> = {
  requested: 'Waits for a decision',
  approved: 'Approved, to be given',
  given: 'Given',
  refused: 'Not given',
  returned: 'Returned',
};

export const occasions = {
  purchase: 'With the purchase',
  birthday: 'Birthday',
  anniversary: 'Anniversary',
  wedding: 'Engagement or wedding',
  holiday: 'Holidays',
  service: 'After a complaint or a repair',
  other: 'Other',
} as const;
export type Occasion = keyof typeof occasions;

export const recipients = { client: 'Client', official: 'Public official or diplomat' } as const;
export type Recipient = keyof typeof recipients;

/** What an exception may be asked for. Dates, boutiques, stock and staff know none. */
export type Breach = 'threshold' | 'per-client' | 'sale';

/** What a campaign asks of every gift. */
export interface GiftRules {
  readonly currency: string;
  /** Of the sale. */
  readonly threshold: Cents;
  readonly perClient: number;
  /** A gift worth more is decided on first. */
  readonly approveAbove: Cents;
}

export interface Gift {
  readonly id: string;
  /** What people call it: 214. */
  readonly number: number;
  readonly campaign: string;
  readonly campaignName: string;
  readonly rules: GiftRules;
  readonly boutique: string;
  readonly article: string;
  readonly articleName: string;
  /** The register's number of the client. */
  readonly client: string;
  readonly sale: string;
  readonly saleAmount: Cents;
  readonly value: Cents;
  readonly occasion: Occasion;
  readonly recipient: Recipient;
  readonly state: GiftState;
  readonly breaches: readonly Breach[];
  /** Why it should be given all the same. */
  readonly exception: string | null;
  readonly requestedBy: string;
  readonly requestedByName: string;
  readonly requestedAt: Date;
  readonly decidedByName: string | null;
  readonly decidedAt: Date | null;
  /** Why it was refused, voided or returned. */
  readonly reason: string | null;
  readonly givenByName: string | null;
  readonly givenAt: Date | null;
  readonly returnedByName: string | null;
  readonly returnedAt: Date | null;
}

/** What is held for the same client or sale already, of the same campaign, wherever. */
export interface Held {
  readonly client: number;
  readonly sale: number;
}

export function breachesOf(saleAmount: Cents, { threshold, perClient }: GiftRules, held: Held): Breach[] {
  return [
    ...(saleAmount < threshold ? (['threshold'] as const) : []),
    ...(held.client >= perClient ? (['per-client'] as const) : []),
    ...(held.sale > 0 ? (['sale'] as const) : []),
  ];
}

/** The rule in a sentence. */
export function breachInWords(breach: Breach, { threshold, currency, perClient }: GiftRules): string {
  switch (breach) {
    case 'threshold':
      return `A gift goes with a sale from ${money(threshold, currency)} on.`;
    case 'per-client':
      return perClient === 1 ? 'This client has one already.' : `This client has ${perClient} already.`;
    case 'sale':
      return 'This sale has its gift already.';
  }
}

/** Where in the form it is to be put right. */
export const fieldOfBreach = { threshold: 'amount', 'per-client': 'client', sale: 'sale' } as const;

export type Asked = Pick<Gift, 'breaches' | 'recipient' | 'value' | 'rules'>;

/** Whether somebody decides before it is given. */
export const isDecided = (gift: Asked): boolean => goesUp(gift) || gift.value > gift.rules.approveAbove;

/** Whether the operations manager decides after the store manager. */
export const goesUp = ({ breaches, recipient }: Pick<Asked, 'breaches' | 'recipient'>): boolean =>
  breaches.length > 0 || recipient === 'official';

/**
 * What an employee of the United States may take of one source: $20 an occasion, $50 a year (5 CFR 2635.204(a), from
 * general knowledge, to be confirmed by counsel). Nothing is refused by it: whoever decides reads it.
 */
export const OFFICIAL_LIMITS = { currency: 'USD', occasion: 20_00, year: 50_00 } as const;

/** What a business may deduct for gifts to one recipient in a year (IRS Publication 463). It limits no gift, so finance reads it in the register. */
export const DEDUCTIBLE = { currency: 'USD', year: 25_00 } as const;

/** What whoever decides reads about an official; `before` is what they were given this year. Null where the limits say nothing. */
export function officialInWords({ value, recipient, rules }: Asked, before: Cents): string | null {
  if (recipient !== 'official') return null;
  const { currency, occasion, year } = OFFICIAL_LIMITS;
  if (rules.currency !== currency) return 'The law of their country may limit what they take. Ask legal first.';
  const amount = (cents: Cents) => money(cents, currency);
  const stands = value > occasion || before + value > year ? 'Above it' : 'Within it';
  return `Federal employees may take ${amount(occasion)} an occasion and ${amount(year)} a year. ${stands}: ${amount(value)} now, ${amount(before + value)} with this year's.`;
}

/** The register's number of a client. Or why it is none: names, addresses and numbers of telephones stay in the register. */
export function readClient(typed: string): { readonly client: string } | { readonly reason: string } {
  const written = typed.normalize('NFKC').trim();
  if (written.includes('@')) return { reason: `No e-mail addresses. ${NUMBER_ONLY}` };
  if (PHONE.test(written)) return { reason: `No telephone numbers. ${NUMBER_ONLY}` };
  if (!/\p{N}/u.test(written) || /\p{L}{2,}[\s,]+\p{L}/u.test(written)) return { reason: `No names. ${NUMBER_ONLY}` };
  const client = written.toUpperCase().replace(/\s+/g, '');
  return /^[A-Z0-9][A-Z0-9./#_-]*$/.test(client) ? { client } : { reason: NUMBER_ONLY };
}

const NUMBER_ONLY = 'Enter the client’s number as the register has it: C-10492.';
/** "+1 212 555 0123", "(212) 555-0123", "212-555-0123". */
const PHONE = /^\+|\(?\b\d{3}\)?[ .-]+\d{3}[ .-]+\d{4}\b/;

/** As the register prints it, whichever way it was typed: one sale is one sale. */
export const readSale = (typed: string): string => typed.normalize('NFKC').toUpperCase().replace(/\s+/g, '');

/** Whether a day is among those of the campaign, by the calendar of the boutique. */
export const isWithin = (today: Day, { from, to }: { readonly from: Day; readonly to: Day }): boolean =>
  today >= from && today <= to;

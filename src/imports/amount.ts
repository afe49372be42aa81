import { type Cents, minorDigits } from '../domain/money.js';

/** Either what it comes to, or why it is no amount. */
export type Amount = { readonly amount: Cents } | { readonly reason: string };

/** Reads "10000" or "10000.50" into whole minor units: in our own files an amount is written in one way only. */
export function readAmount(text: string, currency: string): Amount {
  const digits = minorDigits(currency);
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined || fraction.length > digits)
    return { reason: `This is not an amount in ${currency}, such as ${example(digits)}.` };

  const amount = Number(whole + fraction.padEnd(digits, '0'));
  return Number.isSafeInteger(amount) ? { amount } : { reason: 'This is more than an amount can be.' };
}

function example(digits: number): string {
  return digits === 0 ? '10000' : `10000 or 10000.${'50'.padEnd(digits, '0').slice(0, digits)}`;
}

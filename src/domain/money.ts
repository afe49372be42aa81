/** Whole minor units of a currency: cents. */
export type Cents = number;

/** "$4,200", "$4,200.50", "¥1,200". */
export function money(amount: Cents, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' });
  return format.format(amount / 10 ** minorDigits(currency));
}

/** "+$550", "−$550", "$0". */
export function signedMoney(amount: Cents, currency: string): string {
  if (amount === 0) return money(0, currency);
  return `${amount < 0 ? '−' : '+'}${money(Math.abs(amount), currency)}`;
}

/** "1234.50", as it stands where one types it. */
export function moneyAsTyped(amount: Cents, currency: string): string {
  const digits = minorDigits(currency);
  return (amount / 10 ** digits).toFixed(digits);
}

/** How many digits the currency has after the point: 2 for USD, 0 for JPY (ISO 4217). */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

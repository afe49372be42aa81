/** Whole minor units of a currency: cents. */
export type Cents = number;

/** "$4,200", "$4,200.50", "¥1,200". */
export function money(amount: Cents, currency: string): string {
  const { format, digits } = formatOf(currency);
  return format.format(amount / 10 ** digits);
}

/** Kept, because making one takes a hundred times as long as using it. */
function formatOf(currency: string) {
  const known = formats.get(currency);
  if (known) return known;
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' });
  const made = { format, digits: format.resolvedOptions().maximumFractionDigits ?? 2 };
  formats.set(currency, made);
  return made;
}

const formats = new Map<string, { readonly format: Intl.NumberFormat; readonly digits: number }>();

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
  return formatOf(currency).digits;
}

/** A whole number as one writes it: "12", "1,200", "1 200". Null: it is none, or none that is clear. */
export function readWhole(text: string): number | null {
  const written = text.trim().replace(/^−/, '-');
  if (!/^-?(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+)$/.test(written)) return null;
  const number = Number(written.replace(/[^\d-]/g, '')) + 0;
  return Number.isSafeInteger(number) ? number : null;
}

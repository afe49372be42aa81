/** What exports call the column of serials; the first is the one we ask for. */
export const SERIAL_HEADERS = [
  'Serial number',
  'Serial',
  'Serial no',
  'SN',
  'Numéro de série',
  'N° de série',
  'N° série',
];

/** A header to compare by: case, accents, spaces and punctuation don't matter; "N°" is "No". */
export function plain(text: string): string {
  const letters = text.replace(/°/g, 'o').normalize('NFKD').replace(/\p{M}/gu, '');
  return letters.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

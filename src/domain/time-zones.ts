/** "New York (Eastern)": the city that a zone is named for, and what people call its time. */
export function timeZoneName(zone: string): string {
  const found = names.get(zone);
  if (found) return found;
  const [city = zone, region] = zone.split('/').slice(1).reverse();
  const where = (region ? `${city}, ${region}` : city).replaceAll('_', ' ');
  const time = timeCalled(zone);
  const name = time === where ? where : `${where} (${time})`;
  names.set(zone, name);
  return name;
}

const names = new Map<string, string>();

/** "Eastern", whatever the season. */
function timeCalled(zone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longGeneric' }).formatToParts(0);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return name.replace(/( Standard)? Time$/, '');
}

export const isTimeZone = (zone: string): boolean => Intl.supportedValuesOf('timeZone').includes(zone);

/** In the order in which somebody is likely to mean them: these first, then those of the United States. */
export function timeZonesCalled(words: readonly string[], first: readonly string[], most: number): string[] {
  const all = new Set([...first, ...ofUnitedStates, ...Intl.supportedValuesOf('timeZone')]);
  return [...all].filter((zone) => isCalled(zone, words)).slice(0, most);
}

const ofUnitedStates = [
  ...['America/New_York', 'America/Chicago', 'America/Denver', 'America/Phoenix', 'America/Los_Angeles'],
  ...['America/Anchorage', 'Pacific/Honolulu'],
];

/** By its name, or as a computer writes it. */
function isCalled(zone: string, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const said = `${zone} ${timeZoneName(zone)}`.toLowerCase();
  return words.every((word) => said.includes(word));
}

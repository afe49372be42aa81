import type { Option } from '../../chat/form.js';
import { Refusal } from '../../domain/refusal.js';
import { onlyTimeZone, type Region, regionOf, regionsCalled } from '../../domain/regions.js';
import { isTimeZone, timeZoneName, timeZonesCalled } from '../../domain/time-zones.js';
import { searchWords, shortened } from '../../domain/words.js';
import type { Anywhere, AskingAnywhere } from './acting.js';
import type { PlaceAnswers, Searches } from './forms.js';
import type { Named, Place } from './rules.js';
import { currencyIn, holdersOf, placeOf, placesCalled, regionsOfNetwork } from './store-places.js';

export interface Located {
  readonly boutique: string | null;
  readonly place: Place;
  readonly currency: string;
}

/** A boutique of the network, or a new place with all that its days are counted by. */
export async function whereOf({ db }: Pick<Anywhere, 'db'>, answers: PlaceAnswers): Promise<Located> {
  const { boutique, name } = answers;
  if (boutique !== undefined && name !== undefined)
    throw new Refusal('two-places', 'Choose a boutique, or name a new place: one of the two.', 'name');
  if (boutique !== undefined) {
    const known = await placeOf(db, boutique);
    if (!known) throw new Refusal('no-boutique', 'Choose a boutique from what is found.', 'boutique');
    const { code, currency, ...place } = known;
    return { boutique: code, place, currency };
  }
  const place = newPlace(answers);
  return { boutique: null, place, currency: await currencyIn(db, place.country) };
}

function newPlace({ name, city, timeZone, where }: PlaceAnswers): Place {
  if (name === undefined)
    throw new Refusal('no-place', 'Choose a boutique, or name a new place with its city and state.', 'boutique');
  if (city === undefined) throw new Refusal('no-city', 'Name the city of the new place.', 'city');
  const region = where === undefined ? null : regionOf(where);
  if (!region) throw new Refusal('no-country', 'Choose the state or country from what is found.', 'where');
  const { country, state } = region;
  return { name, city, timeZone: zoneFor(region, timeZone), country, state };
}

/** Asked for only where there are several. */
function zoneFor(region: Region, answered: string | undefined): string {
  const zone = answered ?? onlyTimeZone(region);
  if (zone === null)
    throw new Refusal('no-time-zone', `${nameOf(region)} has several time zones. Choose one.`, 'timeZone');
  if (!isTimeZone(zone)) throw new Refusal('no-time-zone', 'Choose a time zone from what is found.', 'timeZone');
  return zone;
}

/** "Texas". */
const nameOf = ({ name }: Region): string => name.split(',')[0] ?? name;

const MOST_FOUND = 20;
const LONGEST_LABEL = 75;

/** What the forms of a new project find. */
export async function searchesFor({ db }: Pick<AskingAnywhere, 'db'>): Promise<Searches> {
  const all = await holdersOf(db, 'director');
  const [only] = all;
  return {
    boutiques: async (words) =>
      (await placesCalled(db, searchWords(words), MOST_FOUND)).map(({ code, name, city }) => ({
        value: code,
        label: shortened(`${name}, ${city}`, LONGEST_LABEL),
      })),
    regions: async (words) => {
      const known = (await regionsOfNetwork(db)).map(codeOf);
      return regionsCalled(searchWords(words), [...new Set(known)], MOST_FOUND).map(({ code, name }) => ({
        value: code,
        label: shortened(name, LONGEST_LABEL),
      }));
    },
    timeZones: async (words) => {
      const known = (await regionsOfNetwork(db)).map(({ timeZone }) => timeZone);
      return timeZonesCalled(searchWords(words), known, MOST_FOUND).map(zoneOption);
    },
    directors: async (words) => (await holdersOf(db, 'director', searchWords(words))).map(optionOf),
    director: all.length === 1 && only ? optionOf(only) : undefined,
  };
}

const codeOf = ({ country, state }: Pick<Place, 'country' | 'state'>): string =>
  state === null ? country : `${country}-${state}`;

const zoneOption = (zone: string): Option => ({ value: zone, label: timeZoneName(zone) });

const optionOf = ({ id, name }: Named): Option => ({ value: id, label: name });

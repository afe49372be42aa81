import { type Chance, chanceFrom } from './chance.js';
import { demoPlaces } from './places.js';

/** A line of the demo register's export. */
export interface DemoPiece {
  readonly serial: string;
  readonly reference: string;
  readonly description: string;
  /** A zone's name. */
  readonly zone: string;
  /** Whole dollars. */
  readonly retail: number;
  /** In cents. */
  readonly cost: number;
  readonly status: DemoStatus;
}

type DemoStatus = 'In stock' | 'Reserved' | 'In transit' | 'At workshop' | 'On memo' | 'Sold';

/** A newcomer can count so many. */
export const WALK_ZONE = { boutique: 'MADISON', zone: 'Vitrine 2', pieces: 24 } as const;

/** Each boutique's serials of one reference come from a band of their own, so that no serial exists twice. */
const BAND = 160;

/** The whole stock of a demo boutique, 300 to 600 pieces, the same at every start. */
export function demoStock(boutique: string): readonly DemoPiece[] {
  const place = demoPlaces.findIndex(({ code }) => code === boutique);
  if (place === -1) throw new Error(`no demo boutique ${boutique}`);

  const chance = chanceFrom(`stock of ${boutique}`);
  const size = 320 + chance.below(260);
  const zones = zonesFor(boutique, size, chance);
  const taken = new Set<string>();
  return zones.map((zone) => piece(zone, place, boutique, chance, taken));
}

/** The walk's zone has exactly so many pieces; the others share the rest by their size. */
function zonesFor(boutique: string, size: number, chance: Chance): string[] {
  const weights = { Window: 8, 'Vitrine 1': 16, 'Vitrine 2': 14, 'Tray wall': 22, Safe: 40 };
  if (boutique !== WALK_ZONE.boutique) return Array.from({ length: size }, () => chance.weigh(weights));

  const { 'Vitrine 2': _, ...others } = weights;
  const exact = Array.from({ length: WALK_ZONE.pieces }, () => WALK_ZONE.zone);
  return [...exact, ...Array.from({ length: size - exact.length }, () => chance.weigh(others))];
}

function piece(zone: string, place: number, boutique: string, chance: Chance, taken: Set<string>): DemoPiece {
  const { reference, description, retail } = article(chance, zone);
  const serial = freshSerial(reference, place, chance, taken);
  const cost = Math.round(retail * (36 + chance.below(6)));
  const walked = boutique === WALK_ZONE.boutique && zone === WALK_ZONE.zone;
  return { serial, reference, description, zone, retail, cost, status: walked ? 'In stock' : statusIn(zone, chance) };
}

/** `RG-20-088`. */
function freshSerial(reference: string, place: number, chance: Chance, taken: Set<string>): string {
  for (;;) {
    const number = place * BAND + 1 + chance.below(BAND);
    const serial = `${reference}-${String(number).padStart(3, '0')}`;
    if (taken.has(serial)) continue;
    taken.add(serial);
    return serial;
  }
}

/** What has left the floor is booked on the safe. */
function statusIn(zone: string, chance: Chance): DemoStatus {
  if (zone !== 'Safe') return chance.weigh({ 'In stock': 96, Reserved: 4 });
  return chance.weigh({ 'In stock': 74, Reserved: 8, 'In transit': 6, 'At workshop': 5, 'On memo': 3, Sold: 4 });
}

interface Article {
  readonly reference: string;
  readonly description: string;
  readonly retail: number;
}

const kinds = {
  RG: { name: 'Ring', from: 1_250 },
  ER: { name: 'Earrings', from: 1_690 },
  BR: { name: 'Bracelet', from: 3_150 },
  NK: { name: 'Necklace', from: 2_480 },
  WT: { name: 'Watch', from: 4_200 },
} as const;

const metals = { 'yellow gold': 0, 'white gold': 160, 'rose gold': 120, platinum: 640 } as const;
const carats = { '': 30, '0.10': 16, '0.22': 14, '0.35': 13, '0.52': 11, '0.75': 8, '1.01': 6, '2.03': 2 } as const;

/** Where a piece above 100,000 may lie. */
const guarded = ['Vitrine 1', 'Safe'];

function article(chance: Chance, zone: string): Article {
  const kind = chance.weigh({ RG: 34, ER: 22, BR: 16, NK: 18, WT: 10 });
  if (guarded.includes(zone) && kind !== 'WT' && chance.below(60) === 0) return highJewellery(kind, chance);
  return ordinary(`${kind}-${10 + chance.below(80)}`);
}

/** A reference is one article everywhere: its number decides what it is. */
function ordinary(reference: string): Article {
  const kind = kinds[reference.slice(0, 2) as keyof typeof kinds];
  const chance = chanceFrom(`article ${reference}`);
  const metal = chance.weigh({ 'yellow gold': 30, 'white gold': 30, 'rose gold': 22, platinum: 18 });
  const carat = chance.weigh(carats);

  const retail = kind.from + metals[metal] + Math.round(Number(carat) * 979) * 10 + chance.below(40) * 10;
  return { reference, description: described(kind.name, metal, carat), retail };
}

function highJewellery(kind: keyof typeof kinds, chance: Chance): Article {
  const number = 90 + chance.below(8);
  const reference = `${kind}-${number}`;
  const stone = chanceFrom(`article ${reference}`);
  const carat = (5 + stone.below(900) / 100).toFixed(2);

  const retail = 100_000 + Math.round(Number(carat) * 1_210) * 10;
  return { reference, description: described(kinds[kind].name, 'platinum', carat), retail };
}

function described(name: string, metal: string, carat: string): string {
  return [name, metal, carat && `${carat} ct`].filter(Boolean).join(', ');
}

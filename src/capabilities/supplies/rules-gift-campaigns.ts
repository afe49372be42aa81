import type { Day } from '../../domain/calendar.js';
import type { Cents } from '../../domain/money.js';
import { listedInBrief } from '../../domain/words.js';
import type { GiftRules } from './rules-gifts.js';

export const campaignTransitions = {
  planned: ['allocated'],
  allocated: ['live'],
  live: ['closed'],
  closed: ['reconciled'],
  reconciled: [],
} as const satisfies Record<string, readonly string[]>;
export type CampaignState = keyof typeof campaignTransitions;

export function campaignMayGo(from: CampaignState, to: CampaignState): boolean {
  return (campaignTransitions[from] as readonly CampaignState[]).includes(to);
}

export const campaignStates: Readonly<Record<CampaignState, string>> = {
  planned: 'Planned, to be allocated',
  allocated: 'Allocated, to be checked and started',
  live: 'Live',
  closed: 'Over, to be counted',
  reconciled: 'Reconciled',
};

/** What a boutique confirms before gifts are given; the wording is confirmed for all of them. */
export const boutiqueChecks = {
  items: 'Articles that qualify are in stock',
  stock: 'The gifts are in the boutique',
  staff: 'Everybody can explain the rules',
} as const;
export type BoutiqueCheck = keyof typeof boutiqueChecks;
export type LaunchCheck = BoutiqueCheck | 'wording';

export interface Confirmed {
  readonly check: LaunchCheck;
  /** Null: for all. */
  readonly boutique: string | null;
  readonly by: string;
  readonly byName: string;
  readonly at: Date;
}

export interface GiftStock {
  readonly boutique: string;
  readonly boutiqueName: string;
  readonly article: string;
  readonly articleName: string;
  readonly unit: string;
  /** Of one. */
  readonly value: Cents;
  readonly allocated: number;
  /** Given, or held for what waits. */
  readonly used: number;
  /** What was there at the end; null: nobody has counted. */
  readonly counted: number | null;
}

export interface GiftCampaign extends GiftRules {
  readonly id: string;
  readonly name: string;
  readonly state: CampaignState;
  readonly from: Day;
  readonly to: Day;
  /** Codes; none for all of its currency. */
  readonly boutiques: readonly string[];
  readonly articles: readonly string[];
  readonly checks: readonly Confirmed[];
  readonly createdAt: Date;
  /** By boutique, then article. */
  readonly stocks: readonly GiftStock[];
}

export const leftOf = ({ allocated, used }: Pick<GiftStock, 'allocated' | 'used'>): number => allocated - used;

/** What went without being given; below nothing, what was there without being sent. Null while nobody has counted. */
export const differenceOf = ({
  counted,
  ...stock
}: Pick<GiftStock, 'allocated' | 'used' | 'counted'>): number | null =>
  counted === null ? null : leftOf(stock) - counted;

/** Nothing much is left: a tenth, or nothing. */
export const isNearlyOut = (stock: Pick<GiftStock, 'allocated' | 'used'>): boolean =>
  stock.allocated > 0 && leftOf(stock) * 10 <= stock.allocated;

/** The boutiques that have gifts of it. */
export const takingPart = ({ stocks }: Pick<GiftCampaign, 'stocks'>): string[] => [
  ...new Set(stocks.filter(({ allocated }) => allocated > 0).map(({ boutique }) => boutique)),
];

export const stocksAt = ({ stocks }: Pick<GiftCampaign, 'stocks'>, boutique: string): GiftStock[] =>
  stocks.filter((stock) => stock.boutique === boutique && stock.allocated > 0);

export const isCounted = (campaign: Pick<GiftCampaign, 'stocks'>, boutique: string): boolean =>
  stocksAt(campaign, boutique).every(({ counted }) => counted !== null);

export const hasWording = ({ checks }: Pick<GiftCampaign, 'checks'>): boolean =>
  checks.some(({ check }) => check === 'wording');

/** What a boutique has not confirmed yet. */
export function uncheckedAt({ checks }: Pick<GiftCampaign, 'checks'>, boutique: string): BoutiqueCheck[] {
  const done = checks.filter((each) => each.boutique === boutique).map(({ check }) => check);
  return (Object.keys(boutiqueChecks) as BoutiqueCheck[]).filter((check) => !done.includes(check));
}

/** The boutiques that have something to confirm yet. */
export const unchecked = (campaign: Pick<GiftCampaign, 'checks' | 'stocks'>): string[] =>
  takingPart(campaign).filter((boutique) => uncheckedAt(campaign, boutique).length > 0);

/** Why it can't go live; null where nothing is in the way. */
export function whyNotLive(campaign: Pick<GiftCampaign, 'checks' | 'stocks' | 'to'>, today: Day): string | null {
  if (takingPart(campaign).length === 0) return 'No boutique has gifts of it yet. Allocate them first.';
  if (today > campaign.to) return 'Its last day is over.';
  if (!hasWording(campaign)) return 'The posted wording is not confirmed yet.';
  const waiting = unchecked(campaign);
  if (waiting.length === 0) return null;
  const names = waiting.map((code) => stocksAt(campaign, code)[0]?.boutiqueName ?? code);
  return `Not everything is confirmed yet by ${listedInBrief(names)}.`;
}

/** How many gifts of an article a boutique gets. */
export interface Allocation {
  readonly boutique: string;
  readonly article: string;
  readonly quantity: number;
}

/** As many as a boutique counts in one form at the end. */
export const MOST_ARTICLES = 10;

/** As many as a form asks for at once; above that a list is pasted. */
export const MOST_ALLOCATED_AT_ONCE = 12;

/** After its last day, the days a boutique has to count. */
export const DAYS_TO_COUNT = 3;

export function daysAfter(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

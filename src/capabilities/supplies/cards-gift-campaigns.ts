import { type Block, type Button, button, buttons, type Card, card, lines, quiet, text } from '../../chat/card.js';
import type { Boutique } from '../../domain/boutique.js';
import { counted, dayAndTime, dayInWords } from '../../domain/calendar.js';
import { money } from '../../domain/money.js';
import { listedInBrief, shortened } from '../../domain/words.js';
import { differenceInWords } from './cards-gifts.js';
import {
  boutiqueChecks,
  campaignStates,
  DAYS_TO_COUNT,
  daysAfter,
  differenceOf,
  type GiftCampaign,
  type GiftStock,
  hasWording,
  leftOf,
  stocksAt,
  takingPart,
  uncheckedAt,
  whyNotLive,
} from './rules-gift-campaigns.js';
import { breachInWords } from './rules-gifts.js';

const LONGEST_IN_LIST = 30;
/** What a message of Slack holds beside the rest. */
const MOST_BOUTIQUES = 20;

/** The rules in words: "Fri, Nov 27 to Thu, Dec 31 · sales from $5,000 · one per client". */
function rulesInWords({ from, to, threshold, currency, perClient }: GiftCampaign): string {
  const each = perClient === 1 ? 'one per client' : `${perClient} per client`;
  return `${dayInWords(from)} to ${dayInWords(to, from)} · sales from ${money(threshold, currency)} · ${each}`;
}

/** For the operations manager: how it stands at each boutique, and what comes next. */
export function campaignCard(campaign: GiftCampaign): Card {
  const codes = takingPart(campaign);
  const rest = codes.length - MOST_BOUTIQUES;
  const acts = actsOf(campaign);
  return card(
    shortened(campaign.name, 60),
    [
      text(rulesInWords(campaign)),
      text(decidedInWords(campaign)),
      ...(codes.length === 0
        ? []
        : [lines(...codes.slice(0, MOST_BOUTIQUES).map((code) => boutiqueLine(campaign, code)))]),
      ...(rest > 0 ? [quiet(`And ${counted(rest, 'more boutique')}. The register has all of them.`)] : []),
      ...launchBlocks(campaign),
      ...(acts.length > 0 ? [buttons(...acts)] : []),
    ],
    campaignStates[campaign.state],
  );
}

const decidedInWords = ({ approveAbove, currency }: GiftCampaign): string =>
  approveAbove === 0
    ? 'Every gift is decided on. Never for staff.'
    : `Gifts worth more than ${money(approveAbove, currency)} are decided on. Never for staff.`;

function boutiqueLine(campaign: GiftCampaign, code: string): readonly [string, string] {
  const stocks = stocksAt(campaign, code);
  const name = shortened(stocks[0]?.boutiqueName ?? code, LONGEST_IN_LIST);
  const sum = (of: (stock: GiftStock) => number) => stocks.reduce((all, stock) => all + of(stock), 0);
  const [allocated, left] = [sum((stock) => stock.allocated), sum(leftOf)];
  const parts = [counted(allocated, 'gift')];
  if (campaign.state === 'allocated') parts.push(checkedInWords(campaign, code));
  const over = campaign.state === 'closed' || campaign.state === 'reconciled';
  if (over) parts.push(`${left.toLocaleString('en-US')} should be left`, countedInWords(stocks));
  if (campaign.state === 'live') parts.push(`${left.toLocaleString('en-US')} left`);
  return [name, parts.join(' · ')];
}

function checkedInWords(campaign: GiftCampaign, code: string): string {
  const missing = uncheckedAt(campaign, code);
  if (missing.length === 0) return 'ready';
  return `${missing.length} of ${Object.keys(boutiqueChecks).length} to confirm`;
}

function countedInWords(stocks: readonly GiftStock[]): string {
  const differences = stocks.map(differenceOf);
  if (differences.some((each) => each === null)) return 'not counted yet';
  const named = stocks.flatMap((stock) => {
    const difference = differenceOf(stock) ?? 0;
    return difference === 0
      ? []
      : [`${shortened(stock.articleName, LONGEST_IN_LIST)}: ${differenceInWords(difference)}`];
  });
  return named.length === 0 ? differenceInWords(0) : listedInBrief(named);
}

function launchBlocks(campaign: GiftCampaign): Block[] {
  if (campaign.state !== 'allocated') return [];
  const wording = campaign.checks.find(({ check }) => check === 'wording');
  const missing = whyNotLive(campaign, campaign.from);
  return [
    text(
      wording
        ? `The posted wording was confirmed by ${wording.byName} on ${dayInWords(wording.at.toISOString().slice(0, 10))}.`
        : 'The posted wording is to be confirmed.',
    ),
    ...(missing === null ? [text('Everything is confirmed. It can start.')] : []),
  ];
}

function actsOf(campaign: GiftCampaign): Button[] {
  const { id, state } = campaign;
  const allocate = (style: Button['style']) => button('supplies.allocate-gifts', 'Allocate', id, { style });
  switch (state) {
    case 'planned':
      return [allocate('primary')];
    case 'allocated':
      return [
        ...(hasWording(campaign)
          ? []
          : [button('supplies.confirm-wording', 'Confirm wording', id, { style: 'primary' })]),
        ...(whyNotLive(campaign, campaign.from) === null
          ? [button('supplies.start-gifts', 'Start', id, { style: 'primary' })]
          : []),
        allocate('plain'),
      ];
    case 'live':
      return [allocate('plain')];
    case 'closed':
    case 'reconciled':
      return [];
  }
}

/** For the store manager, before it begins: what comes, and what is to be confirmed. */
export function launchCard(campaign: GiftCampaign, boutique: Boutique): Card {
  const missing = uncheckedAt(campaign, boutique.code);
  const done = campaign.checks.filter((each) => each.boutique === boutique.code);
  const confirm = button('supplies.confirm-gifts', 'Confirm', campaign.id, { style: 'primary' });
  return card(
    shortened(campaign.name, 60),
    [
      text(rulesInWords(campaign)),
      lines(
        ...stocksAt(campaign, boutique.code).map(
          (stock) => [shortened(stock.articleName, 60), counted(stock.allocated, 'gift')] as const,
        ),
      ),
      ...done.map(({ check, byName, at }) =>
        quiet(`${check === 'wording' ? '' : boutiqueChecks[check]}: ${byName}, ${dayAndTime(at, boutique.timeZone)}`),
      ),
      ...missing.map((check) => text(`${boutiqueChecks[check]}: to be confirmed`)),
      ...(missing.length > 0 && campaign.state === 'allocated' ? [buttons(confirm)] : []),
    ],
    `${boutique.name} · gifts with a purchase`,
  );
}

/** In the boutique's channel, the day it begins. */
export function startedCard(campaign: GiftCampaign, boutique: Boutique): Card {
  const gifts = stocksAt(campaign, boutique.code);
  return card(
    `${shortened(campaign.name, 60)} begins ${dayInWords(campaign.from)}`,
    [
      text(rulesInWords(campaign)),
      lines(
        ...gifts.map(
          (stock) => [shortened(stock.articleName, 60), `${leftOf(stock).toLocaleString('en-US')} here`] as const,
        ),
      ),
      text(breachInWords('threshold', campaign)),
      quiet('Never for staff or their families. To give one, type /supplies gift here.'),
    ],
    boutique.name,
  );
}

/** In the boutique's channel, when it is over. */
export const endedCard = (campaign: GiftCampaign, boutique: Boutique): Card =>
  card(
    `${shortened(campaign.name, 60)} is over`,
    [text('No more gifts are given. The store manager counts what is left.')],
    boutique.name,
  );

/** For the store manager, once it is over: count what is left. */
export function countGiftsCard(campaign: GiftCampaign, boutique: Boutique, late = false): Card {
  const by = dayInWords(daysAfter(campaign.to, DAYS_TO_COUNT), campaign.from);
  return card(
    `${shortened(campaign.name, 60)}: count what is left`,
    [
      text(late ? `It was to be counted by ${by}.` : `It is over. Count the gifts by ${by}.`),
      lines(
        ...stocksAt(campaign, boutique.code).map(
          (stock) => [shortened(stock.articleName, 60), `${stock.allocated.toLocaleString('en-US')} came`] as const,
        ),
      ),
      buttons(button('supplies.count-gifts', 'Count', campaign.id, { style: 'primary' })),
    ],
    boutique.name,
  );
}

export const countedGiftsCard = (campaign: GiftCampaign, boutique: Boutique, by: string, at: Date): Card =>
  card(
    `${shortened(campaign.name, 60)}: counted`,
    [text(`${by}, ${dayAndTime(at, boutique.timeZone)}. The operations manager sees what differs.`)],
    boutique.name,
  );

/** `/supplies gift-campaign`: those that are not over, with the next act of each. */
export function campaignsCard(campaigns: readonly GiftCampaign[]): Card {
  const plan = button('supplies.plan-gifts', 'Plan a campaign', 'new', { style: 'primary' });
  if (campaigns.length === 0) return card('Gift campaigns', [text('None is planned.'), buttons(plan)]);
  const blocks = campaigns.flatMap((campaign): Block[] => [
    lines([shortened(campaign.name, 60), `${campaignStates[campaign.state]} · ${rulesInWords(campaign)}`]),
    buttons(button('supplies.show-gift-campaign', 'Show', campaign.id)),
  ]);
  return card('Gift campaigns', [...blocks, buttons(plan)]);
}

export const allocatedCard = (campaign: GiftCampaign, notSaved: readonly string[]): Card =>
  card(
    `${shortened(campaign.name, 60)}: allocated`,
    notSaved.length === 0
      ? [text(toldInWords(takingPart(campaign).length))]
      : [text(`Not changed, because more was given already: ${listedInBrief(notSaved)}.`)],
  );

const toldInWords = (boutiques: number): string =>
  boutiques === 1
    ? 'One boutique takes part. Its store manager is told.'
    : `${counted(boutiques, 'boutique')} take part. Their store managers are told.`;

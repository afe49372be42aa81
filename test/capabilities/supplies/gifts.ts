import type { RawAnswers } from '../../../src/chat/form.js';
import type { Answer } from '../../../src/engine/request.js';
import type { Bot } from '../../helpers/bot.js';
import type { Member } from '../../helpers/network.js';
import { addArticles } from './stock.js';

export const CAMPAIGN = 'campaign-holiday';
const scarf = { code: 'GF-SCARF', name: 'Silk scarf', category: 'gifts', cost: 85_00 };
const jewelryCase = { code: 'GF-CASE', name: 'Travel case', category: 'gifts', cost: 140_00 };

/** Silk scarves and travel cases in the catalogue. */
export const addGifts = (bot: Bot) => addArticles(bot, scarf, jewelryCase);

interface Rules {
  readonly from?: string;
  readonly to?: string;
  readonly perClient?: number;
  readonly state?: string;
  readonly stock?: readonly (readonly [boutique: string, article: string, allocated: number])[];
}

/** One that runs: sales from $5,000, one per client, gifts worth more than $100 are decided on. */
export async function liveCampaign({ connection }: Bot, rules: Rules = {}): Promise<void> {
  const { from = '2026-11-20', to = '2026-12-31', perClient = 1, state = 'live' } = rules;
  const {
    stock = [
      ['MADISON', 'GF-SCARF', 5],
      ['MADISON', 'GF-CASE', 2],
      ['RODEO', 'GF-SCARF', 5],
    ],
  } = rules;
  const day = (written: string) => new Date(`${written}T00:00:00Z`);
  await connection.prisma.giftCampaign.create({
    data: {
      ...{ id: CAMPAIGN, name: 'Holiday gifts', state, currency: 'USD', threshold: 5_000_00, approveAbove: 100_00 },
      ...{ startsOn: day(from), endsOn: day(to), perClient, boutiques: [], articles: ['GF-SCARF', 'GF-CASE'] },
      ...{ checks: [], createdBy: 'marc', createdAt: day(from) },
      stocks: {
        create: stock.map(([boutiqueCode, articleCode, allocated]) => ({ boutiqueCode, articleCode, allocated })),
      },
    },
  });
}

/** What the form calls a gift of the campaign. */
export const giftOf = (article: string): string => `${CAMPAIGN.slice(-12)}/${article}`;

/** A scarf for a client who has just bought for $6,200. */
export const scarfFor = (client: string, sale = `S-${client}`): RawAnswers => ({
  ...{ gift: giftOf('GF-SCARF'), client, sale, amount: '6200', staff: true },
  ...{ recipient: 'client', occasion: 'purchase', exception: null },
});

export async function give(bot: Bot, who: Member, raw: RawAnswers, room = 'C0MADISON'): Promise<Answer> {
  const { as } = bot;
  return as(who, room).submit(await as(who, room).says('supplies gift'), raw);
}

/** Used and allocated of one article at a boutique. */
export async function stockOf({ connection }: Bot, boutiqueCode = 'MADISON', articleCode = 'GF-SCARF') {
  const { used, allocated, counted } = await connection.prisma.giftStock.findFirstOrThrow({
    where: { campaignId: CAMPAIGN, boutiqueCode, articleCode },
  });
  return { used, allocated, counted };
}

export const statesOf = async ({ connection }: Bot): Promise<string[]> =>
  (await connection.prisma.gift.findMany({ orderBy: { number: 'asc' } })).map(({ state }) => state);

import { button } from '../../chat/card.js';
import type { Boutique } from '../../domain/boutique.js';
import { counted } from '../../domain/calendar.js';
import { holds, type Person, type Role } from '../../domain/people.js';
import { denied, Refusal } from '../../domain/refusal.js';
import type { Asking, Attention, Context, Database, Entry, Outcome, Waiting } from '../../engine/capability.js';
import { campaignCard, campaignsCard, countGiftsCard, launchCard } from './cards-gift-campaigns.js';
import { giftCard, giftInBrief, registerCard, registerFileCard } from './cards-gifts.js';
import {
  campaignStates,
  DAYS_TO_COUNT,
  type GiftCampaign,
  isCounted,
  stocksAt,
  uncheckedAt,
  whyNotLive,
} from './rules-gift-campaigns.js';
import type { Gift } from './rules-gifts.js';
import { giftSheet } from './sheet-gifts.js';
import { campaignsAt, campaignsIn, findCampaign } from './store-gift-campaigns.js';
import {
  figuresOf,
  giftNeeds,
  giftsAskedBy,
  giftsFound,
  giftsToHandOver,
  newestGifts,
  type Places,
  registerLines,
} from './store-gift-looks.js';
import { findGift } from './store-gifts.js';

/** Who reads the register: at their boutique, or of the network. */
export const registerReaders = [
  'store-manager',
  'operations-manager',
  'finance',
  'director',
] as const satisfies readonly Role[];

const MOST_NEWEST = 10;
const MOST_CAMPAIGNS = 5;
const MOST_LISTED = 10;
const MOST_ASKED = 20;
const MOST_FOUND = 30;

/** Where somebody reads the register; null: everywhere. */
export function placesOf({ roles }: Person, allowed: readonly Role[]): Places {
  const held = roles.filter(({ role }) => allowed.includes(role));
  if (held.some(({ boutique }) => boutique === null)) return null;
  return [...new Set(held.flatMap(({ boutique }) => boutique ?? []))];
}

const NETWORK = 'network';

export async function showRegister({ actor, boutique, db }: Context<Boutique | null>): Promise<Outcome> {
  const places = boutique ? [boutique.code] : placesOf(actor, registerReaders);
  const newest = await newestGifts(db, places, MOST_NEWEST);
  const figures = await figuresOf(db, places, MOST_CAMPAIGNS);
  const live = boutique ? await campaignsAt(db, ['live'], [boutique.code]) : [];
  const stocks = live.flatMap((campaign) => stocksAt(campaign, boutique?.code ?? ''));
  return { reply: registerCard({ boutique, scope: boutique?.code ?? NETWORK, newest, figures, stocks }) };
}

/** The whole register of what they read, as a file to them alone. */
export async function sendRegister({
  actor,
  subject,
  db,
  now,
  tell,
  record,
}: Context<Boutique | null>): Promise<Outcome> {
  const theirs = placesOf(actor, registerReaders);
  if (subject !== NETWORK && theirs !== null && !theirs.includes(subject))
    throw denied('not-theirs', 'You read the register of your own boutique.');
  const lines = await registerLines(db, subject === NETWORK ? theirs : [subject]);
  const where = subject === NETWORK ? 'Network' : subject;
  tell({ person: actor.id }, registerFileCard(where, lines.length), { attachments: [giftSheet(subject, lines, now)] });
  record('supplies.gift-register-sent', subject, { lines: lines.length });
  return { done: true };
}

export async function showGift({ db, subject, boutique, actor }: Context): Promise<Outcome> {
  const gift = await findGift(db, subject);
  if (gift.boutique !== boutique.code) throw new Refusal('gone', 'This gift no longer exists.');
  const shown = giftCard(gift, boutique);
  if (holds(actor, ['associate', 'store-manager'], boutique.code)) return { reply: shown };
  return { reply: { ...shown, blocks: shown.blocks.filter(({ type }) => type !== 'buttons') } };
}

export const askedForIt = async ({ db, subject, actor }: Asking): Promise<boolean> =>
  (await findGift(db, subject)).requestedBy === actor.id;

export const listCampaigns = async ({ db }: Context<Boutique | null>): Promise<Outcome> => ({
  reply: campaignsCard(await campaignsIn(db, ['planned', 'allocated', 'live', 'closed'], MOST_LISTED)),
});

export const showOneCampaign = async ({ db, subject }: Context<Boutique | null>): Promise<Outcome> => ({
  reply: campaignCard(await findCampaign(db, subject)),
});

export async function giftsWaiting(person: Person, db: Database): Promise<Waiting[]> {
  const toGive = (await giftsToHandOver(db, person.id, MOST_NEWEST)).map(handOverOf);
  const managed = placesOf(person, ['store-manager']);
  const manages = person.roles.some(({ role }) => role === 'operations-manager');
  const campaigns =
    manages || managed === null || managed.length > 0
      ? await campaignsAt(db, ['planned', 'allocated', 'closed'], manages ? null : managed)
      : [];
  return [
    ...toGive,
    ...campaigns.flatMap((campaign) => (managed ?? []).flatMap((code) => boutiqueWaits(campaign, code))),
    ...(manages ? campaigns.flatMap(networkWaits) : []),
  ];
}

const handOverOf = (gift: Gift): Waiting => ({
  ...giftEntry(gift),
  since: gift.decidedAt ?? gift.requestedAt,
  urgency: 'today',
  line: (boutique) => ({
    lead: `Gift ${gift.number} to give`,
    text: [boutique?.name, giftInBrief(gift)].filter(Boolean).join(' · '),
  }),
  button: button('supplies.hand-over', 'Give it', gift.id, { style: 'primary' }),
  card: (boutique) => giftCard(gift, boutique),
});

/** What the store manager does for a campaign. */
function boutiqueWaits(campaign: GiftCampaign, code: string): Waiting[] {
  if (stocksAt(campaign, code).length === 0) return [];
  const { id, name, state, createdAt: since } = campaign;
  const entry = { boutique: code, record: id, since, urgency: 'soon' } as const;
  const line = (words: string) => (boutique: Boutique | null) => ({
    lead: name,
    text: [boutique?.name, words].filter(Boolean).join(' · '),
  });
  if (state === 'allocated' && uncheckedAt(campaign, code).length > 0)
    return [
      {
        ...entry,
        line: line('to be confirmed before it begins'),
        button: button('supplies.confirm-gifts', 'Confirm', id, { style: 'primary' }),
        card: (boutique) => launchCard(campaign, boutique),
      },
    ];
  if (state !== 'closed' || isCounted(campaign, code)) return [];
  return [
    {
      ...entry,
      urgency: 'today',
      line: line('count what is left'),
      button: button('supplies.count-gifts', 'Count', id, { style: 'primary' }),
      card: (boutique) => countGiftsCard(campaign, boutique),
    },
  ];
}

/** What the operations manager does for it: allocate, confirm the wording, start. Counting is for the boutiques. */
function networkWaits(campaign: GiftCampaign): Waiting[] {
  const { id, name, state, createdAt: since, from } = campaign;
  const wording = campaign.checks.some(({ check }) => check === 'wording');
  const isReady = whyNotLive(campaign, from) === null;
  if (state !== 'planned' && !(state === 'allocated' && (!wording || isReady))) return [];
  return [
    {
      ...{ boutique: null, record: id, since, urgency: 'soon' },
      line: () => ({ lead: name, text: isReady ? 'ready to start' : campaignStates[state].toLowerCase() }),
      button: button('supplies.show-gift-campaign', 'Show', id, { style: 'primary' }),
      card: () => campaignCard(campaign),
    },
  ];
}

export const giftsAsked = async (person: Person, db: Database): Promise<Entry[]> =>
  (await giftsAskedBy(db, person.id, MOST_ASKED)).map(giftEntry);

export async function giftsByWords(words: readonly string[], person: Person, db: Database): Promise<Entry[]> {
  const places = placesOf(person, ['associate', ...registerReaders]);
  return (await giftsFound(db, { words, places, person: person.id, most: MOST_FOUND })).map(giftEntry);
}

/** As lists have it. */
export const giftEntry = (gift: Gift): Entry & Required<Pick<Entry, 'button'>> => ({
  boutique: gift.boutique,
  record: gift.id,
  since: gift.requestedAt,
  line: (boutique) => ({
    lead: `Gift ${gift.number}`,
    text: [boutique?.name, giftInBrief(gift)].filter(Boolean).join(' · '),
  }),
  button: button('supplies.show-gift', 'Show', gift.id),
});

export async function needsOfGifts(now: Date, db: Database): Promise<Attention[]> {
  return (await giftNeeds(db, DAYS_TO_COUNT, now)).map(({ boutique, need, number }) => ({
    boutique,
    weight: need === 'late' ? 3 * number : number,
    words:
      need === 'late' ? `${counted(number, 'gift campaign')} not counted` : `${counted(number, 'gift')} nearly out`,
  }));
}

import {
  amount,
  choices,
  confirm,
  day,
  type Field,
  files,
  form,
  longText,
  optional,
  quantity,
  text,
} from '../../chat/form.js';
import type { Day } from '../../domain/calendar.js';
import { shortened } from '../../domain/words.js';
import type { Article } from './rules.js';
import { articleName } from './rules.js';
import {
  type BoutiqueCheck,
  boutiqueChecks,
  type GiftCampaign,
  type GiftStock,
  MOST_ALLOCATED_AT_ONCE,
} from './rules-gift-campaigns.js';

/** What a choice of several takes, in Slack. */
export const MOST_OPTIONS = 100;

interface Named {
  readonly code: string;
  readonly name: string;
}

interface Plannable {
  readonly articles: readonly Pick<Article, 'code' | 'name' | 'size'>[];
  readonly boutiques: readonly Named[];
  readonly currency: string;
  readonly today: Day;
}

const optionsOf = (all: readonly Named[]): Record<string, string> =>
  Object.fromEntries(all.slice(0, MOST_OPTIONS).map(({ code, name }) => [code, `${shortened(name, 30)} · ${code}`]));

export function planGiftsForm({ articles, boutiques, currency, today }: Plannable) {
  const gifts = articles.map((article) => ({ code: article.code, name: articleName(article) }));
  return form({
    name: 'plan-gifts',
    title: 'Plan gifts',
    submit: 'Plan',
    fields: {
      name: text('Name', { max: 60, placeholder: 'Holiday gifts' }),
      from: day('First day', { from: today }),
      to: day('Last day', { from: today }),
      threshold: amount('Sale from', { currency, hint: 'A gift goes with a sale of this amount or more.' }),
      articles: choices('Gift', optionsOf(gifts), 'At most ten, from the gifts of the catalogue.'),
      perClient: optional(quantity('Gifts per client', { min: 1, max: 20, hint: 'One, where you leave it empty.' })),
      approveAbove: optional(
        amount('Decided above', {
          currency,
          hint: 'A gift worth more is approved first. Every gift is, where you leave it empty.',
        }),
      ),
      boutiques: optional(choices('Boutiques', optionsOf(boutiques), 'All of them, where you choose none.')),
    },
  });
}

/** Before a boutique and an article, the name of its field. */
export const QUANTITY = 'quantity.';

export interface Slot {
  readonly boutique: string;
  readonly boutiqueName: string;
  readonly article: string;
  readonly articleName: string;
}

/** A field for each boutique and article; where they are too many, a list to paste. */
export function allocateForm({ name }: Pick<GiftCampaign, 'name'>, slots: readonly Slot[]) {
  const fields: Record<string, Field> = {};
  if (slots.length > MOST_ALLOCATED_AT_ONCE)
    fields.list = optional(
      longText('Boutique, article, quantity', {
        hint: 'A line each, with these three names on top, as a sheet copies them. What is left out stays as it is.',
        placeholder: 'Boutique, article, quantity\nMADISON, GF-SCARF, 40',
      }),
    );
  if (slots.length <= MOST_ALLOCATED_AT_ONCE)
    for (const { boutique, boutiqueName, article, articleName: gift } of slots)
      fields[`${QUANTITY}${boutique}/${article}`] = optional(
        quantity(`${shortened(gift, 60)} · ${boutiqueName}`, { max: 9_999 }),
      );
  fields.file = optional(
    files('Or a file', {
      hint: 'A CSV file with the columns Boutique, Article, Quantity.',
      extensions: ['csv'],
      max: 1,
    }),
  );
  return form({ name: 'allocate-gifts', title: 'Allocate gifts', submit: 'Allocate', intro: name, fields });
}

export const wordingForm = ({ name }: Pick<GiftCampaign, 'name'>) =>
  form({
    name: 'gift-wording',
    title: 'Posted wording',
    submit: 'Confirm',
    intro: name,
    fields: {
      wording: confirm(
        'What clients read in the boutique',
        'The posted wording is approved.',
        'Confirm it once the wording is approved.',
      ),
    },
  });

export function checksForm({ name }: Pick<GiftCampaign, 'name'>, missing: readonly BoutiqueCheck[]) {
  const options = Object.fromEntries(missing.map((check) => [check, boutiqueChecks[check]])) as Record<
    BoutiqueCheck,
    string
  >;
  return form({
    name: 'confirm-gifts',
    title: 'Before gifts begin',
    submit: 'Confirm',
    intro: name,
    fields: { checks: choices('Check', options, 'Choose what is so. The rest can follow.') },
  });
}

/** How many are left, each beside its own field. It does not say how many there should be. */
export function countGiftsForm({ name }: Pick<GiftCampaign, 'name'>, stocks: readonly GiftStock[]) {
  const fields: Record<string, Field<number>> = {};
  for (const { article, articleName: gift } of stocks)
    fields[`${QUANTITY}${article}`] = quantity(`${shortened(gift, 100)}, left`, { max: 9_999 });
  return form({ name: 'count-gifts', title: 'Count the gifts', submit: 'Count', intro: name, fields });
}

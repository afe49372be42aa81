import { amount, choice, confirm, form, longText, optional, text } from '../../chat/form.js';
import { shortened } from '../../domain/words.js';
import { occasions, recipients } from './rules-gifts.js';

/** What may be given at a boutique now. */
export interface Offer {
  readonly campaign: string;
  readonly campaignName: string;
  readonly article: string;
  readonly articleName: string;
  readonly left: number;
}

/** What a choice of one takes, in Slack. */
export const MOST_OFFERED = 100;

/** An id is too long for the value of a choice beside an article's code; its end tells campaigns apart. */
export function keyOf({ campaign, article }: Pick<Offer, 'campaign' | 'article'>): string {
  return `${campaign.slice(-12)}/${article}`;
}

const offerInWords = ({ articleName, campaignName, left }: Offer): string =>
  `${shortened(articleName, 30)} · ${shortened(campaignName, 26)} · ${left.toLocaleString('en-US')} left`;

export function giveForm(
  offers: readonly Offer[],
  { name, currency }: { readonly name: string; readonly currency: string },
) {
  return form({
    name: 'gift',
    title: 'Give a gift',
    submit: 'Give',
    intro: name,
    fields: {
      gift: choice('Gift', Object.fromEntries(offers.map((offer) => [keyOf(offer), offerInWords(offer)]))),
      client: text('Client number', { max: 40, placeholder: 'C-10492', hint: 'As the register has it. Never a name.' }),
      sale: text('Sale number', { max: 40, hint: 'Of the register: the sale it goes with.' }),
      amount: amount('Amount of the sale', { currency }),
      staff: confirm(
        'Is the client staff, or family of staff?',
        'The client is no member of staff.',
        'Gifts of a campaign are never for staff or their families.',
      ),
      recipient: optional(
        choice('Given to', recipients, 'Officials and diplomats: the operations manager decides first.'),
      ),
      occasion: optional(choice('Occasion', occasions)),
      exception: optional(
        longText('Exception', {
          max: 500,
          hint: 'Only where a rule is not met: why it should be given all the same. The store manager decides, then the operations manager.',
        }),
      ),
    },
  });
}

export const returnForm = form({
  name: 'return-gift',
  title: 'Take the gift back',
  submit: 'Return',
  fields: { reason: longText('Reason', { max: 500, hint: 'One more is in stock after that. No client names.' }) },
});

export const voidGiftForm = form({
  name: 'void-gift',
  title: 'Void the gift',
  submit: 'Void',
  fields: { reason: longText('Reason', { max: 500, hint: 'It is not given, and stays in stock. No client names.' }) },
});

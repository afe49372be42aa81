import { choices, day, type Field, form, optional, quantity, text } from '../../chat/form.js';
import type { Day } from '../../domain/calendar.js';
import { shortened } from '../../domain/words.js';
import { articleName, categories, inUnits } from './rules.js';
import { type Need, usualMonth } from './rules-needs.js';
import { QUANTITY } from './rules-wishes.js';

export const campaignForm = (today: Day) =>
  form({
    name: 'supplies-campaign',
    title: 'Annual needs',
    submit: 'Ask the boutiques',
    intro: 'Every boutique gets a form, filled in with what it used last year. Store managers validate.',
    fields: {
      title: text('Title', { max: 80, placeholder: 'Annual needs 2027' }),
      year: quantity('Year', { min: Number(today.slice(0, 4)), max: Number(today.slice(0, 4)) + 2 }),
      due: day('Answers by', { from: today }),
      categories: choices('Categories', categories),
    },
  });

interface Asked {
  readonly title: string;
  readonly where: string;
  readonly needs: readonly Need[];
  readonly page: number;
  readonly pages: number;
}

/** Fifteen articles at a time; left empty, none is needed. */
export function needsForm({ title, where, needs, page, pages }: Asked) {
  const fields: Record<string, Field<number | undefined>> = {};
  for (const need of needs) fields[`${QUANTITY}${need.article.code}`] = needField(need);
  return form({
    name: 'fill-in',
    title: 'Annual needs',
    submit: page + 1 < pages ? 'Save and go on' : 'Send',
    intro: `${shortened(title, 80)} · ${where} · page ${page + 1} of ${pages}. Quantities are for the whole year.`,
    fields,
  });
}

function needField({ article, lastYear, par, onHand }: Need): Field<number | undefined> {
  const used =
    lastYear === 0
      ? 'None last year'
      : `${inUnits(lastYear, article.unit)} last year, usual month ${usualMonth(lastYear).toLocaleString('en-US')}`;
  const stock = onHand === null ? '' : `; ${onHand.toLocaleString('en-US')} on hand`;
  const pack = article.packSize === 1 ? '' : `; packs of ${article.packSize}`;
  const wanted = par === null ? '' : `, par ${par.toLocaleString('en-US')}`;
  return optional(quantity(shortened(articleName(article), 80), { hint: `${used}${stock}${wanted}${pack}.` }));
}

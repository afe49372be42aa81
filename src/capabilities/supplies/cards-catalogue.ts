import { type Block, button, buttons, type Card, card, lines, quiet, text } from '../../chat/card.js';
import { counted } from '../../domain/calendar.js';
import { type Fault, faultInWords } from '../../domain/fault.js';
import { money } from '../../domain/money.js';
import { shortened } from '../../domain/words.js';
import { type Article, articleName, categories, inUnits } from './rules.js';

export interface ArticleLook {
  readonly article: Article;
  readonly short: readonly { readonly boutique: string; readonly par: number; readonly onHand: number | null }[];
  readonly uses: readonly { readonly boutique: string; readonly quantity: number }[];
  readonly mayEdit: boolean;
}

const MOST_PLACES = 8;

export function articleCard({ article, short, uses, mayEdit }: ArticleLook): Card {
  const { code, category, unit, packSize, cost, currency, supplier, leadDays, active, pictureId } = article;
  const total = uses.reduce((sum, { quantity }) => sum + quantity, 0);
  const facts = lines(
    ['Category', categories[category]],
    ['Unit', packSize === 1 ? unit : `${unit}, packs of ${packSize.toLocaleString('en-US')}`],
    ['Cost', `${money(cost, currency)} each`],
    ['From', `${supplier}, ${counted(leadDays, 'day')}`],
    [
      'Last year',
      `${inUnits(total, unit)}${uses.length === 0 ? '' : `: ${placesIn(uses, ({ quantity }) => String(quantity))}`}`,
    ],
    ['Short at', short.length === 0 ? 'no boutique' : placesIn(short, ({ onHand, par }) => `${onHand ?? 0} of ${par}`)],
  );
  const edit = mayEdit
    ? [button('supplies.edit-article', 'Edit', code), button('supplies.add-picture', 'Add picture', code)]
    : [];
  const all = [...(pictureId === null ? [] : [button('supplies.show-picture', 'Show picture', code)]), ...edit];
  const blocks: Block[] = [
    ...(active ? [] : [text('No longer in the catalogue.')]),
    facts,
    ...(all.length === 0 ? [] : [buttons(...all)]),
  ];
  return card(articleName(article), blocks, code);
}

/** "Madison Avenue 12, Beverly Hills 4 and 3 more". */
function placesIn<T extends { readonly boutique: string }>(places: readonly T[], words: (place: T) => string): string {
  const first = places.slice(0, MOST_PLACES).map((place) => `${shortened(place.boutique, 30)} ${words(place)}`);
  const rest = places.length - first.length;
  return `${first.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

export const readingCard = (fileName: string): Card =>
  card('The file is being read', [text(shortened(fileName, 100)), quiet('What came of it follows in your messages.')]);

export interface CatalogueSums {
  readonly fileName: string;
  readonly articles: number;
  readonly added: number;
  readonly unlisted: number;
  readonly levels: number;
}

export function catalogueReadCard({ fileName, articles, added, unlisted, levels }: CatalogueSums): Card {
  const said = [
    ...(articles > 0 ? [`${counted(articles, 'article')}, ${added.toLocaleString('en-US')} of them new.`] : []),
    ...(unlisted > 0 ? [`${counted(unlisted, 'article')} no longer listed: nobody can ask for them.`] : []),
    ...(levels > 0 ? [`${counted(levels, 'par level')} set.`] : []),
  ];
  return card(articles > 0 ? 'The catalogue is saved' : 'Par levels are saved', [
    text(said.join(' ')),
    quiet(shortened(fileName, 100)),
  ]);
}

export const budgetsReadCard = (fileName: string, budgets: number): Card =>
  card('Budgets are saved', [text(`${counted(budgets, 'budget')} set.`), quiet(shortened(fileName, 100))]);

export const MOST_FAULTS = 10;

/** Nothing of the file counts. The first faults are here; more than that, all of them in a file. */
export function notReadCard(fileName: string, faults: readonly Fault[] | string): Card {
  const name = shortened(fileName, 60);
  if (typeof faults === 'string') return card(`${name} was not read`, [text(faults)]);
  const rest = faults.length - MOST_FAULTS;
  return card(`${name} was not read · ${counted(faults.length, 'fault')}`, [
    text('Nothing of it was saved. Correct these, and send it again.'),
    lines(
      ...faults
        .slice(0, MOST_FAULTS)
        .map((fault) => [`Line ${fault.line}`, shortened(whatIsWrong(fault), 300)] as const),
    ),
    ...(rest > 0 ? [quiet(`And ${rest.toLocaleString('en-US')} more, in the file.`)] : []),
  ]);
}

/** The line stands in front of it. */
const whatIsWrong = (fault: Fault): string => faultInWords(fault).replace(/^Line \d+[,:] /, '');

export const savedArticleCard = (name: string): Card => card('Saved', [text(name)]);
export const pictureCard = (article: Article): Card => card(articleName(article), [quiet(article.code)]);
export const pictureSentCard = (): Card => card('The picture is in your messages', []);

/** After a boutique has said what it has. */
export function countedCard(short: number, request: string): Card {
  const ask = { ...button('supplies.request', 'Ask for supplies', ''), boutique: request };
  return card('On hand is saved', [
    text(short === 0 ? 'Nothing is under its par.' : `${counted(short, 'article')} under par.`),
    ...(short === 0 ? [] : [buttons(ask)]),
  ]);
}

import { type Block, button, buttons, type Card, card, lines, quiet, text } from '../../chat/card.js';
import { counted, type Day, dayInWords } from '../../domain/calendar.js';
import { money } from '../../domain/money.js';
import { listedInBrief, shortened } from '../../domain/words.js';
import { categories, inUnits, quantityOf, type RequestLine, type SupplyRequest, totalOf } from './rules.js';
import { type Campaign, type CampaignAnswer, outliersFirst, progressOf } from './rules-campaigns.js';
import { outlierNow } from './rules-deciding.js';
import { outlierInWords } from './rules-needs.js';

const MOST_LINES = 10;
const MOST_MISSING = 12;

/** In the boutique, one message from the question to the order. */
export function needsCard(campaign: Campaign, answer: CampaignAnswer, today: Day, note?: string): Card {
  const { title, year, dueOn, state } = campaign;
  const open = state === 'open' && answer.state === 'asked';
  const late = open && dueOn < today ? ' Late: it can still be answered until it is ordered.' : '';
  return card(
    shortened(title, 80),
    [
      ...(open ? [text(`What will you need in ${year}? By ${dayInWords(dueOn, today)}.${late}`)] : []),
      text(note ?? standingOf(campaign, answer)),
      ...(open ? [buttons(button('supplies.fill-in', 'Fill in', campaign.id, { style: 'primary' }))] : []),
    ],
    campaign.categories.map((each) => categories[each]).join(', '),
  );
}

function standingOf({ state }: Campaign, answer: CampaignAnswer): string {
  const by = (name: string | null) => (name === null ? '' : ` by ${name}`);
  if (answer.state === 'validated') return `Validated${by(answer.validatedByName)}.`;
  if (answer.state === 'answered') return `Answered${by(answer.answeredByName)}, to be validated.`;
  if (state === 'open') return 'Nobody has answered yet.';
  return `${state === 'ordered' ? 'Ordered' : 'Closed'} without an answer. Ask with /supplies instead.`;
}

/** For whoever validates: what is furthest from the network's usual first. */
export function validationCard(request: SupplyRequest, boutique: string): Card {
  const all = outliersFirst(request.lines);
  const flagged = all.filter((line) => outlierNow(line) !== null).length;
  const more = all.length - MOST_LINES;
  return card(
    `Annual needs · ${shortened(boutique, 60)} · ${counted(all.length, 'article')}, ${money(totalOf(request), request.currency)}`,
    [
      ...(all.length === 0 ? [text('Nothing is needed.')] : []),
      ...(flagged > 0 ? [text(`${counted(flagged, 'article')} over twice the network’s usual, first:`)] : []),
      ...(all.length > 0 ? [lines(...all.slice(0, MOST_LINES).map(needLine))] : []),
      ...(more > 0 ? [quiet(`and ${more} more, all in the file`)] : []),
    ],
    `${request.requestedByName} · request ${request.number}`,
  );
}

type Needed = Pick<RequestLine, 'name' | 'unit' | 'asked' | 'validated' | 'lastYear' | 'outlier'>;

function needLine(line: Needed): [string, string] {
  const times = outlierNow(line);
  const flag = times === null ? '' : ` · flagged: ${outlierInWords(times)}`;
  const changed = line.validated !== null && line.validated !== line.asked ? ` (asked for ${line.asked})` : '';
  return [
    shortened(line.name, 40),
    `${inUnits(quantityOf(line), line.unit)}${changed} · ${line.lastYear.toLocaleString('en-US')} last year${flag}`,
  ];
}

/** For the operations managers: one message that shows who is where. */
export function boardCard(campaign: Campaign): Card {
  const { id, title, dueOn, state } = campaign;
  const { asked, answered, validated, missing } = progressOf(campaign);
  const waiting = campaign.answers.filter((answer) => answer.state === 'answered');
  const closed = state === 'closed';
  return card(
    shortened(title, 80),
    [
      lines(['Asked', counted(asked, 'boutique')], ['Answered', String(answered)], ['Validated', String(validated)]),
      ...named('Missing', missing),
      ...named('To be validated', waiting),
      ...(state === 'ordered' ? [text('Ordered: late answers are no longer taken.')] : []),
      ...(closed ? [text('Closed.')] : boardButtons(id)),
    ],
    `due ${dayInWords(dueOn)}`,
  );
}

const named = (what: string, answers: readonly CampaignAnswer[]): Block[] =>
  answers.length === 0
    ? []
    : [
        text(
          `${what}: ${listedInBrief(
            answers.map(({ boutiqueName }) => shortened(boutiqueName, 40)),
            MOST_MISSING,
          )}`,
        ),
      ];

const boardButtons = (id: string): Block[] => [
  buttons(
    button('supplies.review-needs', 'Review', id, { style: 'primary' }),
    button('supplies.see-orders', 'Order', id),
    button('supplies.export-needs', 'Export', id),
    button('supplies.close-campaign', 'Close', id, {
      confirm: {
        title: 'Close the campaign',
        text: 'Boutiques can no longer answer. What is validated can still be ordered.',
        yes: 'Close',
      },
    }),
  ),
];

export interface Outlier extends Needed {
  readonly boutique: string;
}

/** Over all boutiques, what is furthest from the usual first. */
export function reviewCard(campaign: Campaign, all: readonly Outlier[]): Card {
  const flagged = outliersFirst(all).filter((line) => outlierNow(line) !== null);
  const more = flagged.length - MOST_LINES;
  const { answered, asked } = progressOf(campaign);
  return card(
    `Review · ${shortened(campaign.title, 80)}`,
    [
      text(`${answered} of ${counted(asked, 'boutique')} answered: ${counted(all.length, 'line')}.`),
      ...(flagged.length === 0
        ? [text('Nothing is over twice the network’s usual.')]
        : [text('Over twice the network’s usual:'), lines(...flagged.slice(0, MOST_LINES).map(outlierLine))]),
      ...(more > 0 ? [quiet(`and ${more} more in the export`)] : []),
      buttons(
        button('supplies.see-orders', 'Order', campaign.id, { style: 'primary' }),
        button('supplies.export-needs', 'Export', campaign.id),
      ),
    ],
    `due ${dayInWords(campaign.dueOn)}`,
  );
}

const outlierLine = (line: Outlier): [string, string] => {
  const [name, words] = needLine(line);
  return [`${line.boutique} ${name}`, words];
};

/** A reminder is a message of its own: one that changes in place is not noticed. */
export function needsReminderCard(campaign: Campaign, today: Day): Card {
  const { id, title, dueOn } = campaign;
  const when = dueOn < today ? 'was due' : 'is due';
  return card(`${shortened(title, 80)} ${when} ${dayInWords(dueOn, today)}`, [
    text(
      dueOn < today ? 'Nobody has answered. It can still be answered until it is ordered.' : 'Nobody has answered yet.',
    ),
    buttons(button('supplies.fill-in', 'Fill in', id, { style: 'primary' })),
  ]);
}

/** For the operations managers, from the second reminder after the day on. */
export function missingCard(campaign: Campaign): Card {
  const { missing, asked } = progressOf(campaign);
  return card(`${shortened(campaign.title, 80)}: ${missing.length} of ${counted(asked, 'boutique')} missing`, [
    ...named('Missing', missing),
    text(`It was due ${dayInWords(campaign.dueOn)}. Their store managers were reminded.`),
    buttons(button('supplies.review-needs', 'Review', campaign.id)),
  ]);
}

export const askedCard = (title: string, boutiques: number): Card =>
  card(shortened(title, 80), [
    text(`${counted(boutiques, 'boutique')} asked. Your messages have the board: it shows who has answered.`),
  ]);

export function filledInCard(request: SupplyRequest): Card {
  const flagged = outliersFirst(request.lines).filter((line) => outlierNow(line) !== null);
  return card(`Sent · ${counted(request.lines.length, 'article')}, ${money(totalOf(request), request.currency)}`, [
    ...(flagged.length === 0
      ? []
      : [
          text('More than the network uses. Whoever validates sees this too:'),
          lines(...flagged.slice(0, MOST_LINES).map(needLine)),
        ]),
    quiet('The store manager validates it.'),
  ]);
}

export const exportedCard = (title: string): Card =>
  card('Exported', [text(`${shortened(title, 80)}: headquarters has the files, and so have you.`)]);

export const exportCard = (campaign: Campaign, articles: number): Card => {
  const { answered, asked } = progressOf(campaign);
  return card(`Annual needs ${campaign.year}`, [
    text(
      `${shortened(campaign.title, 80)}: ${counted(articles, 'article')} by boutique, from ${answered} of ${counted(asked, 'boutique')}.`,
    ),
  ]);
};

export const campaignClosedCard = (title: string): Card =>
  card('Campaign closed', [text(`${shortened(title, 80)} takes no more answers.`)]);

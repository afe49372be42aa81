import { type Block, type Button, button, buttons, type Card, card, lines, quiet, text } from '../../chat/card.js';
import type { Boutique } from '../../domain/boutique.js';
import { counted, type Day, dayAndTime, dayInWords } from '../../domain/calendar.js';
import type { Month } from '../../domain/days.js';
import { type AmlCheck, type BoardRow, monthInWords, outcomes, type Signature } from './rules.js';

type Place = Pick<Boutique, 'name' | 'timeZone'>;

/** For whoever signed: what they signed, and what became of it. */
export function signedCard(check: AmlCheck, { name, timeZone }: Place): Card {
  const { month, outcome, receipts, state, signedByName, signedAt, reviewedByName, reviewedAt, reviewNote } = check;
  const reviewed = reviewedByName !== null && reviewedAt !== null;
  const by = reviewed ? `${reviewedByName}, ${dayAndTime(reviewedAt, timeZone)}` : '';
  return card(
    `AML check for ${monthInWords(month, '')}: ${titles[state]}`,
    [
      lines(
        ['Outcome', outcomeInWords(outcome, receipts.length)],
        ['Signed', `${signedByName}, ${dayAndTime(signedAt, timeZone)}`],
        ...(reviewed ? [[state === 'sent-back' ? 'Sent back' : 'Reviewed', by] as const] : []),
        ...(state === 'sent-back' && reviewNote ? [['Reason', reviewNote] as const] : []),
      ),
      ...(state === 'sent-back'
        ? [
            buttons({
              ...button('aml-checks.sign', 'Open the check', check.month, { style: 'primary' }),
              boutique: check.boutique,
            }),
          ]
        : []),
    ],
    name,
  );
}

const titles: Readonly<Record<AmlCheck['state'], string>> = {
  signed: 'signed',
  'sent-back': 'sent back',
  reviewed: 'reviewed',
};

const outcomeInWords = (outcome: AmlCheck['outcome'], receipts: number): string =>
  outcome === 'nothing' ? outcomes.nothing : `${outcomes.findings}: ${counted(receipts, 'receipt')}`;

/** Its Department of Revenue has the federal form’s information, too: Fla. Stat. 896.102. */
const FLORIDA = 'FL';

/** For those who look into it. Which receipts they are is shown to whoever asks, and that is on record. */
export function findingsCard(check: AmlCheck, place: Place): Card {
  const { id, region, month, receipts, state, reviewedByName, reviewedAt, signedByName, signedAt } = check;
  const over = state !== 'signed' && reviewedByName !== null && reviewedAt !== null;
  const done = over
    ? `${state === 'reviewed' ? 'Reviewed' : 'Sent back'} by ${reviewedByName}, ${dayAndTime(reviewedAt, place.timeZone)}.`
    : `A form may be due 15 days after a payment, so look today.${region === FLORIDA ? ' Florida wants its own copy within 15 days after that.' : ''} Never tell a client.`;
  const see = button('aml-checks.see', 'Show receipts', id);
  const deciding: Button[] = over
    ? []
    : [
        button('aml-checks.review', 'Enter decision', id, { style: 'primary' }),
        button('aml-checks.send-back', 'Send back', id),
      ];
  return card(
    `AML check for ${monthInWords(month, '')}: something to look at`,
    [
      lines(
        ['To look at', counted(receipts.length, 'receipt')],
        ['Signed', `${signedByName}, ${dayAndTime(signedAt, place.timeZone)}`],
      ),
      over ? text(done) : quiet(done),
      // Opened from the board, it is an answer, whose buttons say themselves where they belong.
      buttons(...[...deciding, see].map((each) => ({ ...each, boutique: check.boutique }))),
    ],
    place.name,
  );
}

/** Looked at, and gone again. */
export function receiptsCard(check: AmlCheck, { name }: Place): Card {
  const { month, receipts, reviewNote } = check;
  return card(
    `Receipts of ${monthInWords(month, '')}`,
    [
      receipts.length === 0 ? text('There is nothing to report.') : text(receipts.join('\n')),
      ...(reviewNote ? [lines(['Decided', reviewNote])] : []),
      quiet('That you looked is on record.'),
    ],
    name,
  );
}

const MOST_LISTED = 12;

export interface Board {
  readonly month: Month;
  readonly due: Day;
  readonly today: Day;
  readonly rows: readonly BoardRow[];
  readonly signature: Signature | null;
  /** Of whoever looks. */
  readonly timeZone: string;
  readonly maySign: boolean;
}

/** A month over the network: who has not signed, what was found, and the signature. */
export function boardCard({ month, due, today, rows, signature, maySign, timeZone }: Board): Card {
  const missing = rows.filter(({ check }) => check === null || check.state === 'sent-back');
  const found = rows.filter(({ check }) => check?.outcome === 'findings' && check.state !== 'sent-back');
  const open = found.filter(({ check }) => check?.state === 'signed');
  const signed = rows.length - missing.length;
  const late = today > due;
  const facts: (readonly [string, string])[] = [
    ['Signed', `${signed} of ${counted(rows.length, 'boutique')}`],
    ['Due', `${dayInWords(due, today)}${late && missing.length > 0 ? ', late' : ''}`],
    [
      'Network',
      signature ? `Signed by ${signature.signedByName}, ${dayAndTime(signature.signedAt, timeZone)}` : 'Not signed yet',
    ],
  ];
  const actions = [
    ...(signature || !maySign || missing.length > 0 || open.length > 0
      ? []
      : [button('aml-checks.sign-network', 'Sign for the network', month, { style: 'primary' })]),
    button('aml-checks.export', 'Export', month),
  ];
  return card(`AML checks for ${monthInWords(month, today)}`, [
    lines(...facts),
    ...listed('Not signed', missing),
    ...foundBlocks(found),
    buttons(...actions),
  ]);
}

function listed(title: string, rows: readonly BoardRow[]): Block[] {
  if (rows.length === 0) return [];
  const named = rows.slice(0, MOST_LISTED).map(({ name, check }) => (check ? `${name} (sent back)` : name));
  const rest = rows.length - named.length;
  return [lines([title, `${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`])];
}

const foundBlocks = (rows: readonly BoardRow[]): Block[] => [
  ...rows
    .slice(0, 5)
    .flatMap(({ name, check }): Block[] =>
      check
        ? [
            lines([name, `${counted(check.receipts.length, 'receipt')} to look at, ${titles[check.state]}`]),
            buttons({ ...button('aml-checks.look', 'Open', check.id), boutique: check.boutique }),
          ]
        : [],
    ),
  ...(rows.length > 5
    ? [quiet(`And ${counted(rows.length - 5, 'more boutique')} with something to look at: in the export.`)]
    : []),
];

export const sentCard = (): Card => card('The list is in your messages', []);

export const exportCard = (month: Month): Card =>
  card(`AML checks for ${monthInWords(month, '')}`, [
    quiet('Every return, as it was signed. No receipts, no names of clients.'),
  ]);

/** For headquarters: the month is signed. */
export function networkSignedCard(
  { month, boutiques }: { readonly month: Month; readonly boutiques: number },
  signature: Signature,
  timeZone: string,
): Card {
  return card(`AML checks for ${monthInWords(month, '')} are signed`, [
    lines(
      ['Boutiques', `${boutiques}, each signed by its own`],
      ['Signed', `${signature.signedByName}, ${dayAndTime(signature.signedAt, timeZone)}`],
    ),
  ]);
}

export const savedCard = (words: string): Card => card(words, []);

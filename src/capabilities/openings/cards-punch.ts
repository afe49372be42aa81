import { type Block, type Button, button, buttons, type Card, card, lines, quiet, text } from '../../chat/card.js';
import { type Day, dayInWords } from '../../domain/calendar.js';
import { shortened } from '../../domain/words.js';
import { titleOf } from './cards.js';
import type { Project } from './rules.js';
import { inOrder, isLate, type PunchItem, punchInWords, punchStates, subjectOf } from './rules-punch.js';
import { departmentOf } from './rules-words.js';

const A_PAGE = 8;

const punchPages = (items: readonly PunchItem[]): number => Math.max(1, Math.ceil(items.length / A_PAGE));

/** What is late first, what was accepted last. */
export function punchListCard(project: Project, items: readonly PunchItem[], today: Day, page: number): Card {
  const pages = punchPages(items);
  const at = Math.min(Math.max(1, page), pages);
  const shown = inOrder(items).slice((at - 1) * A_PAGE, at * A_PAGE);
  const turn = [
    ...(at > 1 ? [button('openings.punch', 'Show previous', `${project.id}~${at - 1}`)] : []),
    ...(at < pages ? [button('openings.punch', 'Show more', `${project.id}~${at + 1}`)] : []),
  ];
  return card(
    `${titleOf(project)} · punch list`,
    [
      ...(items.length === 0 ? [text('Nothing is on it.')] : []),
      ...shown.flatMap((item): Block[] => [
        lines(listLine(item, today)),
        buttons(button('openings.punch-item', `Open ${item.number}: ${shortened(item.what, 50)}`, subjectOf(item))),
      ]),
      ...(pages > 1 ? [quiet(`Page ${at} of ${pages}`)] : []),
      buttons(button('openings.punch-add', 'Add', project.id), ...turn),
    ],
    punchInWords(items, today),
  );
}

const whose = ({ owner }: PunchItem): string => shortened(owner?.name ?? departmentOf('store-planning'), 40);

const stateOf = (item: PunchItem, today: Day): string =>
  item.state === 'open'
    ? `${isLate(item, today) ? 'late since' : 'by'} ${dayInWords(item.due, today)}`
    : punchStates[item.state].toLowerCase();

const listLine = (item: PunchItem, today: Day): [string, string] => [
  `${item.number} · ${shortened(item.place, 50)}`,
  `${shortened(item.what, 90)} · ${whose(item)} · ${stateOf(item, today)}`,
];

export interface ItemSteps {
  readonly fix: boolean;
  readonly decide: boolean;
}

/** One of them whole. In a message that others have too, the buttons of whoever is meant by it. */
export function punchCard(project: Project, item: PunchItem, today: Day, may: ItemSteps): Card {
  const steps = stepsOf(item, may);
  return card(
    `Punch list ${item.number} · ${shortened(project.title, 50)}`,
    [
      text(shortened(item.what, 300)),
      lines(
        ['Where', shortened(item.place, 80)],
        ['Whose', whose(item)],
        ['By', dayInWords(item.due, today)],
        ['Reported', `${shortened(item.reportedBy.name, 60)}${photosOf(item)}`],
        ...outcomeOf(item),
      ),
      ...(steps.length === 0 ? [] : [buttons(...steps)]),
    ],
    isLate(item, today) ? 'Late' : punchStates[item.state],
  );
}

const photosOf = ({ photos }: PunchItem): string => {
  if (photos === 0) return '';
  return photos === 1 ? ' · 1 photo' : ` · ${photos} photos`;
};

function outcomeOf({ doneBy, doneNote, reopenWhy, acceptedBy, state }: PunchItem): [string, string][] {
  const note = doneNote === null ? '' : `: ${shortened(doneNote, 300)}`;
  return [
    ...(doneBy === null ? [] : [['Done', `${shortened(doneBy.name, 60)}${note}`] as [string, string]]),
    ...(reopenWhy === null ? [] : [['Sent back', shortened(reopenWhy, 300)] as [string, string]]),
    ...(state === 'accepted' && acceptedBy ? [['Accepted', shortened(acceptedBy.name, 60)] as [string, string]] : []),
  ];
}

function stepsOf(item: PunchItem, { fix, decide }: ItemSteps): Button[] {
  const subject = subjectOf(item);
  const round = `${subject}/${item.round}`;
  return [
    ...(item.state === 'open' && fix ? [button('openings.punch-done', 'Done', subject, { style: 'primary' })] : []),
    ...(item.state === 'done' && decide
      ? [
          button('openings.punch-accept', 'Accept', round, { style: 'primary' }),
          button('openings.punch-reopen', 'Send back', round),
        ]
      : []),
    ...(item.photos > 0 ? [button('openings.photos', 'Show photos', subject)] : []),
  ];
}

export const photosCard = (item: PunchItem, photos: number): Card =>
  card(`Punch list ${item.number}`, [
    text(`${photos === 1 ? '1 photo' : `${photos} photos`} of ${shortened(item.what, 100)}, in your messages.`),
  ]);

export const photoRefusedCard = (name: string, why: string): Card =>
  card('A photo was not kept', [text(`${shortened(name, 120)}: ${shortened(why, 300)}`)]);

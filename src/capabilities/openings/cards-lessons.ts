import { type Block, button, buttons, type Card, card, lines, text } from '../../chat/card.js';
import { counted, dayAndTime } from '../../domain/calendar.js';
import { shortened } from '../../domain/words.js';
import { titleOf } from './cards.js';
import { called, type Project } from './rules.js';
import type { Lesson, Proposal } from './rules-lessons.js';

const MOST = 10;

/** What was learned of a project, and what it would change in the next. */
export function lessonsCard(project: Project, lesson: Lesson, proposals: readonly Proposal[]): Card {
  return card(
    `${titleOf(project)} · lessons`,
    [
      lines(['Went well', shortened(lesson.well, 800)], ['Slipped', shortened(lesson.slipped, 800)]),
      ...(proposals.length === 0
        ? [text('What should be different in the next plan?')]
        : [lines(...proposals.slice(0, MOST).map(proposalLine))]),
      buttons(
        button('openings.propose-change', 'Change a milestone', project.id, { style: 'primary' }),
        button('openings.propose-line', 'Add a milestone', project.id),
        ...proposals
          .filter(({ state }) => state === 'proposed')
          .slice(0, 3)
          .map(({ id, after }) => button('openings.proposal', `Show ${shortened(after, 50)}`, `${project.id}/${id}`)),
      ),
    ],
    `${called(project)} · ${shortened(lesson.by.name, 40)}`,
  );
}

const proposalLine = ({ after, state }: Proposal): [string, string] => [
  { proposed: 'Proposed', approved: 'Approved', declined: 'Declined' }[state],
  shortened(after, 150),
];

/** For whoever decides on it, and for who proposed it. */
export function proposalCard(project: Project, proposal: Proposal, decides: boolean): Card {
  const { id, before, after, why, state, proposedBy, decidedBy, decidedWhy, proposedAt } = proposal;
  const subject = `${project.id}/${id}`;
  const asks: Block[] = [
    buttons(
      button('openings.approve-proposal', 'Approve', subject, { style: 'primary' }),
      button('openings.decline-proposal', 'Decline', subject),
    ),
  ];
  return card(
    'A change of the plan’s template',
    [
      lines(
        ['Template', proposal.template],
        ['Now', shortened(before, 200)],
        ['Then', shortened(after, 200)],
        ['Learned at', titleOf(project)],
        ['Proposed by', `${shortened(proposedBy.name, 60)}, ${dayAndTime(proposedAt, project.place.timeZone)}`],
      ),
      text(shortened(why, 300)),
      ...(state === 'proposed' ? [] : [text(decisionWords(proposal))]),
      ...(decidedBy && decidedWhy ? [text(shortened(decidedWhy, 500))] : []),
      ...(state === 'proposed' && decides ? asks : []),
    ],
    state,
  );
}

const decisionWords = ({ state, decidedBy }: Proposal): string =>
  state === 'approved'
    ? `Approved by ${shortened(decidedBy?.name ?? '', 60)}. The next plan has it.`
    : `Declined by ${shortened(decidedBy?.name ?? '', 60)}.`;

/** For who proposed something. */
export const proposedCard = (people: number): Card =>
  card('Proposed', [
    text(
      `${counted(people, 'person').replace('persons', 'people')} can decide on it. You read here what became of it.`,
    ),
  ]);

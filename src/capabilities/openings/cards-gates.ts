import { type Block, button, buttons, type Card, card, lines, text } from '../../chat/card.js';
import { counted } from '../../domain/calendar.js';
import { listedInBrief, shortened } from '../../domain/words.js';
import { isLive, type Milestone, type Named, type Project, projectStates } from './rules.js';
import { type Ballot, tally } from './rules-gates.js';

export interface Gate {
  readonly project: Project;
  readonly milestone: Milestone;
  readonly board: readonly Ballot[];
  /** What it waits for, and is not done. */
  readonly unfinished: readonly Milestone[];
}

export interface GateFor {
  /** Whose vote the reader gives; null: they only read. */
  readonly voter: string | null;
  readonly count: number;
}

/** The vote as it stands; whoever has a vote has its buttons. */
export function gateCard(gate: Gate, options: GateFor): Card {
  const { milestone, board, project } = gate;
  const { id, round, vote } = milestone;
  const isOpen = isLive(project) && milestone.status === 'open' && (vote === 'called' || vote === 'no-go');
  const subject = `${id}/${round}.${options.count}`;
  return card(
    gateTitle(gate),
    [
      ...unready(gate),
      lines(...board.map(ballotLine)),
      ...(isOpen ? [] : [text(closedWords(gate))]),
      ...(isOpen && options.voter !== null
        ? [
            ...given(board.find(({ voter }) => voter.id === options.voter)),
            buttons(
              button('openings.vote-go', 'Go', subject, { style: 'primary' }),
              button('openings.vote-no-go', 'No-go', id, { style: 'danger' }),
            ),
          ]
        : []),
    ],
    standOf(gate),
  );
}

function closedWords({ project, milestone }: Gate): string {
  if (milestone.status !== 'open') return shortened(milestone.evidence ?? 'It passed.', 600);
  return isLive(project)
    ? 'Sent back: the votes begin anew.'
    : `The project is ${projectStates[project.state].toLowerCase()}, so nobody votes now.`;
}

const gateTitle = ({ project, milestone }: Pick<Gate, 'project' | 'milestone'>): string =>
  `${milestone.name} · ${shortened(project.title, 50)}`;

function unready({ unfinished }: Gate): Block[] {
  if (unfinished.length === 0) return [text('Everything that it waits for is done.')];
  return [
    text(
      `Not done: ${listedInBrief(
        unfinished.map(({ name }) => name),
        6,
      )}.`,
    ),
  ];
}

/** The buttons stay, so it says that this is no mistake. */
function given(ballot: Ballot | undefined): Block[] {
  if (!ballot?.vote) return [];
  const { voter, vote } = ballot;
  const isOwn = vote.by.id === voter.id;
  const who = isOwn ? 'You voted' : `${shortened(vote.by.name, 40)} voted in place of ${shortened(voter.name, 40)}:`;
  return [text(`${who} ${vote.vote}. ${isOwn ? 'You may change it' : 'It may be changed'} until it is decided.`)];
}

function ballotLine({ voter, vote }: Ballot): [string, string] {
  if (!vote) return [shortened(voter.name, 40), 'has not voted'];
  const by = vote.by.id === voter.id ? '' : ` by ${shortened(vote.by.name, 40)} in their place`;
  const why = vote.why === null ? '' : `: ${shortened(vote.why, 200)}`;
  return [shortened(voter.name, 40), `${vote.vote === 'go' ? 'Go' : 'No-go'}${by}${why}`];
}

function standOf({ milestone, board }: Gate): string {
  if (milestone.status !== 'open') return 'passed';
  const going = board.filter(({ vote }) => vote?.vote === 'go').length;
  return tally(board) === 'no-go' ? 'no-go' : `${going} of ${board.length} say go`;
}

/** For the director, who decides what a no-go comes to. */
export function noGoCard(gate: Gate, outcome?: string): Card {
  const { milestone, board, project } = gate;
  const against = board.filter(({ vote }) => vote?.vote === 'no-go');
  const isOpen = outcome === undefined;
  return card(
    `No-go: ${gateTitle(gate)}`,
    [
      lines(...against.map(ballotLine)),
      ...(isOpen
        ? [
            text('Hold it, override it on record, or send it back to its lead.'),
            buttons(
              button('openings.send-back', 'Send back', milestone.id, { style: 'primary' }),
              button('openings.hold', 'Hold', project.id),
              button('openings.override', 'Override', milestone.id, { style: 'danger' }),
            ),
          ]
        : [text(shortened(outcome, 600))]),
    ],
    standOf(gate),
  );
}

export const calledCard = (milestone: Milestone, voters: readonly Named[]): Card =>
  card(milestone.name, [
    text(
      `${counted(voters.length, 'person').replace('persons', 'people')} asked to vote: ${listedInBrief(
        voters.map(({ name }) => name),
        6,
      )}.`,
    ),
  ]);

import { actsFor, type Person } from '../../domain/people.js';
import type { Named } from './rules.js';

export interface Vote {
  readonly voter: Person['id'];
  /** Who pressed: another where the voter was away. */
  readonly by: Named;
  readonly vote: 'go' | 'no-go';
  readonly why: string | null;
  readonly at: Date;
}

/** What one of those who were named says now; null: nothing yet. */
export interface Ballot {
  readonly voter: Named;
  readonly vote: Vote | null;
}

/** The last vote of each counts. */
export function ballots(voters: readonly Named[], votes: readonly Vote[]): Ballot[] {
  const last = new Map(votes.map((vote) => [vote.voter, vote]));
  return voters.map((voter) => ({ voter, vote: last.get(voter.id) ?? null }));
}

/** One no-go stops it; it passes once everybody who was named says go. */
export function tally(board: readonly Ballot[]): 'open' | 'go' | 'no-go' {
  if (board.some(({ vote }) => vote?.vote === 'no-go')) return 'no-go';
  return board.length > 0 && board.every(({ vote }) => vote?.vote === 'go') ? 'go' : 'open';
}

/** In whose name somebody votes: their own, and of those who are away and whose place they take. */
export const votesFor = (person: Person, voters: readonly Named[]): Named[] =>
  voters.filter(({ id }) => actsFor(person, id));

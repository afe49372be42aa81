import { type Button, button } from '../../chat/card.js';
import { shortened } from '../../domain/words.js';
import type { Task } from './rules.js';
import type { Clock } from './rules-chain.js';

const LONGEST_TASK = 60;

/** The buttons that stand on several cards. */
export const press = {
  take: (id: string, acts: number): Button =>
    button('anomalies.take', 'Take it', `${id}/${acts}`, { style: 'primary' }),
  open: (id: string): Button => button('anomalies.open', 'Open', id),
  stop: (clock: Clock, id: string): Button =>
    clock === 'recordings'
      ? button('anomalies.recordings-saved', 'Recordings saved', id)
      : button('anomalies.claim-made', 'Claim made', id),
  done: ({ id, what }: Pick<Task, 'id' | 'what'>): Button =>
    button('anomalies.task-done', `Done: ${shortened(what, LONGEST_TASK)}`, id),
  note: (id: string): Button => button('anomalies.add-note', 'Add note', id),
  evidence: (id: string): Button => button('anomalies.add-evidence', 'Add evidence', id),
  timeline: (id: string): Button => button('anomalies.timeline', 'Show timeline', id),
} as const;

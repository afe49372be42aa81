import type { Walked } from '../walk.js';
import { namesIn } from './names.js';
import { conversationAt } from './snapshot.js';
import type { TeamsState } from './state.js';

/** What the banner of the walk is drawn from in Teams. */
export function walkedIn({ snapshot, progress, walkOpen, place }: TeamsState): Walked {
  const { walk, me, users, conversations } = snapshot;
  return {
    walk,
    me,
    progress,
    open: walkOpen,
    faces: () => namesIn(snapshot),
    isHere: (where) => {
      const wanted = conversationAt(snapshot, where);
      return wanted !== undefined && conversationAt(snapshot, place) === wanted;
    },
    placeName: (where) => placeName(snapshot, where),
    from: [walk, me, users, conversations, progress, walkOpen, place],
  };
}

/** A channel of somebody else has no name here; the step's own words say it. */
function placeName(snapshot: TeamsState['snapshot'], where: string): string {
  const conversation = conversationAt(snapshot, where);
  if (!conversation) return '';
  return conversation.kind === 'personal' ? `in the chat with ${conversation.name}` : `in ${conversation.name}`;
}

import { namesIn } from './names.js';
import { conversationAt } from './snapshot.js';
import type { State } from './state.js';
import type { Walked } from './walk.js';

/** What the banner of the walk is drawn from in Slack. */
export function walkedIn({ snapshot, progress, walkOpen, place }: State): Walked {
  const { walk, me, users, conversations } = snapshot;
  return {
    walk,
    me,
    progress,
    open: walkOpen,
    faces: () => namesIn(snapshot),
    isHere: (where) =>
      place === where || (conversationAt(snapshot, place)?.id ?? place) === conversationAt(snapshot, where)?.id,
    placeName: (where) => placeName(snapshot, where),
    from: [walk, me, users, conversations, progress, walkOpen, place],
  };
}

/** A channel of somebody else has no name here; the step's own words say it. */
function placeName(snapshot: State['snapshot'], where: string): string {
  if (where === 'home') return `in ${snapshot.app.name}, Home`;
  if (where === 'dm') return `in ${snapshot.app.name}, Messages`;
  const conversation = conversationAt(snapshot, where);
  return conversation ? `in #${conversation.name}` : '';
}

/** The server's clock as far as this page has seen it: what is older was there before. */
export function newestMoment({ snapshot }: Pick<State, 'snapshot'>): string {
  const logged = snapshot.log.map(({ at }) => new Date(at).getTime() / 1000);
  const newest = [...snapshot.messages.map(({ ts }) => Number(ts)), ...logged];
  return newest.reduce((latest, moment) => Math.max(latest, moment), 0).toFixed(6);
}

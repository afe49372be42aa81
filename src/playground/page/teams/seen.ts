import type { TeamsMessage } from '../../teams/protocol.js';
import { post } from './api.js';
import { isRefreshed } from './card-json.js';
import type { TeamsApp } from './state.js';

/**
 * Says that a card is before the person's eyes, once for each drawing, if it asks to be drawn anew for them. What came
 * as the answer to that is not said again, or the two would go on for ever.
 */
export function createSeen(app: TeamsApp, log: HTMLElement) {
  const waiting = new Map<Element, TeamsMessage>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const message = waiting.get(target);
        if (!isIntersecting || !message) continue;
        observer.unobserve(target);
        waiting.delete(target);
        const { conversation, id } = message;
        void post('seen', { user: app.state().snapshot.me, conversation, message: id });
      }
    },
    { root: log },
  );
  return (message: TeamsMessage, node: HTMLElement, again: boolean): void => {
    const asks = message.attachments.some((one) => one.kind === 'card' && isRefreshed(one.card) && !(again && one.own));
    if (!asks) return;
    waiting.set(node, message);
    observer.observe(node);
  };
}

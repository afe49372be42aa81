import { ApiError } from './api-error.js';

/** What a `trigger_id` allows: one modal, for this person, within three seconds. */
export interface Triggers {
  issue(user: string, id: string): string;
  /** Whose it is; throws in Slack's words when it is unknown, old or used. */
  look(trigger: string): string;
  spend(trigger: string): void;
}

interface Trigger {
  readonly user: string;
  readonly bornAt: number;
  readonly spent: boolean;
}

const slacksLifetime = 3000;
const remembered = 1000;

export function newTriggers(now: () => Date, lifetime = slacksLifetime): Triggers {
  const triggers = new Map<string, Trigger>();
  return {
    issue(user, id) {
      triggers.set(id, { user, bornAt: now().getTime(), spent: false });
      const oldest = triggers.keys().next().value;
      if (triggers.size > remembered && oldest !== undefined) triggers.delete(oldest);
      return id;
    },
    look(id) {
      const trigger = triggers.get(id);
      if (!trigger) throw new ApiError('invalid_trigger_id');
      if (trigger.spent) throw new ApiError('exchanged_trigger_id');
      if (now().getTime() - trigger.bornAt > lifetime) throw new ApiError('expired_trigger_id');
      return trigger.user;
    },
    spend(id) {
      const trigger = triggers.get(id);
      if (trigger) triggers.set(id, { ...trigger, spent: true });
    },
  };
}

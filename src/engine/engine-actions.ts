import { approvalActions } from './approval-actions.js';
import type { Interaction } from './capability.js';
import type { Parts } from './context.js';
import { reminderActions } from './reminders/acting.js';
import { strangerActions } from './strangers.js';

/** The buttons that are no capability's own. */
export const engineActions = (parts: () => Parts): Readonly<Record<string, Interaction>> => ({
  ...approvalActions(parts),
  ...reminderActions(parts),
  ...strangerActions,
});

import { longText } from '../chat/form.js';
import { nameOfApproval } from '../database/approvals.js';
import { type Role, roleNames } from '../domain/people.js';
import { decide, look } from './approvals.js';
import { ask, type Interaction, run } from './capability.js';
import type { Parts } from './context.js';

/** Whoever decides is checked by the approval's own step, with a sentence of its own. */
const anyone = Object.keys(roleNames) as Role[];

/** The buttons that come with every approval. */
export function approvalActions(parts: () => Parts): Readonly<Record<string, Interaction>> {
  return {
    'engine.approve': run({
      summary: 'Approve',
      allow: anyone,
      async run(context) {
        await decide(parts(), context, context.subject, { approved: true });
        return { done: true };
      },
    }),
    'engine.look': run({
      summary: 'See what is to be decided',
      allow: anyone,
      looks: true,
      run: async (context) => ({ reply: await look(parts(), context, context.subject) }),
    }),
    'engine.reject': ask({
      summary: 'Send back, with a reason',
      allow: anyone,
      form: async ({ db, subject }) => {
        const name = await nameOfApproval(db, subject);
        const words = name === null ? undefined : parts().registry.approval(name)?.words;
        const { reject: verb, reasonHint: hint } = words ?? { reject: 'Send back', reasonHint: '' };
        return {
          name: 'reject',
          title: verb,
          submit: verb,
          fields: { reason: longText('Reason', { max: 500, hint }) },
        };
      },
      async submit({ reason }, context) {
        await decide(parts(), context, context.subject, { approved: false, reason });
        return { done: true };
      },
    }),
  };
}

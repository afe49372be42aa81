import { denied } from '../../domain/refusal.js';
import { type Asking, run } from '../../engine/capability.js';
import { isSupervisor, supervises } from './naming.js';
import { mayPass, pass } from './passing.js';
import type { Take } from './rules.js';

/** While the count goes on or after it: whoever was named to supervise, and nobody else. */
export const confirmSweep = run({
  summary: "Confirm the supervisor's sweep of a stock take",
  allow: ['store-manager', 'operations-manager'],
  also: isSupervisor,
  async run(context) {
    const take = await mayPass(context, 'sweep', true);
    mustSupervise(take, context);
    await pass(context, take, 'sweep', { words: 'Every place is counted, and nothing lies elsewhere.', ofCount: true });
    return { done: true };
  },
});

function mustSupervise(take: Take, { actor }: Pick<Asking, 'actor'>): void {
  if (!take.team) throw new Error('nothing was counted');
  if (!supervises(actor, take)) throw denied('not-named', `${take.team.supervisor.name} is named to supervise this.`);
}

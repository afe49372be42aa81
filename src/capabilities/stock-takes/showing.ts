import type { Boutique } from '../../domain/boutique.js';
import type { Context } from '../../engine/capability.js';
import { takeCard } from './cards.js';
import { boardCard } from './cards-board.js';
import { countCard, reportDueCard, signCard } from './cards-told.js';
import { closingOn } from './closing.js';
import { passedOf, type Take, topicOf } from './rules.js';
import { findCampaign, takesOf } from './store.js';

/** To everybody with a part in it, each in the one message they have of it. */
export async function showTake(context: Context, take: Take): Promise<void> {
  const { tell, today, boutique } = context;
  const shown = takeCard(take, today);
  tell({ role: 'store-manager' }, shown, { topic: topicOf(take) });
  if (take.team)
    tell({ person: take.team.supervisor.id }, takeCard(take, today, { supervises: true }), { topic: topicOf(take) });
  const passed = passedOf(take);
  if (take.team && take.plan) {
    const begins = countCard(take, take.team, await closingOn(context, boutique, take.day));
    tell('boutique-channel', begins, { topic: topicOf(take, take.plan) });
    for (const { id } of take.team.counters) tell({ person: id }, begins, { topic: topicOf(take, take.plan) });
  }
  if (take.team && passed.has('unexplained'))
    tell({ person: take.team.approver.id }, signCard(take), { topic: topicOf(take, 'sign') });
  if (passed.has('signed'))
    tell({ person: take.campaign.createdBy }, reportDueCard(take), { topic: topicOf(take, 'report') });
}

export const boardTopic = (campaign: string): string => `stock-take-board/${campaign}`;

/** For those who answer for all boutiques: one message a campaign. Whatever stands there is of no count that is restricted. */
export async function showBoard({ db, tell, now }: Context<Boutique | null>, campaign: string): Promise<void> {
  const shown = boardCard(await findCampaign(db, campaign), await takesOf(db, campaign), now);
  for (const role of ['operations-manager', 'director', 'finance'] as const)
    tell({ role }, shown, { topic: boardTopic(campaign) });
}

import { Refusal } from '../../domain/refusal.js';
import { askAnywhere, type Json, job } from '../../engine/capability.js';
import { takeCard } from './cards.js';
import { campaignCancelledCard, cancelledCard } from './cards-told.js';
import { cancelForm } from './forms-network.js';
import { dateTopic, topicOf } from './rules.js';
import { gateIds } from './rules-gates.js';
import { findCampaign, findTake, liveCampaigns, takesOf } from './store.js';
import { cancelCampaign, holdTakes } from './store-changes.js';

/** As many as a choice may have. */
const MOST = 10;

/** Before a boutique has begun its count; where it has, it goes on to its end. Nothing is deleted. */
export const cancel = askAnywhere({
  summary: 'Cancel a stock take at every boutique that has not begun it',
  allow: ['operations-manager'],
  form: async ({ db, shown }) => {
    const live = (await liveCampaigns(db, MOST)).filter(({ cancelled }) => cancelled === null);
    if (live.length === 0 && shown === null) throw nothingLeft();
    return cancelForm(live);
  },
  async submit({ campaign: id, reason }, context) {
    const { db, actor, now, record, later } = context;
    await holdTakes(db, id);
    const campaign = await findCampaign(db, id);
    if (campaign.cancelled) throw new Refusal('cancelled', `${campaign.cancelled.by.name} cancelled it already.`);
    const cancelled = await cancelCampaign(db, id, { by: actor.id, why: reason, now });
    const went = (await takesOf(db, id)).filter((take) => !take.cancelled).length;
    record('stock-takes.campaign-cancelled', id, { boutiques: cancelled.length, goOn: went }, { reason });
    for (const { id: take, boutique } of cancelled) later('stock-takes.cancelled', { take }, boutique);
    return { reply: campaignCancelledCard(campaign, cancelled.length, went) };
  },
});

const nothingLeft = () => new Refusal('none', 'No stock take is under way.');

interface OfTake {
  readonly [key: string]: Json;
  readonly take: string;
}

/** At the boutique: everybody with a part in it hears it, and what asked them for something asks no more. */
export const cancelledJob = job<OfTake>({
  async run({ take: id }, _fetched, context) {
    const { db, settle, later, tell, today } = context;
    const take = await findTake(db, id);
    settle(
      'stock-takes/gate',
      gateIds.map((gate) => `${id}~${gate}`),
    );
    if (take.plan) later('stock-counts.cancel-plan', { id: take.plan, why: take.campaign.cancelled?.why ?? '' });
    const over = cancelledCard(take);
    tell('who-was-told', takeCard(take, today), { topic: topicOf(take) });
    tell('who-was-told', over, { topic: dateTopic(take) });
    if (take.plan) tell('who-was-told', over, { topic: topicOf(take, take.plan) });
    for (const person of peopleIn(take)) tell({ person }, over, { topic: `${topicOf(take)}/role/${person}` });
    tell({ role: 'store-manager' }, over, { topic: topicOf(take, 'cancelled') });
  },
});

function peopleIn({ team }: Awaited<ReturnType<typeof findTake>>): string[] {
  if (!team) return [];
  return [...team.counters, ...team.recounters, team.supervisor, team.approver].map(({ id }) => id);
}

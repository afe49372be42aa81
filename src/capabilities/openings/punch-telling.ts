import type { Anywhere } from './acting.js';
import { todayAt } from './acting.js';
import { punchCard } from './cards-punch.js';
import { mayLead, type Project } from './rules.js';
import { mayFix, type PunchItem } from './rules-punch.js';

const itemTopic = (item: string): string => `punch/${item}`;
const checkTopic = (item: string): string => `punch-check/${item}`;

/** Store planning's channel, and who was named; whoever leads it once it is done. */
export function tellItem({ tell, now }: Pick<Anywhere, 'tell' | 'now'>, project: Project, item: PunchItem): void {
  const today = todayAt(project, now);
  const shown = punchCard(project, item, today, { fix: true, decide: false });
  tell({ department: 'store-planning' }, shown, { topic: itemTopic(item.id) });
  if (item.owner) tell({ person: item.owner.id }, shown, { topic: itemTopic(item.id) });
  if (item.round === 0) return;
  const check = punchCard(project, item, today, { fix: false, decide: true });
  tell({ person: project.lead.id }, check, { topic: checkTopic(item.id) });
}

/** As the actor sees it. */
export const seenItem = ({ actor, now }: Pick<Anywhere, 'actor' | 'now'>, project: Project, item: PunchItem) =>
  punchCard(project, item, todayAt(project, now), {
    fix: mayFix(actor, project, item),
    decide: mayLead(actor, project),
  });

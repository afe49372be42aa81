import type { Card } from '../../chat/card.js';
import type { Anywhere } from './acting.js';
import { todayAt, viewOf } from './acting.js';
import { boardCard } from './cards.js';
import { type Asked, promisesCard } from './cards-milestones.js';
import { isOpen, type Named } from './rules.js';
import type { Whole } from './store.js';
import { promisesById } from './store-promises.js';

export const boardTopic = (project: string): string => `project/${project}`;
export const promisesTopic = (project: string, owner: string): string => `promises/${project}/${owner}`;

/** The lead and the director have one message of a project; it says where everything stands. */
export function showBoard(context: Pick<Anywhere, 'tell' | 'now'>, whole: Whole, note?: string): void {
  const { project } = whole;
  const shown = boardCard(viewOf(whole, context.now), note);
  for (const { id } of leaders(project)) context.tell({ person: id }, shown, { topic: boardTopic(project.id) });
}

const leaders = ({ lead, director }: Whole['project']): Named[] =>
  lead.id === director.id ? [lead] : [lead, director];

/** Each of these owners sees, in one message, all the days that they are asked for. */
export async function showPromises(
  context: Pick<Anywhere, 'db' | 'tell' | 'now'>,
  whole: Whole,
  owners: readonly Named['id'][],
  note?: string,
): Promise<void> {
  const { id } = whole.project;
  for (const owner of new Set(owners))
    context.tell({ person: owner }, await promisesOf(context, whole, [owner], note), {
      topic: promisesTopic(id, owner),
    });
}

/** What these are asked for, as they see it. */
export async function promisesOf(
  { db, now }: Pick<Anywhere, 'db' | 'now'>,
  { project, milestones }: Whole,
  owners: readonly Named['id'][],
  note?: string,
): Promise<Card> {
  const asked = milestones.filter(
    ({ answer, owner, status }) => answer === 'asked' && owner && owners.includes(owner.id) && isOpen({ status }),
  );
  const promises = await promisesById(
    db,
    asked.flatMap(({ promise }) => promise ?? []),
  );
  const theirs = asked.flatMap((milestone): Asked[] => {
    const promise = promises.find(({ id }) => id === milestone.promise);
    return promise ? [{ milestone, promise }] : [];
  });
  return promisesCard(project, theirs, todayAt(project, now), note);
}

import type { Outcome } from '../../engine/capability.js';
import { type Anywhere, type AskingAnywhere, todayAt } from './acting.js';
import { photosCard, punchListCard } from './cards-punch.js';
import { choosing, mustSeeLive, wholesNamed } from './going-live.js';
import { type ItemAsked, itemAsked } from './punch.js';
import { seenItem } from './punch-telling.js';
import { mayFix } from './rules-punch.js';
import { findProject } from './store.js';
import { itemsOf, photosOf } from './store-punch.js';

export async function showPunch(context: Anywhere): Promise<Outcome> {
  const [id = '', page = '1'] = context.subject.split('~');
  const whole = await findProject(context.db, id);
  mustSeeLive(context, whole);
  const items = await itemsOf(context.db, id);
  return { reply: punchListCard(whole.project, items, todayAt(whole.project, context.now), Number(page)) };
}

/** Of the one that the words name; where several fit, those to choose from. */
export async function showPunchOf(context: Anywhere): Promise<Outcome> {
  const named = await wholesNamed(context);
  const [only] = named;
  if (!only || named.length > 1) return { reply: choosing(context, named) };
  const { project } = only;
  const items = await itemsOf(context.db, project.id);
  return { reply: punchListCard(project, items, todayAt(project, context.now), 1) };
}

export async function showItem(context: Anywhere): Promise<Outcome> {
  const asked = await itemAsked(context);
  mustSeeItem(context, asked);
  return { reply: seenItem(context, asked.project, asked.item) };
}

function mustSeeItem(context: Pick<AskingAnywhere, 'actor'>, asked: ItemAsked): void {
  if (!mayFix(context.actor, asked.project, asked.item)) mustSeeLive(context, asked);
}

/** They go to whoever asks for them, and it is on record. */
export async function showPhotos(context: Anywhere): Promise<Outcome> {
  const asked = await itemAsked(context);
  mustSeeItem(context, asked);
  const attachments = await photosOf(context.db, asked.item.id);
  const shown = photosCard(asked.item, attachments.length);
  context.tell({ person: context.actor.id }, shown, { attachments });
  context.record('openings.photos-seen', asked.project.id, { item: asked.item.id, photos: attachments.length });
  return { reply: shown };
}

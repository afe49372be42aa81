import type { Answers } from '../../chat/form.js';
import { denied, Refusal } from '../../domain/refusal.js';
import type { Outcome } from '../../engine/capability.js';
import { type Anywhere, type AskingAnywhere, mustLead } from './acting.js';
import type { overrideExitForm } from './forms-live.js';
import { liveOf, liveProject, liveReply, showLive } from './going-live.js';
import { mayDirect } from './rules.js';
import { lockProject, type Whole } from './store.js';
import { exitOf, saveCertified, saveOverride } from './store-live.js';

export async function toCertify(asking: AskingAnywhere): Promise<Whole> {
  const whole = await liveProject(asking);
  mustLead(asking, whole.project);
  return whole;
}

/** Not known to us yet, so whoever leads it says so. */
export async function certify(_answers: unknown, context: Anywhere): Promise<Outcome> {
  const { db, actor, now, record } = context;
  const { project } = await toCertify(context);
  const whole = await lockProject(db, project.id);
  if ((await exitOf(db, project.id))?.certifiedBy) throw new Refusal('said', 'This was confirmed already.');
  await saveCertified(db, project.id, actor.id, now);
  record('openings.staff-certified', project.id);
  return liveReply(context, await showLive(context, whole));
}

export async function toOverride(asking: AskingAnywhere): Promise<Whole> {
  const whole = await liveProject(asking);
  if (!mayDirect(asking.actor, whole.project))
    throw denied('not-director', 'Only a director hands a boutique over before everything is met.');
  return whole;
}

/** The handover goes on although not everything is met: its votes are asked for as ever. */
export async function overrideExit(
  { why }: Answers<ReturnType<typeof overrideExitForm>>,
  context: Anywhere,
): Promise<Outcome> {
  const { db, actor, now, record } = context;
  const { project } = await toOverride(context);
  const whole = await lockProject(db, project.id);
  const missing = (await liveOf(context, whole)).checked.filter(({ met }) => !met);
  if (missing.length === 0) throw new Refusal('all-met', 'Everything is met, so nothing is to be overridden.');
  await saveOverride(db, project.id, actor.id, why, now);
  record('openings.exit-overridden', project.id, { missing: missing.map(({ wanted }) => wanted) }, { reason: why });
  return liveReply(context, await showLive(context, whole));
}

import { Refusal } from '../../domain/refusal.js';
import type { Context, Outcome } from '../../engine/capability.js';
import { briefCard } from './cards-told.js';
import { afterMove } from './handling.js';
import {
  type Anomaly,
  type AnomalyType,
  called,
  inBrief,
  isRestricted,
  type Severity,
  severityNames,
  types,
} from './rules.js';
import { evidenceUntil } from './rules-chain.js';
import { departmentFor, departmentsOf } from './rules-routes.js';
import { handledAnomaly, mustHandle, seenAnomaly } from './seeing.js';
import { about, demand, note, restrictTo, showChanged, tellOfNew, topics } from './showing.js';
import { changeAnomaly, lockTwo } from './store.js';
import { visibleTo } from './store-access.js';
import { casesToLink, pointAt } from './store-lists.js';
import { settingsAt } from './store-settings.js';
import { viewOf } from './store-view.js';

interface Corrected {
  readonly type: AnomalyType;
  readonly severity: Severity;
  readonly why: string;
}

/** Another type may restrict it, and never opens it; its new department is told as of a new case. */
export async function change({ type, severity, why }: Corrected, context: Context): Promise<Outcome> {
  const { db, record } = context;
  const before = await handledAnomaly(context);
  if (before.state === 'closed') throw new Refusal('closed', 'This case is closed.');
  if (type === before.type && severity === before.severity)
    throw new Refusal('same', 'This is what it is already. Choose another type or severity.', 'type');
  const anomaly = await changeAnomaly(db, before.id, await following(context, before, type, severity));
  const [from, to] = [inBrief(before), inBrief(anomaly)];
  record('anomalies.changed', anomaly.id, { restricted: anomaly.restricted }, { before: from, after: to });
  await note(context, anomaly, 'state', `Changed to ${types[type]}, ${severityNames[severity].toLowerCase()}: ${why}`);
  await restrictTo(context, anomaly);
  if (departmentsOf(anomaly).some((each) => !departmentsOf(before).includes(each))) await tellOfNew(context, anomaly);
  if (before.criticalSince === null && severity === 'critical') await demand(context, anomaly);
  return afterMove(context, before, anomaly);
}

async function following(
  { db, now, boutique }: Context,
  before: Anomaly,
  type: AnomalyType,
  severity: Severity,
): Promise<Parameters<typeof changeAnomaly>[2]> {
  const isOther = type !== before.type;
  const { terms, routes } = await settingsAt(db, boutique.code);
  const until = evidenceUntil(type, before.happenedAt, terms);
  const department = isOther ? departmentFor(type, routes) : before.department;
  return {
    type,
    severity,
    department,
    restricted: before.restricted || (isOther && isRestricted(type, before.onShift, '', [])),
    criticalSince: severity === 'critical' ? (before.criticalSince ?? now) : null,
    ...(isOther && before.claimMade === null && { claimUntil: until.claimUntil }),
  };
}

/** The only way in which a restricted case opens: by hand, with a reason, on record. */
export async function openToBoutique({ why }: { readonly why: string }, context: Context): Promise<Outcome> {
  const { db, record, tell, boutique } = context;
  const before = await handledAnomaly(context);
  if (!before.restricted) throw new Refusal('open', `${called(before)} is open to its boutique already.`);
  const anomaly = await changeAnomaly(db, before.id, { restricted: false });
  record('anomalies.opened-to-boutique', anomaly.id, {}, { reason: why });
  await note(context, anomaly, 'visibility', `Opened it to the boutique: ${why}`);
  await restrictTo(context, anomaly);
  const card = briefCard(await viewOf(db, anomaly, context.now), boutique);
  tell({ role: 'store-manager' }, card, about(anomaly, topics.brief(anomaly.id)));
  return afterMove(context, before, anomaly);
}

/** Of the same boutique; a chain points at its first case, and those that pointed here follow. */
export async function link({ first }: { readonly first: string }, context: Context): Promise<Outcome> {
  const { db, record, actor } = context;
  const { id } = mustHandle(context, await seenAnomaly(context));
  const target = await mustBeLinkable(context, id, first);
  const [before, root] = await lockTwo(db, [id, target.duplicateOf ?? target.id]);
  if (root.id === id) throw new Refusal('circle', `${called(target)} is linked to this case already.`, 'first');
  if ((await visibleTo(db, actor, [root])).length === 0)
    throw new Refusal('not-found', 'Choose from what is found.', 'first');
  await context.reading([root.id]);

  await pointAt(db, id, root.id);
  const anomaly = await changeAnomaly(db, id, { duplicateOf: root.id });
  record('anomalies.linked', id, { first: root.id });
  await note(context, anomaly, 'duplicate', `Linked as a duplicate of ${called(root)}.`);
  await note(context, root, 'duplicate', `${called(anomaly)} is linked as a duplicate.`);
  await showChanged(context, root);
  return afterMove(context, before, anomaly);
}

async function mustBeLinkable({ db, boutique, actor }: Context, id: string, first: string): Promise<Anomaly> {
  const [found] = await visibleTo(db, actor, await casesToLink(db, boutique.code, { not: id, id: first }));
  if (!found) throw new Refusal('not-found', 'Choose from what is found.', 'first');
  return found;
}

import type { Card } from '../../chat/card.js';
import { denied } from '../../domain/refusal.js';
import type { Asking, Context } from '../../engine/capability.js';
import type { Anomaly } from './rules.js';
import { mayHandle } from './rules-routes.js';
import { cardFor } from './showing.js';
import { anomalyAbout, findAnomaly, lockAnomaly } from './store.js';
import { accessTo, visibleTo } from './store-access.js';
import { viewOf } from './store-view.js';

/** Whoever is named in a case may do what is theirs in it, whatever their role and boutique. */
export async function isInvolved({ db, actor, subject }: Asking): Promise<boolean> {
  const id = await anomalyAbout(subject, db);
  const { involved = [], restriction = null } = (id !== null && (await accessTo(db, [id])).get(id)) || {};
  return involved.includes(actor.id) || restriction?.people.includes(actor.id) === true;
}

type Looking = Pick<Asking, 'db' | 'actor' | 'subject'>;

/** The case of the subject. The engine refuses what is restricted; what is not is still not everybody's. */
export async function seenAnomaly({ db, actor, subject }: Looking): Promise<Anomaly> {
  const anomaly = await findAnomaly(db, (await anomalyAbout(subject, db)) ?? subject);
  return mustSee({ db, actor }, anomaly);
}

/** The same with its row held, for whoever is about to change it. */
export async function heldAnomaly({ db, actor, subject }: Looking): Promise<Anomaly> {
  const anomaly = await lockAnomaly(db, (await anomalyAbout(subject, db)) ?? subject);
  return mustSee({ db, actor }, anomaly);
}

/** Held, by somebody who may take it, hand it over, close it. */
export async function handledAnomaly(looking: Looking): Promise<Anomaly> {
  return mustHandle(looking, await heldAnomaly(looking));
}

export function mustHandle({ actor }: Pick<Looking, 'actor'>, anomaly: Anomaly): Anomaly {
  if (mayHandle(actor, anomaly)) return anomaly;
  throw denied('not-theirs', 'Its owner and its department do this. Add a note, and they see it.');
}

/** Only their answer opens it again. */
export function mustBeReporter({ actor }: Pick<Looking, 'actor'>, { reportedBy }: Anomaly): void {
  if (actor.id !== reportedBy) throw denied('not-reporter', 'Whoever reported it says whether it is solved.');
}

async function mustSee({ db, actor }: Pick<Looking, 'db' | 'actor'>, anomaly: Anomaly): Promise<Anomaly> {
  if ((await visibleTo(db, actor, [anomaly])).length > 0) return anomaly;
  throw denied('not-theirs', 'This case is for its boutique and the department it went to.');
}

/** The case as the actor sees it now. */
export async function seenCase(context: Context): Promise<Card> {
  const { db, now, boutique } = context;
  return cardFor(context, await viewOf(db, await seenAnomaly(context), now), boutique);
}

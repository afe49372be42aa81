import { peopleWith } from '../database/people.js';
import { holds, rolesInWords } from '../domain/people.js';
import { denied, Refusal } from '../domain/refusal.js';
import { shortened } from '../domain/words.js';
import type { Asking, Interaction } from './capability.js';
import { asking, type Moment, type Parts } from './context.js';
import { forBoutique } from './deciding.js';
import { isAnywhere } from './registry.js';
import type { Route } from './request.js';

/** Every command, form and button names who may use it, and for which boutique. */
export async function mustBeAllowed(
  parts: Parts,
  moment: Moment,
  interaction: Interaction,
  route: Route,
): Promise<void> {
  const { allow, also } = interaction;
  const { actor, boutique, db } = moment;
  if (!boutique && route.boutique)
    throw new Refusal(
      'no-such-boutique',
      `I know no boutique called "${shortened(route.boutique, 40)}". Check the code, or ask in the boutique's channel.`,
    );
  if (!boutique && !isAnywhere(interaction))
    throw new Refusal(
      'which-boutique',
      `Which boutique? Type /${route.interaction.split('.')[0]} and its code, such as MADISON, or ask in its channel.`,
    );
  const mayHere = boutique ? holds(actor, allow, boutique.code) : actor.roles.some(({ role }) => allow.includes(role));
  if (mayHere || (boutique && (await also?.(asking(parts, moment) as Asking)))) return;

  const names = boutique ? (await peopleWith(db, allow, boutique.code, moment.now)).map(({ name }) => name) : [];
  throw denied(
    'not-allowed',
    allow.length > MOST_NAMED
      ? `You have no role${boutique ? ` at ${boutique.name}` : ''} for this.`
      : `${rolesInWords(allow)} do this. ${boutique ? forBoutique(boutique.name, names) : ''}`.trim(),
  );
}

/** More roles than these say nothing to whoever is refused. */
const MOST_NAMED = 6;

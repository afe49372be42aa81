import { LONGEST_OPTION, type Option } from '../chat/form.js';
import { lookup } from '../database/lookup.js';
import { denied, Refusal } from '../domain/refusal.js';
import { storable } from '../domain/text.js';
import { shortened } from '../domain/words.js';
import { recordOf } from './about.js';
import type { Asking } from './capability.js';
import { asking } from './context.js';
import { inTime } from './deadline.js';
import { mustBeAllowed } from './permission.js';
import { type Refusing, refusalOf, tooLate } from './refusals.js';
import type { Search } from './request.js';
import { mustSee } from './restrictions.js';
import { routeOf } from './routing.js';

/** As many as a menu holds, in either chat. */
const MOST_FOUND = 100;

/** Nobody types more to find something. */
const LONGEST_SEARCH = 100;

/** What fits to the words so far. Somebody waits for it at every letter, and only looks: no transaction, no introduction. */
export function search(machine: Refusing, request: Search): Promise<readonly Option[]> {
  return inTime(request.channel, found(machine, request), () => {
    tooLate(machine, request);
    return [];
  });
}

async function found(machine: Refusing, request: Search): Promise<readonly Option[]> {
  try {
    const options = await optionsOf(machine, request);
    return options.slice(0, MOST_FOUND).map(({ value, label }) => ({ value, label: shortened(label, LONGEST_OPTION) }));
  } catch (error) {
    await refusalOf(machine, request, error);
    return [];
  }
}

async function optionsOf({ parts, connection }: Refusing, request: Search): Promise<readonly Option[]> {
  const wanted = routeOf(parts.registry, request);
  const { route, registered, key } = wanted;
  const { interaction } = registered;
  if (interaction.type !== 'ask') throw new Error(`${route.interaction} asks nothing`);
  const { person, boutique } = await lookup(connection, key, parts.now());
  if (!person) throw denied('left', 'Your account is no longer active in Vitrine. Ask your operations manager.');

  const db = connection.prisma;
  const { subject } = route;
  const moment = {
    ...{ actor: person, boutique, subject, now: parts.now(), db, through: request.channel },
    shown: [request.field],
  };
  await mustBeAllowed(parts, moment, interaction, route);
  await mustSee(db, person, await recordOf(parts, wanted, db));
  const form =
    typeof interaction.form === 'function' ? await interaction.form(asking(parts, moment) as Asking) : interaction.form;
  const widget = form.fields[request.field]?.widget;
  if (widget?.type !== 'lookup') throw new Refusal('no-lookup', 'Nothing is found by typing here.');
  return widget.search(storable(request.words).trim().slice(0, LONGEST_SEARCH));
}

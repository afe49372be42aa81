import type { Boutique } from '../../domain/boutique.js';
import { type Day, dayInWords, todayIn } from '../../domain/calendar.js';
import { holds, type Person } from '../../domain/people.js';
import { denied, Refusal } from '../../domain/refusal.js';
import type { Asking, Context, Outcome } from '../../engine/capability.js';
import { closureCard, closuresCard, endedCard } from './cards-closures.js';
import { closeForm } from './forms.js';
import {
  closingsAhead,
  type Place,
  type PlannedClosure,
  readHours,
  type Scope,
  wrongClosure,
} from './rules-closures.js';
import {
  addClosure,
  closuresFrom,
  countryOf,
  endClosure,
  lockClosure,
  lockClosuresOf,
  othersWith,
  placesToClose,
} from './store-closures.js';

type Anywhere = Context<Boutique | null>;

/** What is planned: here, or everywhere for whoever answers for the network. */
export async function showClosures({ db, actor, boutique, now }: Anywhere): Promise<Outcome> {
  const today = todayOf(boutique, now);
  const planned = await closuresFrom(db, today, boutique?.code ?? null);
  const country = boutique ? await countryOf(db, boutique.code) : null;
  return {
    reply: closuresCard({
      name: boutique?.name ?? null,
      closures: planned.map((each) => ({ ...each, mayEnd: mayEnd(actor, each) })),
      today,
      closings: country === null ? [] : closingsAhead(country, today),
      mayAdd: forMany(actor) || (boutique !== null && holds(actor, ['store-manager'], boutique.code)),
    }),
  };
}

/** Everywhere it is this day at least. */
const todayOf = (boutique: Boutique | null, now: Date): Day => todayIn(boutique?.timeZone ?? 'Pacific/Honolulu', now);

const forMany = (actor: Person): boolean => holds(actor, ['operations-manager'], null);

/** What the network file says it alone changes. */
const mayEnd = (actor: Person, { place, createdBy }: PlannedClosure): boolean =>
  createdBy !== null &&
  (forMany(actor) || (place.boutique !== null && holds(actor, ['store-manager'], place.boutique)));

export function askClose({ db, actor, boutique, now }: Asking<Boutique | null>) {
  if (!boutique && !forMany(actor))
    throw new Refusal(
      'which-boutique',
      'Which boutique? Ask in its channel, or type its code: /reminders closed MADISON.',
    );
  const search = async (words: string) =>
    (await placesToClose(db, { words })).map(({ id, name }) => ({ value: id, label: name }));
  return closeForm({
    today: todayOf(boutique, now),
    search: forMany(actor) ? search : null,
    known: boutique && { value: `boutique/${boutique.code}`, label: boutique.name },
  });
}

export const knownClose = ({ boutique }: Asking<Boutique | null>) =>
  boutique ? { where: `boutique/${boutique.code}` } : {};

interface Answered {
  readonly where?: string;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly hours?: string | undefined;
  readonly reason: string;
}

export async function close(answers: Answered, context: Anywhere): Promise<Outcome> {
  const { db, actor, boutique, now, newId, record } = context;
  const { firstDay, lastDay, hours, reason } = answers;
  const place = await placeOf(answers.where, context);
  const period = { firstDay, lastDay, hours: hours === undefined ? null : readHours(hours), reason };
  const others = await lockClosuresOf(db, place, todayOf(boutique, now));
  const wrong = wrongClosure(period, others);
  if (wrong) throw wrong;

  const closure: PlannedClosure = { id: newId(), place, ...period, createdBy: actor.id };
  await addClosure(db, closure, now);
  record('reminders.closed', closure.id, factsOf(closure), { reason });
  await tellManagers(context, closure, null);
  return { reply: closureCard(closure) };
}

/** Where they asked, unless they may say where. */
async function placeOf(where: string | undefined, { db, actor, boutique }: Anywhere): Promise<Place> {
  const id = forMany(actor) ? where : `boutique/${boutique?.code}`;
  const [place] = id === undefined ? [] : await placesToClose(db, { id });
  if (!place) throw new Refusal('nowhere', 'Choose a place from the list.', 'where');
  if (!forMany(actor) && !holds(actor, ['store-manager'], place.boutique)) throw onlyTheirs();
  return place;
}

const onlyTheirs = (): Refusal =>
  denied('not-theirs', 'A store manager closes their own boutique; an operations manager closes any.');

export async function end(context: Anywhere): Promise<Outcome> {
  const { db, actor, boutique, now, subject, record } = context;
  const closure = await lockClosure(db, subject);
  if (!closure || closure.lastDay < todayOf(boutique, now)) throw new Refusal('over', 'This is over already.');
  if (!mayEnd(actor, closure)) throw onlyTheirs();
  await endClosure(db, closure.id, now);
  record('reminders.opened', closure.id, factsOf(closure));
  await tellManagers(context, closure, `Ended by ${actor.name}, ${dayInWords(todayOf(boutique, now))}.`);
  return { reply: endedCard(closure) };
}

const factsOf = ({ place, firstDay, lastDay, hours }: PlannedClosure) => ({
  ...scopeOf(place),
  firstDay,
  lastDay,
  hours,
});

const scopeOf = ({ boutique, country, state }: Scope) => ({ boutique, country, state });

/** Who runs the boutique that somebody else closes. Where its own manager does, no reminder goes up meanwhile, so those above are told. */
async function tellManagers(context: Anywhere, closure: PlannedClosure, over: string | null): Promise<void> {
  const { db, actor, now, tell } = context;
  const code = closure.place.boutique;
  const roles = ['store-manager', ...(forMany(actor) ? [] : (['operations-manager'] as const))] as const;
  const managers = code === null ? [] : await othersWith(db, roles, { boutique: code, but: actor.id }, now);
  const options = { topic: `closure/${closure.id}`, placed: true } as const;
  for (const person of managers) tell({ person }, closureCard(closure, over), options);
}

import { listed } from '../../domain/people.js';
import { Refusal } from '../../domain/refusal.js';
import { type Asking, ask, type Context, type Outcome } from '../../engine/capability.js';
import { doneCard, ownerCard } from './cards-told.js';
import { OWNER, ownersForm } from './forms-gates.js';
import { isSupervisor } from './naming.js';
import { changed, mayPass } from './passing.js';
import { passedOf, type Take } from './rules.js';
import { findTake } from './store.js';
import { whoCan } from './store-looks.js';
import { addOwners, keptOwners, type NewOwner, zonesWithoutOwner } from './store-owners.js';

const may = { allow: ['store-manager', 'operations-manager'], also: isSupervisor } as const;

/** As many as one form asks of; the next ones are asked after it. */
const MOST = 6;

/** Who looks into what differs, zone by zone: of everything that no cause explains. Which zones they are is for those who may see the count. */
export const nameOwners = ask({
  summary: 'Name who looks into the differences of a stock take',
  ...may,
  form: async (asking) => {
    const { db, boutique } = asking;
    const take = await mayOwn(asking);
    const [people, zones] = [await owners(asking), await zonesWithoutOwner(db, countOf(take))];
    return ownersForm(asking.shown === null ? zones.slice(0, MOST) : await asked(asking, take), people, boutique);
  },
  submit: takeOwners,
});

/** Those that the form had, whoever named some of them meanwhile. */
async function asked({ db, boutique, shown }: Asking, take: Take) {
  const fields = new Set(shown ?? []);
  const doubtful = await zonesWithoutOwner(db, countOf(take));
  const known = boutique.zones.map(({ id, name }) => ({ zone: id, name }));
  return [...known, ...doubtful.filter(({ zone }) => !known.some((each) => each.zone === zone))].filter(({ zone }) =>
    fields.has(`${OWNER}${zone}`),
  );
}

const countOf = ({ count }: Take): string => {
  if (!count) throw new Error('nothing was counted');
  return count.id;
};

async function mayOwn(asking: Asking, hold = false): Promise<Take> {
  if (asking.shown !== null && !hold) return findTake(asking.db, asking.subject.split('~')[0] ?? '');
  return mayPass(asking, 'owners', hold);
}

const owners = ({ db, boutique, now }: Pick<Asking, 'db' | 'boutique' | 'now'>) =>
  whoCan(db, ['associate', 'store-manager', 'operations-manager'], boutique.code, now);

async function takeOwners(answers: Readonly<Record<string, unknown>>, context: Context): Promise<Outcome> {
  const { db, actor, now, record, subject } = context;
  const take = await mayOwn(context, true);
  const count = countOf(take);
  const named = ownersIn(answers);
  const people = await owners(context);
  const stranger = named.find(({ owner }) => !people.some(({ id }) => id === owner));
  if (stranger) throw new Refusal('not-found', 'Choose from what is found.', `${OWNER}${stranger.zone}`);
  await addOwners(db, { take: take.id, count, by: actor.id, now }, named);
  record('stock-takes.owners-named', take.id, {
    count,
    zones: named.map(({ zone }) => zone),
    owners: named.map(({ owner }) => owner),
  });
  await tellOwners(context, take, new Set(named.map(({ owner }) => owner)));
  await changed(context, take.id);
  if (passedOf(await findTake(db, take.id)).has('owners')) context.settle('stock-takes/gate', [`${take.id}~owners`]);
  const left = await zonesWithoutOwner(db, count);
  if (left.length > 0) return { ask: 'name-owners', subject };
  return { reply: doneCard('Every difference has an owner', 'Each of them is told where to look.') };
}

const ownersIn = (answers: Readonly<Record<string, unknown>>): NewOwner[] =>
  Object.entries(answers).flatMap(([field, owner]) =>
    field.startsWith(OWNER) && typeof owner === 'string' ? [{ zone: field.slice(OWNER.length), owner }] : [],
  );

/** Only where to look, as a recount would say it: nothing of what is missing. */
async function tellOwners({ db, tell }: Context, take: Take, named: ReadonlySet<string>): Promise<void> {
  const count = countOf(take);
  const kept = await keptOwners(db, count);
  const newest = new Map(kept.map((each) => [each.zone, each]));
  for (const owner of named) {
    const zones = [...newest.values()].filter(({ ownerId }) => ownerId === owner).map(({ zone }) => zone);
    tell({ person: owner }, ownerCard(take, listed(zones)), {
      topic: `stock-take/${take.id}/owner/${owner}`,
      about: count,
    });
  }
}

import { button } from '../chat/card.js';
import { type ApprovalRow, openApprovals } from '../database/approvals.js';
import { boutiquesByCode } from '../database/lookup.js';
import type { Boutique } from '../domain/boutique.js';
import { age } from '../domain/calendar.js';
import { grouped } from '../domain/grouped.js';
import { holds, type Person } from '../domain/people.js';
import { searchWords } from '../domain/words.js';
import { approvalCard, mayDecide } from './approvals.js';
import type {
  Across,
  Attention,
  Context,
  Entry,
  Interaction,
  LateLine,
  Placed,
  Urgency,
  Waiting,
} from './capability.js';
import type { act, Moment, Parts } from './context.js';
import { aboutBoutique } from './outbox.js';
import { isAnywhere } from './registry.js';
import { lateHere, lateInWords, owedBy, remindersWaiting } from './reminders/listing.js';
import { readable, visibleTo } from './restrictions.js';

/** Of what one would have to look at one by one, the oldest are enough to begin with. */
const MOST_DECISIONS = 10;

const MOST_BOUTIQUES = 10;

/** What is seen at another boutique is an act there. */
type Acting = typeof act;

/** What all capabilities have for the actor of this moment, the approvals included. */
export function acrossOf(parts: Parts, moment: Moment, context: Context<Boutique | null>, within: Acting): Across {
  const { registry } = parts;
  const { actor, db, boutique, now } = context;
  const every = async <E>(ask: (capability: (typeof registry.capabilities)[number]) => Promise<readonly E[]>) => {
    const all: E[] = [];
    for (const capability of registry.capabilities) all.push(...(await ask(capability)));
    return all;
  };
  return {
    async waiting({ whole }) {
      const theirs = await every(async ({ waiting }) => waiting(actor, db));
      const decisions = await decisionsOf(parts, moment, whole ? within : null);
      const reminders = await remindersWaiting(parts, context);
      return placed(context, [...decisions, ...reminders, ...theirs].sort(byUrgency));
    },
    asked: async () =>
      placed(context, (await every(async ({ asked }) => (await asked?.(actor, db)) ?? [])).sort(newestFirst)),
    async find(words) {
      const wanted = searchWords(words);
      if (wanted.length === 0) return [];
      return placed(
        context,
        (await every(async ({ find }) => (await find?.(wanted, actor, db)) ?? [])).sort(newestFirst),
      );
    },
    async attention() {
      const all = await every(async ({ attention }) => (await attention?.(now, db)) ?? []);
      return needy(context, [...all, ...lateInWords(registry, await lateHere(context))]);
    },
    owed: async () => placed(context, await owedBy(parts, context)),
    late: async () => lateAt(context),
    commands: () =>
      registry.commands.flatMap((words) => {
        const { interaction, capability: name } = registry.interaction(words) ?? {};
        const part = registry.capabilities.find((each) => each.name === name)?.title ?? '';
        return interaction && mayHere(actor, interaction, boutique)
          ? [{ words, summary: interaction.summary, part }]
          : [];
      }),
  };
}

/** Who else may is known only for one subject; what needs no boutique and has others is worth a try. */
const mayHere = (person: Person, interaction: Interaction, boutique: Boutique | null): boolean =>
  boutique && !(isAnywhere(interaction) && interaction.also)
    ? holds(person, interaction.allow, boutique.code)
    : person.roles.some(({ role }) => interaction.allow.includes(role));

const ORDER: Readonly<Record<Urgency, number>> = { now: 0, today: 1, soon: 2 };

const byUrgency = (a: Waiting, b: Waiting): number =>
  ORDER[a.urgency] - ORDER[b.urgency] || a.since.getTime() - b.since.getTime();

const newestFirst = (a: Entry, b: Entry): number => b.since.getTime() - a.since.getTime();

/** Those that the actor may see, each with its boutique. */
async function placed<E extends Entry>(context: Context<Boutique | null>, entries: readonly E[]): Promise<Placed<E>[]> {
  const open = await readable(
    context,
    entries.map(({ record }) => record),
    'list',
  );
  const codes = entries.flatMap(({ boutique }) => boutique ?? []);
  const boutiques = await boutiquesByCode(context.db, codes);
  return entries.flatMap((entry) =>
    open.has(entry.record)
      ? [{ entry: ofItsBoutique(entry), boutique: boutiques.get(entry.boutique ?? '') ?? null }]
      : [],
  );
}

/** Its buttons come back from anywhere, so they carry its boutique. */
function ofItsBoutique<E extends Entry>(entry: E): E {
  const { boutique, button, card } = entry as Entry & Pick<Waiting, 'card'>;
  if (boutique === null) return entry;
  return {
    ...entry,
    ...(button && { button: { boutique, ...button } }),
    ...(card && { card: (where: Boutique) => aboutBoutique(card(where), boutique) }),
  };
}

/** Whoever answers for it: the manager of a boutique, and those who have a role across the network. */
async function needy(
  context: Context<Boutique | null>,
  all: readonly Attention[],
): Promise<{ boutique: Boutique; words: readonly string[] }[]> {
  const { actor, db } = context;
  const theirs = all.filter((each) => actor.roles.some((held) => answersFor(held, each.boutique)));
  const records = theirs.flatMap((each) => each.records ?? []);
  const open = await readable(context, records, 'list');
  const seen = theirs.filter((each) => (each.records ?? []).every((record) => open.has(record)));
  const weights = new Map<string, number>();
  for (const { boutique, weight } of seen) weights.set(boutique, (weights.get(boutique) ?? 0) + weight);
  const codes = [...weights].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([code]) => code);
  const boutiques = await boutiquesByCode(db, codes.slice(0, MOST_BOUTIQUES));
  return codes.flatMap((code) => {
    const boutique = boutiques.get(code);
    return boutique
      ? [{ boutique, words: seen.filter((each) => each.boutique === code).map(({ words }) => words) }]
      : [];
  });
}

/** Boutique by boutique, where it is most first. */
async function lateAt(context: Context<Boutique | null>): Promise<{ boutique: Boutique; late: readonly LateLine[] }[]> {
  const { actor, db } = context;
  const rows = (await lateHere(context)).filter(({ boutique }) =>
    actor.roles.some((held) => answersFor(held, boutique)),
  );
  const codes = [...grouped(rows, ({ boutique }) => boutique)].sort(([, a], [, b]) => b.length - a.length);
  const boutiques = await boutiquesByCode(
    db,
    codes.map(([code]) => code),
  );
  return codes.flatMap(([code, late]) => {
    const boutique = boutiques.get(code);
    return boutique ? [{ boutique, late: late.map(({ id, line }) => ({ reminder: id, line })) }] : [];
  });
}

const answersFor = ({ role, boutique }: Person['roles'][number], code: string): boolean =>
  boutique === null || (role === 'store-manager' && boutique === code);

/** The decisions that wait for this person. What their cards show counts as seen, where they are drawn. */
async function decisionsOf(parts: Parts, moment: Moment, showing: Acting | null): Promise<Waiting[]> {
  const { actor, db } = moment;
  const theirs = (await openApprovals(db)).filter((row) => mayDecide(actor, row));
  // Before anything of it counts as seen.
  const open = await visibleTo(
    db,
    actor,
    theirs.map(({ subjectId }) => subjectId),
  );
  const shown = theirs.filter(({ subjectId }) => open.has(subjectId));
  const first = shown.slice(0, MOST_DECISIONS);
  const codes = first.map(({ boutique }) => boutique);
  const boutiques = await boutiquesByCode(db, codes);
  const decisions: Waiting[] = [];
  for (const row of first) {
    const decision = await decisionOf(
      parts,
      { ...moment, boutique: boutiques.get(row.boutique) ?? null },
      row,
      showing,
    );
    if (decision) decisions.push(decision);
  }
  return [...decisions, ...shown.slice(MOST_DECISIONS).map((row) => unseen(parts, row))];
}

/** Known to wait, and not looked into yet. */
function unseen({ registry }: Parts, row: ApprovalRow): Waiting {
  const part = registry.capabilities.find(({ approvals }) => approvals.some(({ name }) => name === row.name));
  return decision(row, part?.title ?? 'A decision');
}

const decision = (row: ApprovalRow, lead: string): Waiting => ({
  boutique: row.boutique,
  record: row.subjectId,
  since: row.since,
  urgency: 'today',
  line: (where, now) => ({ lead, text: [...unsaid(where, lead), waited(row.since, now)].join(' · ') }),
  button: button('engine.look', 'Decide', row.id, { style: 'primary' }),
});

/** The boutique, unless the title names it. */
const unsaid = (where: Boutique | null, lead: string): readonly string[] =>
  where === null || lead.includes(where.name) ? [] : [where.name];

const waited = (since: Date, now: Date): string =>
  now.getTime() - since.getTime() < 60_000 ? 'came just now' : `waits for ${age(since, now)}`;

async function decisionOf(
  parts: Parts,
  moment: Moment,
  row: ApprovalRow,
  showing: Acting | null,
): Promise<Waiting | null> {
  const { actor, db, boutique } = moment;
  const approval = parts.registry.approval(row.name);
  if (!approval || !boutique) return null;
  const subject = await approval.find(db, row.subjectId);
  const there = { ...moment, subject: row.subjectId };
  await showing?.(parts, there, async (context) => approval.shown?.(subject, [actor.id], context as Context));
  const { title } = approval.card(subject, boutique);
  return { ...decision(row, title), card: (where) => approvalCard(approval, subject, where, row, [actor.id]) };
}

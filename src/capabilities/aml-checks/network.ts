import type { Boutique } from '../../domain/boutique.js';
import { todayIn } from '../../domain/calendar.js';
import type { Month } from '../../domain/days.js';
import { holds } from '../../domain/people.js';
import { denied, Refusal } from '../../domain/refusal.js';
import { type Asking, askAnywhere, type Context, runAnywhere } from '../../engine/capability.js';
import { boardCard, exportCard, networkSignedCard, sentCard } from './cards.js';
import { signForm } from './forms.js';
import {
  type BoardRow,
  dueDay,
  isImpartial,
  monthBefore,
  monthInWords,
  mustBeComplete,
  networkStatementOf,
  withoutFindings,
} from './rules.js';
import { boardSheet, signedSheet } from './sheet.js';
import { reviewers } from './signing.js';
import { boardOf, insertSignature, lockMonth, signatureOf } from './store.js';

const leaders = ['operations-manager', 'director'] as const;
const onlookers = [...leaders, 'finance', 'global-retail-operations'] as const;

/** Headquarters sees who signed; what was found is for those who look into it. */
const mayKnow = ({ actor }: Pick<Asking<Boutique | null>, 'actor'>): boolean =>
  actor.roles.some(({ role }) => (reviewers as readonly string[]).includes(role));

/** Those who look over the network are in its home zone; the law's days are the country's. */
export const HOME = { country: 'US', timeZone: 'America/New_York' } as const;

type Anywhere = Pick<Asking<Boutique | null>, 'subject' | 'now'>;

const monthMeant = ({ subject, now }: Anywhere): Month =>
  /^\d{4}-\d\d$/.test(subject) ? subject : monthBefore(todayIn(HOME.timeZone, now));

async function boardNow(asking: Asking<Boutique | null>) {
  const { db, now } = asking;
  const month = monthMeant(asking);
  const [all, signature] = [await boardOf(db, month), await signatureOf(db, month)];
  const rows = mayKnow(asking) ? all : withoutFindings(all);
  const maySign = holds(asking.actor, leaders, null);
  const today = todayIn(HOME.timeZone, now);
  return boardCard({
    month,
    due: dueDay(month, HOME.country),
    today,
    rows,
    signature,
    maySign,
    timeZone: HOME.timeZone,
  });
}

export const showBoard = runAnywhere({
  summary: 'AML checks over the network: who has signed',
  allow: onlookers,
  looks: true,
  run: async (context) => ({ reply: await boardNow(context) }),
});

export const networkActions = {
  export: runAnywhere({
    summary: 'Export the AML checks of a month',
    allow: onlookers,
    looks: true,
    async run(context) {
      const { db, actor, tell, record } = context;
      const month = monthMeant(context);
      const rows = await boardOf(db, month);
      const sheet = mayKnow(context) ? boardSheet(month, rows) : signedSheet(month, withoutFindings(rows));
      tell({ person: actor.id }, exportCard(month), { attachments: [sheet] });
      record('aml-checks.exported', month, { boutiques: rows.length });
      return { reply: sentCard() };
    },
  }),
  'sign-network': askAnywhere({
    summary: 'Sign the AML checks of a month for the network',
    allow: leaders,
    async form(asking) {
      const { db, now } = asking;
      const month = monthMeant(asking);
      await mustBeUnsigned(asking, month);
      const rows = await boardOf(db, month);
      mustBeSignedBy(asking, rows);
      return signForm({ month, today: todayIn(HOME.timeZone, now), boutiques: rows.length });
    },
    submit: async (_answers, context) => ({ reply: await signNetwork(context, monthMeant(context)) }),
  }),
};

async function mustBeUnsigned({ db, now }: Asking<Boutique | null>, month: Month): Promise<void> {
  const signature = await signatureOf(db, month);
  const named = monthInWords(month, todayIn(HOME.timeZone, now));
  if (signature) throw new Refusal('signed', `${signature.signedByName} signed ${named} for the network.`);
}

function mustBeSignedBy({ actor }: Pick<Asking<Boutique | null>, 'actor'>, rows: readonly BoardRow[]): void {
  mustBeComplete(rows, actor.id);
  const signers = rows.flatMap(({ check }) => check?.signedBy ?? []);
  if (!isImpartial(actor, leaders, signers))
    throw denied(
      'stands-in',
      'You stand in for somebody who signed for a boutique, so somebody else signs for the network.',
    );
}

/** Everybody's returns are on record as they are now, and headquarters has the list. */
async function signNetwork(context: Context<Boutique | null>, month: Month) {
  const { db, actor, now, tell, record, settle } = context;
  await lockMonth(db, month);
  const rows = await boardOf(db, month);
  mustBeSignedBy(context, rows);
  const findings = rows.filter(({ check }) => check?.outcome === 'findings').length;
  const boutiques = rows.length;
  const statement = networkStatementOf(month);
  if (!(await insertSignature(db, { month, by: actor.id, at: now, statement, boutiques, findings })))
    await mustBeUnsigned(context, month);
  const sheet = boardSheet(month, rows);
  record('aml-checks.network-signed', month, { boutiques }, { content: Buffer.from(sheet.bytes).toString('utf8') });
  settle('aml-checks/network-signature', [month]);
  const signature = { month, signedByName: actor.name, signedAt: now };
  const card = networkSignedCard({ month, boutiques }, signature, HOME.timeZone);
  // A channel reads who signed; what was found goes to those who look into it, in private.
  const options = { topic: `aml-checks/${month}` };
  for (const department of ['finance', 'global-retail-operations'] as const)
    tell({ department }, card, { ...options, attachments: [signedSheet(month, rows)] });
  for (const role of reviewers) tell({ role }, card, { ...options, attachments: [sheet] });
  return card;
}

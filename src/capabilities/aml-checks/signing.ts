import { type Day, dayInWords, todayIn } from '../../domain/calendar.js';
import { type Month, monthAfter, monthOf } from '../../domain/days.js';
import { Refusal } from '../../domain/refusal.js';
import { type Asking, ask, type Context } from '../../engine/capability.js';
import { findingsCard, signedCard } from './cards.js';
import { checkForm } from './forms.js';
import {
  type AmlCheck,
  type Answered,
  checkAnswers,
  dueDay,
  monthBefore,
  monthInWords,
  monthsOwed,
  statementOf,
} from './rules.js';
import { countryOf, dutiesOf, findCheck, insertCheck, newestCheck } from './store.js';

export const reviewers = ['operations-manager', 'director', 'finance'] as const;

/** Who sees which receipts were found. */
export const readers = ['store-manager', ...reviewers] as const;

export const sign = ask({
  summary: 'Sign the monthly AML payment check',
  allow: ['store-manager', 'operations-manager'],
  async form(asking) {
    const { db, boutique, today } = asking;
    const month = await monthToSign(asking);
    return checkForm(boutique, { month, due: dueDay(month, await countryOf(db, boutique.code)), today });
  },
  async submit(answers, context) {
    return { reply: await signFor(context, await monthToSign(context), answers) };
  },
});

/** The month of the button, else the oldest that nobody signed for. */
async function monthToSign({ db, boutique, subject, today }: Asking): Promise<Month> {
  const wanted = /^\d{4}-\d\d$/.test(subject) ? subject : null;
  const duties = (await dutiesOf(db, [boutique.code])).get(boutique.code);
  // The month before we came is nobody's debt, and may be signed for all the same.
  const last = monthBefore(today);
  const { months = {}, since = last } = duties ?? {};
  const owed = monthsOwed({ months, since: since < last ? since : last }, today);
  const month = wanted ?? owed[0];
  if (month !== undefined && owed.includes(month)) return month;

  const newest = await newestCheck(db, boutique.code, wanted ?? monthBefore(today));
  throw new Refusal('nothing-owed', nothingOwed(newest, boutique.timeZone, today));
}

function nothingOwed(newest: AmlCheck | null, timeZone: string, today: Day): string {
  const opens = `The next check opens on the 1st of ${monthInWords(monthAfter(monthOf(today)), today)}.`;
  if (!newest) return `Nothing is to be signed. ${opens}`;
  const on = dayInWords(todayIn(timeZone, newest.signedAt), today);
  return `${newest.signedByName} signed ${monthInWords(newest.month, today)} on ${on}. ${opens}`;
}

async function signFor(context: Context, month: Month, answers: Answered & { readonly signed: true }) {
  const { db, boutique, actor, now, today, newId, record, restrict, settle } = context;
  const receipts = checkAnswers(answers);
  const { outcome } = answers;
  const statement = statementOf(month, boutique.name, outcome, receipts.length);
  const id = newId();
  const check = { id, boutique: boutique.code, month, outcome, receipts, statement, signedBy: actor.id, signedAt: now };
  if (!(await insertCheck(db, check))) {
    const other = await newestCheck(db, boutique.code, month);
    throw new Refusal('signed', nothingOwed(other, boutique.timeZone, today));
  }
  // What was found is in the record alone, whose words are sealed here.
  record('aml-checks.signed', id, { month }, { content: [statement, ...receipts].join('\n') });
  settle('aml-checks/monthly-check', [month]);
  // What was found is for those who look into it, and nobody else.
  if (outcome === 'findings') await restrict(id, { roles: readers, people: [actor.id] });
  return showCheck(context, id);
}

/** To whoever signed, and where something was found to those who look into it: each in the message they have of it. */
export async function showCheck(context: Context, id: string) {
  const { db, boutique, tell } = context;
  const check = await findCheck(db, id);
  const own = signedCard(check, boutique);
  tell({ person: check.signedBy }, own, { topic: `aml-check/${id}`, about: id });
  if (check.outcome === 'findings') {
    const found = findingsCard(check, boutique);
    const options = { topic: `aml-check/${id}/findings`, about: id };
    tell({ role: 'operations-manager' }, found, options);
    tell({ role: 'finance' }, found, options);
  }
  return own;
}

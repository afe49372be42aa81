import { clockTime } from '../../domain/calendar.js';
import { denied, Refusal } from '../../domain/refusal.js';
import type { Asking, Context, Outcome } from '../../engine/capability.js';
import { zonesInWords } from './cards.js';
import { countVoidedCard } from './cards-decisions.js';
import { voidedCard } from './cards-recounts.js';
import { countApproval, findSubject, reportsTo } from './deciding.js';
import { voidForm } from './forms-decisions.js';
import { move } from './moving.js';
import { mayGo } from './rules.js';
import { everyCounter, saveVoid } from './store-causes.js';
import { restrictionOf } from './store-security.js';

export const askVoid = async ({ db, subject }: Asking) => voidForm((await restrictionOf(db, subject)) !== null);

/** A count that should not have been: on record, with a reason, told to whoever its report would go to. Never by one who took part. */
export async function voidCount({ reason }: { readonly reason: string }, context: Context): Promise<Outcome> {
  const { db, actor, subject: id, tell, boutique, withdraw } = context;
  const subject = await findSubject(db, id, { hold: true });
  const { count } = subject;
  if (subject.notBy.includes(actor.id))
    throw denied('took-part', 'You took part in this count, so someone else decides to void it.');
  if (!mayGo(count.state, 'voided')) throw new Refusal('over', 'This count is decided already.');

  await move(context, count, 'voided', reason);
  await saveVoid(db, id, reason);
  await withdraw(countApproval, subject, `Voided · ${actor.name}, ${clockTime(context.now, boutique.timeZone)}`);
  const zones = zonesInWords(count.zones);
  const words = voidedCard(zones, actor.name, boutique);
  for (const { id: person, round } of await everyCounter(db, id))
    tell({ person }, words, { topic: `tally/${round}/${person}` });
  for (const round of count.rounds) {
    tell('who-was-told', words, { topic: round.number > 1 ? `recount/${round.id}` : `count/${id}` });
    tell('who-was-told', words, { topic: `nobody-left/${round.id}` });
  }
  tell({ department: reportsTo(subject) }, voidedCard(zones, actor.name, boutique, reason), {
    topic: `count/${id}/report`,
    about: id,
  });
  return { reply: countVoidedCard(subject.restricted) };
}

import { button } from '../../chat/card.js';
import { holds, type Person } from '../../domain/people.js';
import type { Database, Entry, Waiting } from '../../engine/capability.js';
import { type AmlCheck, monthInWords } from './rules.js';
import { readers, reviewers } from './signing.js';
import { checksFoundOpen, checksOfPerson, findChecks } from './store.js';

const MOST = 10;

const lead = ({ month }: AmlCheck): string => `AML check for ${monthInWords(month, '')}`;

const states: Readonly<Record<AmlCheck['state'], string>> = {
  signed: 'signed',
  'sent-back': 'sent back',
  reviewed: 'reviewed',
};

const entry = (check: AmlCheck): Entry => ({
  boutique: check.boutique,
  record: check.id,
  since: check.signedAt,
  line: (where) => ({
    lead: lead(check),
    text: [where?.name ?? check.boutique, `${states[check.state]}, ${check.signedByName}`].join(' · '),
  }),
  ...(check.outcome === 'findings' && { button: button('aml-checks.see', 'Show receipts', check.id) }),
});

export const checksAsked = async (person: Person, db: Database): Promise<Entry[]> =>
  (await checksOfPerson(db, person.id, MOST)).map(entry);

/** Something was found, and nobody has decided what follows. */
export async function checksWaiting(person: Person, db: Database): Promise<Waiting[]> {
  if (!person.roles.some(({ role }) => (reviewers as readonly string[]).includes(role))) return [];
  return (await checksFoundOpen(db, MOST))
    .filter((check) => holds(person, reviewers, check.boutique) && check.signedBy !== person.id)
    .map((check) => ({
      ...entry(check),
      urgency: 'today',
      line: (where) => ({ lead: lead(check), text: `${where?.name ?? check.boutique} · something to look at` }),
      button: button('aml-checks.look', 'Open', check.id, { style: 'primary' }),
    }));
}

/** "aml", with a boutique or a month. */
export async function checksFound(words: readonly string[], person: Person, db: Database): Promise<Entry[]> {
  if (!words.includes('aml')) return [];
  const wide = person.roles.some(
    ({ role, boutique }) => boutique === null && (readers as readonly string[]).includes(role),
  );
  const own = person.roles.filter(({ role }) => role === 'store-manager').flatMap(({ boutique }) => boutique ?? []);
  const rest = words.filter((word) => word !== 'aml');
  return (await findChecks(db, rest, wide ? null : own, MOST)).map(entry);
}

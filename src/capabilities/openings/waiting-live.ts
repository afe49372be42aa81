import { button } from '../../chat/card.js';
import type { Person } from '../../domain/people.js';
import { shortened } from '../../domain/words.js';
import type { Database, Waiting } from '../../engine/capability.js';
import { mayDecide } from './rules-lessons.js';
import { openProposals } from './store-lessons.js';
import { itemsToAccept } from './store-punch.js';

/** What only somebody can accept or decide: items of a punch list that are done, and changes of a template. */
export async function liveWaiting(person: Person, db: Database): Promise<Waiting[]> {
  const items = await itemsToAccept(db, person.id);
  const decides = person.roles.some(({ role }) => role === 'director' || role === 'operations-manager');
  const proposals = decides ? (await openProposals(db)).filter((each) => mayDecide(person, each)) : [];
  return [
    ...items.map(
      ({ id, project, number, title, what, doneAt }): Waiting => ({
        ...{ boutique: null, record: project, since: doneAt, urgency: 'today' },
        line: () => ({ lead: `Punch list ${number} · ${shortened(title, 40)}`, text: `${shortened(what, 80)}: done` }),
        button: button('openings.punch-item', 'Decide', `${project}/${id}`, { style: 'primary' }),
      }),
    ),
    ...proposals.map(
      ({ id, project, after, proposedAt }): Waiting => ({
        ...{ boutique: null, record: project, since: proposedAt, urgency: 'soon' },
        line: () => ({ lead: 'Template of the plans', text: shortened(after, 100) }),
        button: button('openings.proposal', 'Decide', `${project}/${id}`, { style: 'primary' }),
      }),
    ),
  ];
}

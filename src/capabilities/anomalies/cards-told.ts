import { button, buttons, type Card, card, quiet, text } from '../../chat/card.js';
import type { Boutique } from '../../domain/boutique.js';
import { dayAndTime, whenSeenFrom } from '../../domain/calendar.js';
import { shortened } from '../../domain/words.js';
import { type CaseView, nameIn, takenInWords } from './cards.js';
import { press } from './cards-buttons.js';
import { lines } from './cards-ending.js';
import { type Anomaly, called, inBrief, mustBeTaken, states } from './rules.js';

const LONGEST_WHY = 450;
const LONGEST_NAME = 60;

/** For channels, and for whoever it goes to: as little as possible. Who took it is said where somebody had to. */
export function briefCard(view: CaseView, boutique: Boutique): Card {
  const { anomaly, acts } = view;
  const { id, criticalSince, acknowledgedAt, state, ownerId } = anomaly;
  const demanded = mustBeTaken(anomaly);
  const isFree = state !== 'closed' && (demanded || ownerId === null);
  return card(
    inBrief(anomaly),
    [
      ...(demanded ? [text('Somebody must take this now.')] : []),
      ...(criticalSince && acknowledgedAt ? [text(`Taken ${takenInWords(view, boutique)}.`)] : []),
      buttons(...(isFree ? [press.take(id, acts)] : []), press.open(id)),
    ],
    boutique.name,
  );
}

/** What whoever reported it sees, from the first moment to the last. */
export function reporterCard(view: CaseView, boutique: Boutique): Card {
  const { anomaly } = view;
  const { id, state } = anomaly;
  const notSolved = button('anomalies.not-solved', 'Not solved', id);
  return card(
    inBrief(anomaly),
    [
      text(statusInWords(view, boutique)),
      {
        type: 'lines',
        lines: [
          { lead: 'Happened', text: dayAndTime(anomaly.happenedAt, boutique.timeZone) },
          ...lines.ending(anomaly),
        ],
      },
      buttons(press.open(id), ...(state === 'closed' ? [notSolved] : [press.note(id)])),
    ],
    `${states[state]} · ${boutique.name}`,
  );
}

function statusInWords(view: CaseView, boutique: Boutique): string {
  const { anomaly, now } = view;
  const { state, ownerId, closedAt, closedBy } = anomaly;
  if (state === 'closed' && closedAt)
    return `Closed by ${nameIn(view, closedBy)}, ${whenSeenFrom(closedAt, now, boutique.timeZone)}. If it is not solved, say so.`;
  if (ownerId === null) return 'Reported. Nobody has taken it yet; you see here when somebody does.';
  const owner = nameIn(view, ownerId);
  if (state === 'stable') return `Stable: ${owner} watches it.`;
  return `${owner} works on it.`;
}

/** For those above: somebody asks for them. */
export const escalatedCard = (anomaly: Anomaly, by: string, boutique: Boutique): Card =>
  card(
    `${called(anomaly)} is escalated`,
    [text(`${inBrief(anomaly)}. ${shortened(by, LONGEST_NAME)} asks for you.`), buttons(press.open(anomaly.id))],
    boutique.name,
  );

/** For whoever works on it: the reporter's answer, in private. */
export const reopenedCard = (anomaly: Anomaly, why: string, boutique: Boutique): Card =>
  card(
    `${called(anomaly)} is open again`,
    [text(`Not solved: ${shortened(why, LONGEST_WHY)}`), buttons(press.open(anomaly.id))],
    boutique.name,
  );

/** What the form turns into. */
export function reportedCard({ number, restricted }: Anomaly): Card {
  return card(`${called({ number })} is reported`, [
    text('What becomes of it stands in your messages with Vitrine.'),
    ...(restricted ? [quiet('Only those who work on it, and you, can see it.')] : []),
  ]);
}

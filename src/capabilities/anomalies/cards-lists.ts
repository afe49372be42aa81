import { type Button, button, buttons, type Card, card, lines, quiet, text } from '../../chat/card.js';
import type { Boutique } from '../../domain/boutique.js';
import { age, counted } from '../../domain/calendar.js';
import { listedInBrief, shortened } from '../../domain/words.js';
import { type Anomaly, called, inBrief, states } from './rules.js';
import type { Terms } from './rules-chain.js';
import { monthInWords, type Repeat } from './rules-pattern.js';

export const MOST_LISTED = 10;
const IN_A_ROW = 5;
const MOST_REPEATS = 15;
const LONGEST_BOUTIQUE = 40;

/** The most severe first, each with the button that shows it. */
export function openCasesCard(cases: readonly Anomaly[], boutiques: ReadonlyMap<string, string>, now: Date): Card {
  if (cases.length === 0) return card('Open cases', [text('None that you may see.')]);
  const shown = cases.slice(0, MOST_LISTED);
  const where = ({ boutique }: Anomaly) => shortened(boutiques.get(boutique) ?? boutique, LONGEST_BOUTIQUE);
  const left = cases.length > shown.length ? [quiet(`The ${MOST_LISTED} most severe ones.`)] : [];
  return card('Open cases', [
    lines(
      ...shown.map((each): readonly [string, string] => [
        inBrief(each),
        `${where(each)} · ${states[each.state]} · ${age(each.reportedAt, now)}`,
      ]),
    ),
    ...left,
    ...[shown.slice(0, IN_A_ROW), shown.slice(IN_A_ROW)]
      .filter((row) => row.length > 0)
      .map((row) => buttons(...row.map(openOne))),
  ]);
}

const openOne = (anomaly: Anomaly): Button => ({
  ...button('anomalies.open', `Open ${called(anomaly)}`, anomaly.id),
  boutique: anomaly.boutique,
});

/** What came again in a month. Of restricted cases only how many. */
export function patternCard(month: string, repeats: readonly Repeat[], cases: number): Card {
  const title = `What came again in ${monthInWords(month)}`;
  if (repeats.length === 0) {
    const nothing = cases === 0 ? 'Nothing was reported.' : `${counted(cases, 'case')}, none of them twice.`;
    return card(title, [text(nothing)]);
  }
  const shown = repeats.slice(0, MOST_REPEATS);
  const more = repeats.length - shown.length;
  return card(title, [
    lines(
      ...shown.map((each): readonly [string, string] => [
        shortened(each.boutique, LONGEST_BOUTIQUE),
        repeatInWords(each),
      ]),
    ),
    ...(more > 0 ? [quiet(`and ${more.toLocaleString('en-US')} more, less often.`)] : []),
    quiet(`${counted(cases, 'case')} in all. Restricted cases are counted, not listed.`),
  ]);
}

function repeatInWords({ what, times, numbers }: Repeat): string {
  const which = numbers.map((number) => called({ number }));
  return `${what} · ${counted(times, 'time')}${which.length > 0 ? ` · ${listedInBrief(which, 5)}` : ''}`;
}

export const termsSavedCard = ({ recordingHours, claimHours }: Terms, boutique: Boutique): Card =>
  card(`${boutique.name}: evidence terms`, [
    lines(
      ['Recordings', `kept ${counted(recordingHours, 'hour')}`],
      ['Claims', `within ${counted(claimHours, 'hour')}`],
    ),
  ]);

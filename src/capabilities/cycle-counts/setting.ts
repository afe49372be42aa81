import type { Boutique } from '../../domain/boutique.js';
import { counted } from '../../domain/calendar.js';
import { Refusal } from '../../domain/refusal.js';
import { type Asking, askAnywhere, type Database, type Outcome, runAnywhere } from '../../engine/capability.js';
import { rulesCard, rulesSavedCard } from './cards-network.js';
import { rulesForm } from './forms.js';
import { changedFrom, kinds, peakInWords, type Rules, readPeak, rulesFrom } from './rules.js';
import { changedAt, EVERYWHERE, saveRules } from './store-rules.js';

/** What holds at a boutique, or where a boutique has no rules of its own. */
export const seeRules = runAnywhere({
  summary: 'See the rules by which counts are planned',
  allow: ['operations-manager', 'director'],
  looks: true,
  async run({ boutique, db }): Promise<Outcome> {
    const rules = rulesFrom(...(await levels(db, boutique)));
    return { reply: rulesCard(boutique, inWords(rules)) };
  },
});

/** For every boutique, or for the one whose rules were shown. */
export const setRules = askAnywhere({
  summary: 'Change the rules by which counts are planned',
  allow: ['operations-manager'],
  form: (asking) => rulesForm(placeName(placeOf(asking))),
  prefill: async (asking) => asTyped(rulesFrom(...(await levels(asking.db, placeOf(asking))))),
  async submit(answers, context) {
    const { db, actor, now, record } = context;
    const boutique = placeOf(context);
    const place = boutique?.code ?? EVERYWHERE;
    const above = boutique ? rulesFrom(await changedAt(db, EVERYWHERE), {}) : rulesFrom({}, {});
    const entered = enteredRules(answers, above);
    if (entered.value.A < entered.value.B)
      throw new Refusal('values', 'Class A begins at a higher value than class B.', 'value.a');
    const [before, after] = [await changedAt(db, place), changedFrom(above, entered)];
    await saveRules(db, place, after, actor.id, now);
    record('cycle-counts.rules-set', place, {}, { before: before as object, after: after as object });
    return { reply: rulesSavedCard(placeName(boutique), inWords(entered)) };
  },
});

/** The button may be pressed in the channel of a boutique, and mean every boutique. */
const placeOf = ({ subject, boutique }: Asking<Boutique | null>): Boutique | null =>
  subject === EVERYWHERE ? null : boutique;

const placeName = (boutique: Boutique | null): string => boutique?.name ?? 'Every boutique';

const levels = async (db: Database, boutique: Boutique | null) =>
  [await changedAt(db, EVERYWHERE), boutique ? await changedAt(db, boutique.code) : {}] as const;

const asTyped = (rules: Rules) => ({
  ...{ 'days.a': String(rules.days.A), 'days.b': String(rules.days.B), 'days.c': String(rules.days.C) },
  ...{ 'value.a': String(rules.value.A), 'value.b': String(rules.value.B), kinds: [...rules.kinds] },
  ...{ moved: String(rules.moved), floor: String(rules.floor), last: String(rules.lastCounts) },
  ...{ zones: String(rules.zonesPerDay), pieces: String(rules.piecesPerDay), promise: String(rules.promise) },
  peak: peakInWords(rules.peak) || 'none',
});

type Entered = Readonly<Record<string, unknown>>;

function enteredRules(answers: Entered, above: Rules): Rules {
  const number = (name: string, otherwise: number): number =>
    typeof answers[name] === 'number' ? (answers[name] as number) : otherwise;
  const { days, value } = above;
  return {
    days: { A: number('days.a', days.A), B: number('days.b', days.B), C: number('days.c', days.C) },
    value: { A: number('value.a', value.A), B: number('value.b', value.B) },
    kinds: Array.isArray(answers.kinds) ? (answers.kinds as string[]) : above.kinds,
    moved: number('moved', above.moved),
    floor: number('floor', above.floor),
    lastCounts: number('last', above.lastCounts),
    zonesPerDay: number('zones', above.zonesPerDay),
    piecesPerDay: number('pieces', above.piecesPerDay),
    promise: number('promise', above.promise),
    peak: typeof answers.peak === 'string' ? peakOf(answers.peak) : above.peak,
  };
}

function peakOf(written: string): Rules['peak'] {
  const peak = readPeak(written.trim().toLowerCase() === 'none' ? '' : written);
  if (peak) return peak;
  throw new Refusal('peak', 'Write it like this: Mon-Fri 12:00-14:00, 17:00-19:00; Sat 12:00-18:00', 'peak');
}

const inWords = (rules: Rules) =>
  [
    ['Every', `class A ${rules.days.A} days, B ${rules.days.B}, C ${rules.days.C}`],
    ['Class', `A from ${whole(rules.value.A)}, B from ${whole(rules.value.B)}; always A: ${kindsInWords(rules.kinds)}`],
    [
      'Sooner',
      `after ${whole(rules.moved)} came and went; below ${rules.floor}% in the last ${rules.lastCounts} counts`,
    ],
    ['A day', `at most ${counted(rules.zonesPerDay, 'zone')} and ${counted(rules.piecesPerDay, 'piece')}`],
    ['Promise', `every piece is seen at least every ${rules.promise} days`],
    ['Peak hours', peakInWords(rules.peak) || 'none'],
  ] as const;

const whole = (number: number): string => number.toLocaleString('en-US');

const kindsInWords = (chosen: readonly string[]): string =>
  chosen.map((kind) => kinds[kind as keyof typeof kinds] ?? kind).join(', ') || 'none';

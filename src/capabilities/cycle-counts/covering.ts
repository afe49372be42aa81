import type { Card } from '../../chat/card.js';
import type { Boutique } from '../../domain/boutique.js';
import { holds } from '../../domain/people.js';
import { type Context, type Outcome, runAnywhere } from '../../engine/capability.js';
import { unplannedCard } from './cards.js';
import { coverageCard, coverageFileCard, coverageSentCard, networkCoverageCard } from './cards-coverage.js';
import { below } from './joining.js';
import { counters } from './looking.js';
import { type Coverage, worstFirst } from './rules-coverage.js';
import { coverageSheet } from './sheet.js';
import { coverageOf } from './store-coverage.js';
import { rulesOfAll } from './store-rules.js';

const above = ['operations-manager', 'director'] as const;

type Anywhere = Context<Boutique | null>;

export const seeCoverage = runAnywhere({
  summary: 'Count coverage: seen, accuracy, on time',
  allow: ['store-manager', ...above],
  looks: true,
  async run({ boutique, actor, db, now }): Promise<Outcome> {
    const everywhere = actor.roles.some(
      ({ role, boutique: at }) => at === null && (above as readonly string[]).includes(role),
    );
    const theirs = actor.roles.flatMap((held) => held.boutique ?? []);
    const all = await coverageOf(
      db,
      boutique ? [boutique.code] : everywhere ? null : theirs,
      await rulesOfAll(db),
      now,
    );
    const [first] = all;
    if (boutique)
      return {
        reply: first
          ? coverageCard(first, { figures: !holds(actor, counters, boutique.code) })
          : unplannedCard(boutique),
      };
    return { reply: everywhere ? networkCoverageCard([...all].sort(worstFirst)) : coverageCards(all) };
  },
});

/** Somebody who manages several boutiques. */
function coverageCards(all: readonly Coverage[]): Card {
  if (all.length === 0) return networkCoverageCard([]);
  const cards = [...all].sort(worstFirst).map((each) => coverageCard(each, { figures: false }));
  return below(cards, ({ detail = '' }) => detail);
}

export const exportCoverage = runAnywhere({
  summary: 'Send the count coverage as a file',
  allow: above,
  // Each press is another file: of a day, and not of the one on which somebody first asked.
  looks: true,
  async run({ subject, actor, db, now, today, tell, record }: Anywhere): Promise<Outcome> {
    const all = (await coverageOf(db, subject === 'network' ? null : [subject], await rulesOfAll(db), now)).sort(
      worstFirst,
    );
    tell({ person: actor.id }, coverageFileCard(subject === 'network' ? 'Network' : subject, all.length), {
      attachments: [coverageSheet(all, today)],
    });
    record('cycle-counts.coverage-sent', subject, { boutiques: all.length });
    return { reply: coverageSentCard() };
  },
});

import type { Boutique } from '../../domain/boutique.js';
import { todayOfHouse } from '../../domain/house.js';
import { plainTable, workbook } from '../../domain/spreadsheet.js';
import { type Context, type Outcome, run, runAnywhere } from '../../engine/capability.js';
import { evidenceCard, exportedCard, reportCard, restrictedReportCard } from './cards-reports.js';
import { mayPass, pass, takeIn } from './passing.js';
import type { Take } from './rules.js';
import { evidencePage, networkPage } from './sheet.js';
import { findCampaign, takesOf } from './store.js';
import { countBefore, figuresOf } from './store-figures.js';
import { keptGates, keptItems } from './store-looks.js';
import { keptOwners } from './store-owners.js';

/** To the director and to headquarters; of a count that is restricted, to those who may see it. */
export const sendReport = run({
  summary: 'Send the report of a stock take to the director and headquarters',
  allow: ['operations-manager', 'director'],
  async run(context) {
    const { tell } = context;
    const take = await mayPass(context, 'report', true);
    const { count } = take;
    if (!count) throw new Error('nothing was counted');
    const topic = `stock-take/${take.id}/published`;
    const report = await reportOf(context, take, count.id);
    tell({ role: 'director' }, report, { topic, about: count.id });
    if (count.restricted) {
      tell({ department: 'safety-and-security' }, report, { topic, about: count.id });
      tell({ department: 'global-retail-operations' }, restrictedReportCard(take), { topic: `${topic}/restricted` });
    } else tell({ department: 'global-retail-operations' }, report, { topic, about: count.id });
    await pass(context, take, 'report', { words: 'Sent to the director and headquarters.', ofCount: true });
    return { done: true };
  },
});

async function reportOf({ db, boutique }: Context, take: Take, count: string) {
  const before = await countBefore(db, take.id);
  const figures = await figuresOf(db, before ? [count, before.count] : [count]);
  const now = figures.get(count);
  if (!now) throw new Error('the count has no figures');
  const earlier = before && figures.get(before.count);
  return reportCard(take, now, earlier && before ? { name: before.name, figures: earlier } : null, boutique.name);
}

/** Who passed which gate, when and on what; the count's own evidence is exported beside it. */
export const exportEvidence = run({
  summary: 'Export who passed which gate of a stock take, when and on what',
  allow: ['store-manager', 'operations-manager', 'director', 'finance'],
  looks: true,
  async run(context) {
    const { db, tell, actor, record, reading } = context;
    const take = await takeIn(context);
    const open = take.count === null || (await reading([take.count.id])).has(take.count.id);
    const kept = {
      gates: await keptGates(db, take.id),
      items: await keptItems(db, take.id),
      owners: take.count ? await keptOwners(db, take.count.id) : [],
    };
    const page = evidencePage(take, kept, open);
    const name = `stock-take-${take.campaign.kind}-${take.campaign.name}-${take.boutique}`.replaceAll(/[^\w-]+/g, '-');
    const attachments = [{ name: `${name}.csv`, bytes: plainTable(page) }];
    tell({ person: actor.id }, evidenceCard(take, open), {
      attachments,
      ...(take.count && open && { about: take.count.id }),
    });
    record('stock-takes.evidence-exported', take.id, { lines: page.rows.length });
    return { reply: exportedCard() };
  },
});

/** Every boutique, with what its count found where whoever asks may see it. */
export const exportBoard = runAnywhere({
  summary: 'Export where every boutique stands in a stock take',
  allow: ['operations-manager', 'director', 'finance'],
  looks: true,
  async run(context: Context<Boutique | null>): Promise<Outcome> {
    const { db, subject, tell, actor, record, reading, now } = context;
    const campaign = await findCampaign(db, subject);
    const takes = await takesOf(db, subject);
    const counts = takes.flatMap(({ count }) => count?.id ?? []);
    const open = await reading(counts);
    const figures = await figuresOf(
      db,
      counts.filter((count) => open.has(count)),
    );
    const page = networkPage(takes, figures, now);
    const name = `stock-takes-${campaign.kind}-${todayOfHouse(now)}`;
    const attachments = [
      { name: `${name}.xlsx`, bytes: await workbook([page]) },
      { name: `${name}.csv`, bytes: plainTable(page) },
    ];
    tell({ person: actor.id }, exportedCard(campaign), { attachments });
    record('stock-takes.board-exported', subject, { boutiques: takes.length });
    return { reply: exportedCard() };
  },
});

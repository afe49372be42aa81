import type { Answers } from '../../chat/form.js';
import type { Boutique } from '../../domain/boutique.js';
import { todayIn } from '../../domain/calendar.js';
import { Refusal } from '../../domain/refusal.js';
import { plainTable, workbook } from '../../domain/spreadsheet.js';
import { type Context, type Json, job, type Outcome } from '../../engine/capability.js';
import {
  askedCard,
  boardCard,
  campaignClosedCard,
  exportCard,
  exportedCard,
  needsCard,
  reviewCard,
} from './cards-campaigns.js';
import type { campaignForm } from './forms-campaigns.js';
import { type Campaign, progressOf } from './rules-campaigns.js';
import { needsPages } from './sheet-needs.js';
import { findCampaign, insertCampaign, listsAny, markClosed, needLines } from './store-campaigns.js';

type Anywhere = Context<Boutique | null>;

/** Asks every boutique once; each gets its message by a job of its own. */
export async function startCampaign(
  answers: Answers<ReturnType<typeof campaignForm>>,
  context: Anywhere,
): Promise<Outcome> {
  const { db, actor, now, newId, later, record, tell } = context;
  const { title, year, due, categories } = answers;
  if (!(await listsAny(db, categories)))
    throw new Refusal(
      'nothing-listed',
      'The catalogue lists nothing in these categories. Import it first.',
      'categories',
    );
  const id = newId();
  const codes = await insertCampaign(db, { id, title, year, dueOn: due, categories, createdBy: actor.id }, now);
  for (const code of codes) later('supplies.show-needs', { campaign: id }, code);
  record('supplies.campaign-opened', id, { year, due, boutiques: codes.length, categories });
  tell({ role: 'operations-manager' }, boardCard(await findCampaign(db, id)), { topic: boardTopic(id) });
  return { reply: askedCard(title, codes.length) };
}

export const boardTopic = (id: string): string => `campaign/${id}`;
const needsTopic = (id: string, boutique: string): string => `campaign/${id}/${boutique}`;

interface OfCampaign {
  readonly [key: string]: Json;
  readonly campaign: string;
}

/** At their boutique: where its answer stands, in the one message that it has of the campaign. */
export const showNeedsJob = job<OfCampaign>({
  run: async ({ campaign }, _fetched, context) => showNeeds(context, await findCampaign(context.db, campaign)),
});

export function showNeeds({ boutique, tell, now }: Context, campaign: Campaign, note?: string): void {
  const answer = campaign.answers.find((each) => each.boutique === boutique.code);
  if (!answer) throw new Error(`${boutique.code} is not asked`);
  const shown = needsCard(campaign, answer, todayIn(boutique.timeZone, now), note);
  const topic = needsTopic(campaign.id, boutique.code);
  tell('boutique-channel', shown, { topic });
  tell({ role: 'store-manager' }, shown, { topic });
}

/** Those who have not answered see that it is too late. */
export function showMissing({ later }: Pick<Anywhere, 'later'>, campaign: Campaign): void {
  for (const { boutique } of progressOf(campaign).missing)
    later('supplies.show-needs', { campaign: campaign.id }, boutique);
}

/** What is furthest from the network's usual first. */
export async function reviewNeeds({ db, subject }: Anywhere): Promise<Outcome> {
  const campaign = await findCampaign(db, subject);
  return { reply: reviewCard(campaign, await needLines(db, subject)) };
}

/** Article by boutique, for headquarters and for whoever asks. */
export async function exportNeeds({ db, subject, actor, record, tell }: Anywhere): Promise<Outcome> {
  const campaign = await findCampaign(db, subject);
  const all = await needLines(db, subject);
  const pages = needsPages(campaign.answers, all);
  const attachments = [
    { name: `annual-needs-${campaign.year}.xlsx`, bytes: await workbook(pages) },
    { name: `annual-needs-${campaign.year}.csv`, bytes: plainTable(pages[0]) },
  ];
  const shown = exportCard(campaign, pages[0].rows.length);
  tell({ department: 'global-retail-operations' }, shown, { attachments });
  tell({ person: actor.id }, shown, { attachments });
  record('supplies.campaign-exported', subject, { articles: pages[0].rows.length, lines: all.length });
  return { reply: exportedCard(campaign.title) };
}

export async function closeCampaign(context: Anywhere): Promise<Outcome> {
  const { db, now, subject, record, tell } = context;
  const before = await findCampaign(db, subject);
  if (!(await markClosed(db, subject, now))) throw new Refusal('closed', 'This campaign is closed already.');
  record('supplies.campaign-closed', subject, {}, { before: before.state, after: 'closed' });
  const campaign = await findCampaign(db, subject);
  tell('who-was-told', boardCard(campaign), { topic: boardTopic(subject) });
  showMissing(context, campaign);
  return { reply: campaignClosedCard(campaign.title) };
}

import { todayIn } from '../../domain/calendar.js';
import type { Database, Due, Timed } from '../../engine/capability.js';
import { boardTopic } from './campaigns.js';
import { boardCard, missingCard, needsReminderCard } from './cards-campaigns.js';
import { PASSED_UP_FROM, progressOf, reminderOwed, type Stage } from './rules-campaigns.js';
import { changedCampaigns, findCampaign, type MissingAnswer, missingAnswers } from './store-campaigns.js';

/** Its store manager, at ten on the boutique's clock, on a day on which it trades. */
const remindBoutiques: Timed = {
  name: 'needs-reminder',
  due: async (now, db) =>
    (await owed(now, db)).map(({ campaign, boutique, stage }) => ({
      key: `${campaign}/${boutique}/${stage}`,
      boutique,
      subject: campaign,
    })),
  async act({ key, subject }, { db, boutique, now, tell, record }) {
    const campaign = await findCampaign(db, subject);
    const answer = campaign.answers.find((each) => each.boutique === boutique?.code);
    if (!boutique || campaign.state !== 'open' || answer?.state !== 'asked') return;
    tell({ role: 'store-manager' }, needsReminderCard(campaign, todayIn(boutique.timeZone, now)));
    record('supplies.needs-reminded', subject, { stage: stageIn(key) });
  },
};

/** One message for all boutiques that are missing, however many they are. */
const remindManagers: Timed = {
  name: 'needs-missing',
  async due(now, db) {
    const late = (await owed(now, db)).filter(({ stage }) => stage >= PASSED_UP_FROM);
    const keys = new Map(late.map(({ campaign, stage }) => [`${campaign}/${stage}`, campaign]));
    return [...keys].map(([key, subject]): Due => ({ key, boutique: null, subject }));
  },
  async act({ key, subject }, { db, tell, record }) {
    const campaign = await findCampaign(db, subject);
    const { missing } = progressOf(campaign);
    if (campaign.state !== 'open' || missing.length === 0) return;
    tell({ role: 'operations-manager' }, missingCard(campaign));
    record('supplies.needs-missing', subject, { stage: stageIn(key), missing: missing.length });
  },
};

/** Once a minute at most, however many boutiques answer in it. */
const showBoard: Timed = {
  name: 'needs-board',
  due: async (_now, db) =>
    (await changedCampaigns(db)).map(({ id, changedAt }) => ({
      key: `${id}/${changedAt.getTime()}`,
      boutique: null,
      subject: id,
    })),
  async act({ subject }, { db, tell }) {
    tell('who-was-told', boardCard(await findCampaign(db, subject)), { topic: boardTopic(subject) });
  },
};

export const campaignTimed: readonly Timed[] = [remindBoutiques, remindManagers, showBoard];

type Owed = MissingAnswer & { readonly stage: Stage };

async function owed(now: Date, db: Database): Promise<Owed[]> {
  return (await missingAnswers(db)).flatMap((missing): Owed[] => {
    const stage = reminderOwed(missing, now);
    return stage === null ? [] : [{ ...missing, stage }];
  });
}

const stageIn = (key: string): number => Number(key.slice(key.lastIndexOf('/') + 1));

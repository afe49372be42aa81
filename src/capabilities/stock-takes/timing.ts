import type { Timed } from '../../engine/capability.js';
import { boardCard } from './cards-board.js';
import { changed } from './passing.js';
import { boardTopic } from './showing.js';
import { findCampaign, takesOf } from './store.js';
import { changedCampaigns, progressing } from './store-looks.js';

/** What the count itself says is shown within a minute: a gate that nobody passes by hand. */
const showProgress: Timed = {
  name: 'progress',
  due: async (_now, db) =>
    (await progressing(db)).map(({ take, boutique, sign }) => ({ key: `${take}/${sign}`, boutique, subject: take })),
  async act({ subject }, context) {
    if (context.boutique) await changed({ ...context, boutique: context.boutique }, subject);
  },
};

/** Once a minute at most, however many boutiques pass a gate in it. */
const showBoards: Timed = {
  name: 'board',
  due: async (_now, db) =>
    (await changedCampaigns(db)).map(({ id, changedAt }) => ({
      key: `${id}/${changedAt.getTime()}`,
      boutique: null,
      subject: id,
    })),
  async act({ subject }, { db, tell, now }) {
    const shown = boardCard(await findCampaign(db, subject), await takesOf(db, subject), now);
    tell('who-was-told', shown, { topic: boardTopic(subject) });
  },
};

export const takeTimes: readonly Timed[] = [showProgress, showBoards];

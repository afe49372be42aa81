import type { Timed } from '../../engine/capability.js';
import { boardCard } from './cards-board.js';
import { changed } from './passing.js';
import { gateIds, gates } from './rules-gates.js';
import { boardTopic } from './showing.js';
import { findCampaign, takesOf } from './store.js';
import { changedCampaigns, opening, progressing } from './store-looks.js';

/** What the count itself says is shown within a minute: a gate that nobody passes by hand. */
const showProgress: Timed = {
  name: 'progress',
  due: async (_now, db) =>
    (await progressing(db)).map(({ take, boutique, sign }) => ({ key: `${take}/${sign}`, boutique, subject: take })),
  async act({ subject }, context) {
    if (context.boutique) await changed({ ...context, boutique: context.boutique }, subject);
  },
};

/** From the day on which a gate can be passed, the card that everybody has of it has its button. */
const showOpening: Timed = {
  name: 'opening',
  due: async (now, db) =>
    (await opening(db, withDays, now)).map(({ take, boutique, sign }) => ({
      ...{ key: `${take}/${sign}`, boutique, subject: take },
    })),
  act: showProgress.act,
};

const withDays = gateIds.flatMap((gate) => {
  const { opens } = gates[gate];
  return opens === null ? [] : [{ gate, opens }];
});

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

export const takeTimes: readonly Timed[] = [showProgress, showOpening, showBoards];

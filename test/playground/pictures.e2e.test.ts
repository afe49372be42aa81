import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { card, picture, text } from '../../src/chat/card.js';
import { RateLimited } from '../../src/chat/channel.js';
import { timelinePicture } from '../../src/drawing/timeline-picture.js';
import type { Engine } from '../../src/engine/request.js';
import { startTeamsStandIn, type TeamsStandIn } from '../../src/playground/teams/server.js';
import { createSlack } from '../../src/slack/app.js';
import { attached } from '../../src/teams/adaptive-card.js';
import { renderWithPictures } from '../../src/teams/render-card.js';
import { planOfRows } from '../drawing/plans.js';
import { type BrowserProgram, findBrowser, missing } from '../helpers/browser.js';
import { build } from '../helpers/vitrine.js';
import { axeOn, sideways } from './looking.js';
import { launch, openScreen } from './screen.js';
import * as teams from './teams/desk.js';
import { openTeamsScreen } from './teams-screen.js';
import * as slack from './world.js';

const ALT = 'Plan of Miami Design District: 2 late';
const said = card('Miami Design District', [text('Opens Mar 12.'), picture('plan-1', ALT)]);

const program = await findBrowser();

/** As wide as the picture is, where a browser could draw it. */
const drawnWidth = async (image: Locator): Promise<number> => {
  await image.waitFor();
  return image.evaluate((element) =>
    (element as HTMLImageElement).decode().then(() => (element as HTMLImageElement).naturalWidth),
  );
};

describe.skipIf(missing(program, 'a picture in a message, in both chats'))(
  'a picture in a message',
  { timeout: 120_000 },
  () => {
    let database: Awaited<ReturnType<typeof slack.openDatabase>>;
    let desk: slack.Desk;
    let standIn: TeamsStandIn;
    let browser: Browser;
    let plan: Uint8Array;

    beforeAll(async () => {
      [database, browser, plan] = await Promise.all([
        slack.openDatabase(),
        launch(program as BrowserProgram),
        timelinePicture(planOfRows(8)),
        build(),
      ]);
      desk = await slack.openDesk(database.pool, {
        pageFolder: join('dist', 'playground', 'page'),
        teams: {
          handle: async (req, res) => (await standIn?.handle(req, res)) ?? false,
          endStreams: () => standIn.endStreams(),
          close: () => standIn.close(),
        },
      });
      standIn = await startTeamsStandIn({
        workspace: teams.workspace,
        pool: database.pool,
        baseUrl: desk.url,
        messagesUrl: `${desk.url}/api/messages`,
        appId: teams.appId,
        bearer: teams.bearer,
        now: () => new Date('2026-11-22T17:00:00Z'),
        newId: () => crypto.randomUUID(),
      });
      await standIn.installEverywhere();
    }, 120_000);

    afterAll(async () => {
      await desk?.close();
      await database?.drop();
    });

    it('is drawn in Slack, once it was looked over', async () => {
      const edge = createSlack({
        engine: {} as Engine,
        token: slack.botToken,
        signingSecret: slack.signingSecret,
        apiUrl: `${desk.url}${desk.playground.api}`,
        directory: {
          accountOf: async () => ({ accounts: [], email: '', teams: [] }),
          teamOf: async () => null,
          bind: async () => {},
        },
        now: () => new Date('2026-11-22T17:00:00Z'),
        newId: () => 'n-1',
        log: { warn: () => {}, error: () => {} },
      });
      await edge.init();
      const send = () =>
        edge.channel.send({ room: slack.madison }, said, null, [{ id: 'plan-1', name: 'plan.png', bytes: plan }]);
      await expect(send()).rejects.toEqual(new RateLimited(1));
      await send();

      const { page, goTo, messages, close } = await openScreen(browser, desk.url, slack.ana);
      await goTo('nyc-madison');
      const image = messages.getByRole('img', { name: ALT });
      expect(await drawnWidth(image)).toBe(1000);
      expect(await image.count()).toBe(1);
      expect(await axeOn(page, 'a picture in Slack')).toEqual([]);
      expect(await sideways(page)).toBe(0);
      await close();
    });

    it('is drawn in Teams, from within its card', async () => {
      const drawn = { topic: null, opens: () => false, restricted: { show: false, refreshFor: [] } };
      const content = renderWithPictures(said, drawn, new Map([['plan-1', plan]]));
      const posted = await fetch(`${standIn.serviceUrl}v3/conversations/${teams.madison}/activities`, {
        method: 'POST',
        body: JSON.stringify({ type: 'message', attachments: [attached(content)] }),
        headers: { 'content-type': 'application/json', authorization: `Bearer ${teams.bearer}` },
      });
      expect(posted.status).toBe(201);

      const { page, goTo, messages, close } = await openTeamsScreen(browser, desk.url, 'U0ANA');
      await goTo('Madison Avenue');
      expect(await drawnWidth(messages.getByRole('img', { name: ALT }))).toBe(1000);
      expect(await axeOn(page, 'a picture in Teams')).toEqual([]);
      expect(await sideways(page)).toBe(0);
      await close();
    });
  },
);

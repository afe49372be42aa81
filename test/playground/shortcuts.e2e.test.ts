import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startPlayground } from '../../src/playground/server.js';
import { startTeamsStandIn } from '../../src/playground/teams/server.js';
import { findBrowser, missing } from '../helpers/browser.js';
import { build } from '../helpers/vitrine.js';
import { arrowTo, axeOn, sideways, tabTo } from './looking.js';
import { launch, openScreen, type Screen } from './screen.js';
import * as teams from './teams/desk.js';
import { openTeamsScreen } from './teams-screen.js';
import * as slack from './world.js';

const program = await findBrowser();

const WORDS = 'Two boxes & a <ring> are missing';
const phone = { viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true };

/** Both stand-ins on one port, and a bot that opens a form with the words of the message. */
async function openBoth(offers: boolean) {
  const database = await slack.openDatabase();
  let id = 0;
  const server = createServer(async (req, res) => {
    if (await playground.handle(req, res)) return;
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    if (req.url === '/api/messages') return void res.end(JSON.stringify(dialogOf(JSON.parse(body))));
    res.end();
    const { type, trigger_id, message } = JSON.parse(new URLSearchParams(body).get('payload') ?? '{}');
    if (type === 'message_action') await openForm(url, trigger_id, message.text);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const shared = { pool: database.pool, baseUrl: url, now: () => new Date(), newId: () => `id-${++id}` };
  const { appId, bearer, workspace } = teams;
  const { commands } = workspace;
  const standIn = await startTeamsStandIn({
    ...{ ...shared, appId, bearer, messagesUrl: `${url}/api/messages` },
    workspace: offers ? workspace : { ...workspace, commands: { ...commands, actions: commands.actions.slice(0, 1) } },
  });
  const { signingSecret, botToken, scopes } = slack;
  const playground = await startPlayground({
    ...{ ...shared, signingSecret, botToken, scopes, teams: standIn, eventsUrl: `${url}/slack/events` },
    workspace: offers ? slack.workspace : { ...slack.workspace, shortcuts: [] },
    pageFolder: 'dist/playground/page',
  });
  await slack.postJson(`${url}/playground/client/message`, { user: slack.ines, channel: slack.madison, text: WORDS });
  const said = { user: teams.ines.id, conversation: teams.madison, text: WORDS };
  await slack.postJson(`${url}/playground/teams/client/say`, said);
  return {
    url,
    async close() {
      await playground.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await database.drop();
    },
  };
}

async function openForm(url: string, trigger_id: string, words: string): Promise<void> {
  const element = { type: 'plain_text_input', action_id: 'what', multiline: true, initial_value: words };
  const input = { type: 'input', block_id: 'what', label: slack.plain('What happened'), element };
  const view = { type: 'modal', title: slack.plain('Anomaly'), submit: slack.plain('Save'), blocks: [input] };
  await fetch(`${url}/playground/api/views.open`, {
    method: 'POST',
    body: new URLSearchParams({ trigger_id, view: JSON.stringify(view) }),
    headers: { authorization: `Bearer ${slack.botToken}` },
  });
}

function dialogOf({
  value,
}: {
  readonly value?: { readonly messagePayload?: { readonly body: { content: string } } };
}) {
  const label = 'What happened';
  const input = {
    type: 'Input.Text',
    id: 'what',
    label,
    isMultiline: true,
    value: value?.messagePayload?.body.content,
  };
  const content = { type: 'AdaptiveCard', version: '1.5', body: [input] };
  const card = { contentType: 'application/vnd.microsoft.card.adaptive', content };
  return { task: { type: 'continue', value: { title: 'Anomaly', height: 'medium', width: 'medium', card } } };
}

const chats = [
  ['Slack', openScreen, 'More actions', 'Report as anomaly', 'Two boxes &amp; a &lt;ring&gt; are missing'],
  ['Teams', openTeamsScreen, 'More options', 'Report', '<div>Two boxes &amp; a &lt;ring&gt; are missing</div>'],
] as const;

describe.skipIf(missing(program, 'the menu of a message, in both chats'))(
  'the menu of a message',
  { timeout: 120_000 },
  () => {
    let browser: Browser;
    let both: Awaited<ReturnType<typeof openBoth>>;
    const open: Pick<Screen, 'close'>[] = [];
    const opened = <S extends Pick<Screen, 'close'>>(screen: S): S => {
      open.push(screen);
      return screen;
    };

    beforeAll(async () => {
      if (!program) return;
      await build();
      [browser, both] = await Promise.all([launch(program), openBoth(true)]);
    }, 120_000);
    afterEach(async () => {
      for (const screen of open.splice(0)) await screen.close();
    });
    afterAll(async () => {
      await both?.close();
    });

    const opacityOf = (button: Locator) => button.evaluate((element) => getComputedStyle(element).opacity);
    const menuOn = (page: Page) => page.getByRole('menu', { name: /^Message (actions|options)$/ });

    it.each(chats)('in %s opens a form from it, by the keyboard', async (_, openIn, more, shortcut, filled) => {
      const { page, dialog, message } = opened(await openIn(browser, both.url, slack.ana));
      const button = message('Two boxes').getByRole('button', { name: more });

      expect(await opacityOf(button)).toBe('0');
      await tabTo(page, button);
      expect(await opacityOf(button)).toBe('1');
      await page.keyboard.press('Enter');
      await arrowTo(page, menuOn(page).getByRole('menuitem', { name: shortcut }));
      expect(await axeOn(page, 'the menu of a message')).toEqual([]);
      await page.keyboard.press('Escape');
      await menuOn(page).waitFor({ state: 'detached' });
      expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');

      await dialog.waitFor();
      expect(await dialog.getByRole('textbox', { name: 'What happened' }).inputValue()).toBe(filled);
    });

    it.each(chats)('in %s stands there for who has no mouse but a finger', async (_, openIn, more, shortcut) => {
      const screen = await openIn(browser, both.url, slack.ines, phone);
      const { page, dialog, message } = opened(screen);
      await screen.goTo('adison');
      const button = message('Two boxes').getByRole('button', { name: more });

      expect(await opacityOf(button)).toBe('1');
      await button.tap();
      expect(await sideways(page)).toBe(0);
      await menuOn(page).getByRole('menuitem', { name: shortcut }).tap();
      await dialog.waitFor();
    });

    it('is not there where the app offers nothing', async () => {
      const bare = await openBoth(false);
      for (const [, openIn] of chats) {
        const { message } = opened(await openIn(browser, bare.url, slack.ana));
        await message('Two boxes').waitFor();
        expect(await message('Two boxes').getByRole('button').count()).toBe(0);
      }
      await bare.close();
    });
  },
);

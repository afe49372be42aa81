import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { amount, day, form, optional, quantity, type RawAnswers, readAnswers, time } from '../../src/chat/form.js';
import { startTeamsStandIn, type TeamsStandIn } from '../../src/playground/teams/server.js';
import { readForm as readSlack } from '../../src/slack/read-form.js';
import { renderForm as renderSlack } from '../../src/slack/render-form.js';
import { readForm as readTeams } from '../../src/teams/read-form.js';
import { renderForm as renderTeams } from '../../src/teams/render-form.js';
import { type BrowserProgram, findBrowser, missing } from '../helpers/browser.js';
import { build } from '../helpers/vitrine.js';
import { axeOn, sideways } from './looking.js';
import { launch, openScreen } from './screen.js';
import * as teams from './teams/desk.js';
import { openTeamsScreen } from './teams-screen.js';
import * as slack from './world.js';

/** A question of each kind that a client has a field of its own for. */
const asked = form({
  name: 'supplies',
  title: 'Supply request',
  submit: 'Send',
  intro: 'Madison Avenue',
  fields: {
    neededBy: day('Needed by', { from: '2026-11-27', to: '2026-12-31', hint: 'The last day that helps.' }),
    at: optional(time('Time')),
    boxes: quantity('Boxes', { max: 999 }),
    more: optional(quantity('Further ones', { min: 1, max: 999 })),
    estimate: amount('Estimate', { currency: 'USD', max: 5_000_00, hint: 'Without tax.' }),
  },
});
const route = { interaction: 'supplies', boutique: 'MADISON', subject: '', instance: 'i-1' };
const prefill: RawAnswers = { neededBy: '2026-11-27', at: '09:12', boxes: '12' };
const asking = { form: asked, prefill, route };
const NOON = new Date('2026-11-22T17:00:00Z');

interface Bot {
  readonly desk: slack.Desk;
  /** What each submission came to. */
  readonly read: ReturnType<typeof readAnswers>[];
}

async function answerSlack({ desk, read }: Bot, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const payload = slack.payloadOf({ headers: req.headers, body: await bodyOf(req) });
  if (payload.command !== undefined) {
    res.end();
    await desk.call('views.open', { trigger_id: payload.trigger_id, view: renderSlack(asking) });
    return;
  }
  if (payload.type !== 'view_submission') return void res.end();
  const { state } = payload.view as { readonly state: unknown };
  const answered = readAnswers(asked, readSlack(state, 'T0DEMO'));
  read.push(answered);
  if (!('corrections' in answered)) return void res.end();
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify({ response_action: 'errors', errors: answered.corrections }));
}

async function answerTeams({ read }: Bot, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { name, value } = JSON.parse(await bodyOf(req)) as { name?: string; value?: { data?: unknown } };
  const beside = { topic: null, sent: [], now: NOON };
  const opened = (dialog: object) => res.end(JSON.stringify({ task: { type: 'continue', value: dialog } }));
  res.setHeader('content-type', 'application/json');
  if (name?.endsWith('/fetchTask')) return void opened(renderTeams(asking, beside));
  const typed = name?.endsWith('/submitAction') ? readTeams(value?.data)?.raw : undefined;
  if (!typed) return void res.end();
  const answered = readAnswers(asked, typed);
  read.push(answered);
  if (!('corrections' in answered)) return void res.end();
  opened(renderTeams(asking, { ...beside, typed, corrections: answered.corrections }));
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const program = await findBrowser();

describe.skipIf(missing(program, 'fields for days, times and numbers, in both chats'))(
  'a form with fields for days, times and numbers',
  { timeout: 120_000 },
  () => {
    let database: Awaited<ReturnType<typeof slack.openDatabase>>;
    let bot: Bot;
    let standIn: TeamsStandIn;
    let browser: Browser;

    beforeAll(async () => {
      [database, browser] = await Promise.all([slack.openDatabase(), launch(program as BrowserProgram), build()]);
      const desk = await slack.openDesk(database.pool, {
        pageFolder: join('dist', 'playground', 'page'),
        ackTimeout: 3_000,
        teams: {
          handle: async (req, res) => (await standIn?.handle(req, res)) ?? false,
          endStreams: () => standIn.endStreams(),
          close: () => standIn.close(),
        },
      });
      bot = { desk, read: [] };
      desk.serve((req, res) => {
        void (req.url === '/api/messages' ? answerTeams(bot, req, res) : answerSlack(bot, req, res));
      });
      standIn = await startTeamsStandIn({
        workspace: teams.workspace,
        pool: database.pool,
        baseUrl: desk.url,
        messagesUrl: `${desk.url}/api/messages`,
        appId: teams.appId,
        bearer: teams.bearer,
        now: () => NOON,
        newId: () => crypto.randomUUID(),
      });
      await standIn.installEverywhere();
    }, 120_000);

    afterAll(async () => {
      await bot?.desk.close();
      await database?.drop();
    });

    const shown = (dialog: Locator) =>
      Promise.all(['Needed by', 'Time', 'Boxes', 'Estimate'].map((label) => dialog.getByLabel(label).inputValue()));

    it('in Slack is filled in, corrected where one typed what is no answer, and sent', async () => {
      const { page, dialog, goTo, types, answers, close } = await openScreen(browser, bot.desk.url, slack.ana);
      await goTo('nyc-madison');
      await types('/count');
      await dialog.waitFor();
      expect(await shown(dialog)).toEqual(['2026-11-27', '09:12', '12', '']);
      expect(await axeOn(page, 'a form in Slack')).toEqual([]);
      expect(await sideways(page)).toBe(0);

      await dialog.getByLabel('Needed by').fill('2026-11-26');
      await dialog.getByLabel('Time').fill('');
      await dialog.getByLabel('Estimate').fill('1234.5');
      await answers('Send');
      await dialog.getByText('Choose a day from Fri, Nov 27 to Thu, Dec 31.').waitFor();
      expect(await shown(dialog)).toEqual(['2026-11-26', '', '12', '1234.5']);

      await dialog.getByLabel('Needed by').fill('2026-12-04');
      await answers('Send');
      await dialog.waitFor({ state: 'detached' });
      expect(bot.read.at(-1)).toEqual({ answers: { neededBy: '2026-12-04', boxes: 12, estimate: 1_234_50 } });
      await close();
    });

    it('in Teams is held back by the client, comes back as it was typed, and is sent', async () => {
      const { page, dialog, chooses, answers, close } = await openTeamsScreen(browser, bot.desk.url, 'U0ANA');
      await chooses('count');
      await dialog.waitFor();
      expect(await shown(dialog)).toEqual(['2026-11-27', '09:12', '12', '']);
      expect(await axeOn(page, 'a form in Teams')).toEqual([]);
      expect(await sideways(page)).toBe(0);

      const before = bot.read.length;
      await dialog.getByLabel('Boxes').fill('1000');
      await dialog.getByLabel('Estimate').fill('about 12');
      await answers('Send');
      await dialog.getByText('Enter a whole number from 0 to 999.').waitFor();
      expect(bot.read).toHaveLength(before);

      await dialog.getByLabel('Boxes').fill('999');
      await answers('Send');
      await dialog.getByText('1 answer needs another look.').waitFor();
      expect(await shown(dialog)).toEqual(['2026-11-27', '09:12', '999', 'about 12']);

      await dialog.getByLabel('Estimate').fill('1.234,50');
      await dialog.getByLabel('Time').fill('18:30');
      await answers('Send');
      await dialog.waitFor({ state: 'detached' });
      const expected = { neededBy: '2026-11-27', at: '18:30', boxes: 999, estimate: 1_234_50 };
      expect(bot.read.at(-1)).toEqual({ answers: expected });
      await close();
    });
  },
);

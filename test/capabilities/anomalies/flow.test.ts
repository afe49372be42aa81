import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ana, ben, ines, marc } from '../../helpers/network.js';
import { headquarters, victor } from './network.js';

const MORNING = '2026-11-27T14:12:00Z';

let bot: Bot;
beforeAll(async () => {
  bot = await startBot(MORNING);
  await headquarters(bot);
});
afterEach(() => expect(bot.errors).toEqual([]));
afterAll(() => bot.stop());

describe('a report', () => {
  it('asks what we do not know, and fills in the rest', async () => {
    const asked = await bot.as(ana).says('anomaly');
    expect(asked).toMatchObject({ type: 'form', prefill: { day: '2026-11-27', time: '09:12' } });
    const answer = await bot.as(ana).submit(asked, {
      ...{
        type: 'theft',
        severity: 'high',
        what: 'The lock of vitrine 2 was forced.',
        day: '2026-11-27',
        time: '08:30',
      },
      ...{ onShift: ['ben'], pieces: 'rg-20-88' },
    });
    expect(answer).toMatchObject({ type: 'reply', card: { title: 'A-1 is reported' } });
    expect(bot.inRoom('C0SECURITY').map(({ text }) => text)).toEqual([expect.stringContaining('A-1 · Theft · High')]);
    expect(bot.inRoom('C0SECURITY').at(-1)?.text).not.toContain('lock');
    expect(bot.as(ana).lastSees()).toContain('Nobody has taken it yet');
    expect(await bot.as(victor).presses('Open')).toMatchObject({
      type: 'reply',
      card: { title: 'A-1 · Theft · High' },
    });
  });
});

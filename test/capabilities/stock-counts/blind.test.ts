import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, HomePage } from '../../../src/engine/request.js';
import { renderMessage } from '../../../src/slack/render-card.js';
import { renderForm } from '../../../src/slack/render-form.js';
import { homeView, resultView } from '../../../src/slack/render-view.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { addStock, ana, ben, ines, type Member, type Piece } from '../../helpers/network.js';

/** Friday, Nov 27, 9:12 AM in New York. */
const MORNING = '2026-11-27T14:12:00Z';
const STOCK_AT = '2026-11-27T12:00:00Z';
const ZONES = ['MADISON/window', 'MADISON/vitrine-2'] as const;
const COUNTERS = [ana, ben] as const;

/** Two bots that differ in nothing but the stock they are given. */
let bots: readonly Numbered[];
beforeAll(async () => {
  bots = [await numbered(), await numbered()];
});
afterAll(async () => {
  for (const { bot } of bots) await bot.stop();
});

interface Numbered {
  readonly bot: Bot;
  /** As new, with this stock; and ids from the first again. */
  readonly begin: (stock: readonly Piece[]) => Promise<void>;
}

async function numbered(): Promise<Numbered> {
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
  };
  const bot = await startBot(MORNING, { newId });
  const begin = async (stock: readonly Piece[]) => {
    await bot.connection.pool.query(
      'truncate counts, stock_imports, deliveries, attachments, receipts, approvals cascade; delete from graphile_worker._private_jobs',
    );
    await addStock(bot.connection, stock, STOCK_AT);
    for (const list of [bot.chat.seen(), bot.chat.history()] as unknown[][]) list.length = 0;
    bot.clock.now = new Date(MORNING);
    ids = 0;
  };
  return { bot, begin };
}

interface Batch {
  readonly by: 0 | 1;
  readonly zone: 0 | 1;
  readonly serials: readonly string[];
  readonly takenBack: boolean;
}

interface Morning {
  readonly batches: readonly Batch[];
  readonly recount: readonly string[];
}

/** What everybody who counts, and the boutique's channel, was shown, as Slack is given it. */
async function shownIn({ bot }: Numbered, { batches, recount }: Morning): Promise<string[]> {
  const shown: string[] = [];
  const see = (who: Member, what: string, answer: Answer) => {
    shown.push(`${who.id} ${what}: ${JSON.stringify(drawn(answer))}`);
    return answer;
  };
  const pass = () => {
    bot.clock.now = new Date(bot.clock.now.getTime() + 60_000);
  };

  const opened = see(ana, 'asks', await bot.as(ana).says('count'));
  const raw = { zone: ZONES[0], also: [ZONES[1]], reason: 'weekly', serials: null };
  see(ana, 'opens', await bot.as(ana).submit(opened, raw));
  for (const { by, zone, serials, takenBack } of batches) {
    pass();
    const who = COUNTERS[by];
    const form = see(who, 'joins', await bot.as(who).presses('Count too'));
    see(who, 'scans', await bot.as(who).submit(form, { zone: ZONES[zone], serials: serials.join('\n') }));
    if (takenBack) see(who, 'takes back', await bot.as(who).presses('Take back last batch'));
  }
  for (const who of [...COUNTERS, ines]) see(who, 'looks', await bot.as(who).says('count open'));
  await home(bot, [...COUNTERS, ines], shown);
  for (const _ of ZONES) {
    pass();
    const closing = see(ana, 'closes', await bot.as(ana).presses('Close zone'));
    if (closing.type === 'form') see(ana, 'confirms', await bot.as(ana).submit(closing, { empty: true }));
  }
  pass();
  for (const who of [...COUNTERS, ines]) see(who, 'may recount', await bot.as(who).presses('Recount'));
  const form = await bot.as(ines).presses('Recount');
  see(ines, 'recounts', await bot.as(ines).submit(form, { serials: recount.join('\n') }));
  await home(bot, [...COUNTERS, ines], shown);
  return [...shown, ...saidTo(bot, [...COUNTERS, ines])];
}

async function home(bot: Bot, people: readonly Member[], shown: string[]): Promise<void> {
  for (const who of people) {
    const page: HomePage = await bot.as(who).home();
    shown.push(`${who.id} at home: ${JSON.stringify(homeView(page))}`);
  }
}

/** Every message as it was first and as it was changed, by whom it went to. */
function saidTo({ chat }: Bot, people: readonly Member[]): string[] {
  const places = ['room/C0MADISON', ...people.map(({ id }) => `person/${id}`)];
  return places.flatMap((place) =>
    chat
      .history()
      .filter(({ to }) => to === place)
      .map(({ card, files }) => `${place}: ${JSON.stringify(renderMessage(card))} ${files.map(({ name }) => name)}`),
  );
}

function drawn(answer: Answer): unknown {
  switch (answer.type) {
    case 'form':
      return renderForm(answer);
    case 'reply':
      return [resultView(answer.card), renderMessage(answer.card)];
    default:
      return answer;
  }
}

const SERIALS = Array.from({ length: 10 }, (_, index) => `RG-20-${index}`);

const stockOf = fc
  .record({
    here: fc.uniqueArray(fc.constantFrom(...SERIALS)),
    places: fc.array(fc.constantFrom('window', 'vitrine-2', 'safe'), { minLength: 10, maxLength: 10 }),
    prices: fc.array(fc.integer({ min: 1, max: 90_000_00 }), { minLength: 10, maxLength: 10 }),
    states: fc.array(fc.constantFrom('in-stock', 'reserved', 'sold', 'in-transit'), { minLength: 10, maxLength: 10 }),
    theirs: fc.uniqueArray(fc.constantFrom(...SERIALS)),
  })
  .map(({ here, places, prices, states, theirs }): readonly Piece[] => [
    ...here.map((serial, index) => ({
      boutique: 'MADISON',
      serial,
      zone: places[index] ?? 'safe',
      description: `Ring number ${prices[index]}`,
      retail: prices[index] ?? 1,
      status: states[index] ?? 'in-stock',
    })),
    ...theirs.map((serial, index) => ({
      boutique: 'RODEO',
      serial,
      zone: 'window',
      description: 'Ring of another boutique',
      retail: prices[index] ?? 1,
    })),
    // That a zone differs at all is what a recount tells; so each differs, in both stocks, by a piece nobody scans.
    ...['window', 'vitrine-2'].map((zone) => ({
      boutique: 'MADISON',
      serial: `LOST-${zone}`,
      zone,
      description: 'Necklace that nobody finds',
      retail: 1_000_00,
    })),
  ]);

const scanned = fc.array(fc.constantFrom(...SERIALS, 'RG 20?1', 'NOBODY-KNOWS-1'), { minLength: 1, maxLength: 8 });
const mornings = fc.record({
  batches: fc.array(
    fc.record({
      by: fc.constantFrom(0 as const, 1 as const),
      zone: fc.constantFrom(0 as const, 1 as const),
      serials: scanned,
      takenBack: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  recount: scanned,
});

describe('whoever counts', () => {
  it('is shown the same, to the byte, whatever is expected', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(mornings, stockOf, stockOf, async (morning, one, other) => {
        const [first, second] = await Promise.all(
          [one, other].map(async (stock, index) => {
            const bot = bots[index] as Numbered;
            await bot.begin(stock);
            return shownIn(bot, morning);
          }),
        );
        expect(first).toEqual(second);
        expect(first?.join('\n')).not.toMatch(/LOST|Necklace|Ring number/);
      }),
      { numRuns: 10 },
    );
  });

  it('is really shown something: their own scans, that a zone is recounted, and nothing of another boutique', async () => {
    const [numbered] = bots as [Numbered];
    await numbered.begin([
      { boutique: 'MADISON', serial: 'LOST-1', zone: 'window', description: 'Ring', retail: 100 },
      { boutique: 'RODEO', serial: 'RG-20-1', zone: 'window', description: 'Ring', retail: 100 },
    ]);
    const batches = [{ by: 1, zone: 0, serials: ['RG-20-1', 'RG 20?1'], takenBack: false }] as const;
    const shown = (await shownIn(numbered, { batches, recount: ['RG-20-1'] })).join('\n');

    for (const words of ['1 new.', 'line 2', 'Window needs a recount', 'Recount Window', 'Recounting Window'])
      expect(shown).toContain(words);
    expect(shown).not.toMatch(/Beverly|LOST|expected \d/);
    expect(numbered.bot.errors).toEqual([]);
  });
});

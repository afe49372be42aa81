import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Refusal } from '../../src/domain/refusal.js';
import { capability, type Json, job, run } from '../../src/engine/capability.js';
import { createRegistry } from '../../src/engine/registry.js';
import { type Bot, startBot } from '../helpers/bot.js';
import { ines } from '../helpers/network.js';

const done: string[] = [];

const pack = job<{ readonly [key: string]: Json; readonly what: string }>({
  atOnce: true,
  async run({ what }, _fetched, { boutique, actor, record }) {
    if (what === 'nothing') throw new Refusal('nothing', 'Nothing is packed.');
    done.push(`${actor.id} packs ${what} at ${boutique.code}`);
    record('parcels.packed', what);
  },
});

const parcels = capability({
  name: 'parcels',
  title: 'Parcels',
  commands: {},
  actions: {
    send: run({
      summary: 'Send',
      allow: ['store-manager'],
      async run({ subject, later, record }) {
        later('parcels.carry', {});
        later('parcels.pack', { what: subject });
        later('parcels.pack', { what: subject }, 'RODEO');
        record('parcels.sent', subject);
        return { done: true };
      },
    }),
  },
  approvals: [],
  shortcuts: {},
  jobs: { pack, carry: job({ run: async () => void done.push('carried') }) },
  waiting: async () => [],
});

let bot: Bot;
beforeAll(async () => {
  bot = await startBot('2026-11-27T15:00:00Z', { capabilities: [parcels] });
});
afterAll(() => bot.stop());
beforeEach(() => {
  done.length = 0;
});

const send = (what: string) => bot.as(ines).press({ interaction: 'parcels.send', boutique: 'MADISON', subject: what });
const onRecord = async () =>
  (await bot.connection.prisma.auditEvent.findMany({ orderBy: { id: 'asc' } })).map(
    ({ event, boutiqueCode }) => `${event} ${boutiqueCode}`,
  );

it('a job that is done at once is done with what asks for it, as its actor, where it is meant; others follow', async () => {
  await send('rings');
  expect(done).toEqual(['ines packs rings at MADISON', 'ines packs rings at RODEO', 'carried']);
  expect(await onRecord()).toEqual(['parcels.sent MADISON', 'parcels.packed MADISON', 'parcels.packed RODEO']);
});

it('where it can’t be, nothing is', async () => {
  const before = await onRecord();
  expect(await send('nothing')).toEqual({ type: 'refusal', sentence: 'Nothing is packed.' });
  expect([await onRecord(), done]).toEqual([before, []]);
});

it('it neither reads what lies outside nor queues', () => {
  const slow = capability({ ...parcels, jobs: { pack: { ...pack, queue: 'packing' } } });
  expect(() => createRegistry([slow], {})).toThrow('pack: what is done at once neither reads nor queues');
});

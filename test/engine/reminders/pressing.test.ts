import { afterEach, beforeEach, expect, it } from 'vitest';
import { stockCounts } from '../../../src/capabilities/stock-counts/index.js';
import { button } from '../../../src/chat/card.js';
import type { Role } from '../../../src/domain/people.js';
import { run } from '../../../src/engine/capability.js';
import { createRegistry } from '../../../src/engine/registry.js';
import type { ShownRow } from '../../../src/engine/reminders/cards.js';
import { mayPress, pressersAmong } from '../../../src/engine/reminders/pressing.js';
import { drawn } from '../../../src/engine/reminders/redrawing.js';
import type { Bot } from '../../helpers/bot.js';
import { ana, ben, ines, type Member, marc } from '../../helpers/network.js';
import { plainRow } from './samples.js';
import { checks, owed, startChecks, tell } from './stage.js';

let bot: Bot;

beforeEach(async () => {
  bot = await startChecks();
});
afterEach(() => bot.stop());

/** The message in which they are told of it. */
const reads = async (member: Member, own: Parameters<typeof owed>[1] = {}) => {
  const topic = await tell(bot, member, [await owed(bot, own)], own.rung ?? 0);
  const drawing = { ...bot.engine.parts, db: bot.connection.prisma, now: bot.clock.now };
  return JSON.stringify(await drawn(drawing, [topic]));
};

it('an associate and a store manager do it from the message; whoever is above them answers only', async () => {
  expect(await reads(ana, { owner: 'ana' })).toContain('Do it');
  expect(await reads(ines)).toContain('Do it');
  const above = await reads(marc, { rung: 1 });
  expect(above).not.toContain('Do it');
  expect(above).toContain('Not before tomorrow');
});

it('a store manager does it at her own boutique, and at none where she has no role', async () => {
  expect(await reads(ines, { boutique: 'RODEO' })).not.toContain('Do it');
});

it('whoever stands in for somebody who may does it in their place, while they do', async () => {
  await bot.connection.prisma.delegation.create({
    data: {
      ...{ id: 'away', fromId: ines.id, toId: marc.id, createdBy: ines.id, createdAt: bot.clock.now },
      ...{ starts: new Date('2026-11-27T05:00:00Z'), ends: new Date('2026-12-05T05:00:00Z') },
    },
  });
  expect(await reads(marc, { rung: 1 })).toContain('Do it');
  await bot.connection.prisma.delegation.updateMany({ data: { endedAt: bot.clock.now } });
  expect(await reads(marc, { rung: 1 })).not.toContain('Do it');
});

it('a planned count is begun by an associate and a store manager, and looked after by whoever is above them', () => {
  const registry = createRegistry([stockCounts], {});
  const begins = (id: string, role: Role, boutique: string | null, own: Partial<ShownRow> = {}) => {
    const row = plainRow({ button: button('stock-counts.count-planned', 'Count', 'plan'), ...own });
    return mayPress(registry, row, { id, roles: [{ role, boutique }] });
  };
  expect(begins('ines', 'store-manager', 'MADISON')).toBe(true);
  expect(begins('ana', 'associate', 'MADISON', { rung: 1 })).toBe(true);
  expect(begins('marc', 'operations-manager', null, { rung: 1 })).toBe(false);
  expect(begins('helen', 'director', null, { rung: 2 })).toBe(false);
  expect(begins('marc', 'operations-manager', null, { rung: 1, owner: 'marc' })).toBe(true);
});

it('whom a plan may name keeps it, and so does a channel; nobody is asked for what is gone', () => {
  const plain = run({ summary: 'Do it', allow: ['associate'], run: async () => ({ done: true }) });
  const actions = { plain, more: { ...plain, also: async () => true } };
  const registry = createRegistry([{ ...checks, actions }], {});
  const row = (action: string, own: Partial<ShownRow> = {}) =>
    plainRow({ button: { ...plainRow().button, action }, ...own });
  const may = pressersAmong(registry, [
    { person: ben.id, role: 'associate', boutique: 'MADISON' },
    { person: ines.id, role: 'store-manager', boutique: 'MADISON' },
  ]);
  expect(['ben', 'ines', null].map((each) => may(row('checks.plain'), each))).toEqual([true, false, true]);
  expect(may(row('checks.plain', { owner: 'ines' }), 'ines')).toBe(false);
  expect(may(row('checks.more'), 'ines')).toBe(true);
  expect(may(row('checks.more', { rung: 1 }), 'ines')).toBe(false);
  expect(may(row('checks.more', { rung: 1, saidAt: 0 }), 'ines')).toBe(true);
  expect(may(row('checks.more', { rung: 1, owner: 'ines' }), 'ines')).toBe(true);
  expect(may(row('gone'), 'ben')).toBe(false);
});

it('what the network owes is done by whoever has the role, at whatever boutique', async () => {
  const own = { name: 'budget', boutique: null };
  expect(await reads(marc, own)).toContain('Do it');
  expect(await reads(ines, own)).not.toContain('Do it');
});

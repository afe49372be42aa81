import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { batchCard, channelCard, tallyCard } from '../../src/capabilities/stock-counts/cards.js';
import { batchContent, type Count, type Round, sumsOf, takeLines } from '../../src/capabilities/stock-counts/rules.js';
import { sha256 } from '../../src/database/audit.js';
import { GENESIS, hashedText } from '../../src/domain/audit.js';
import type { Boutique } from '../../src/domain/boutique.js';
import { readScan } from '../../src/domain/piece.js';
import { aboutBoutique } from '../../src/engine/outbox.js';
import { STATEMENTS, type Statement } from './plain-statements.js';
import { TEAM } from './slack.js';

interface Standing {
  readonly count: Count;
  readonly round: Round;
  readonly boutique: Boutique;
  readonly room: string;
}

interface Sums {
  readonly batches: number;
  readonly scanned: number;
  readonly again: number;
  readonly counters: readonly { readonly id: string; readonly name: string }[];
}

/**
 * The effects of one batch by the shortest plain statements, prepared, in one transaction. The text is read and the
 * cards are drawn by the product's own functions, so that only the way through the database differs.
 */
export async function plainBatch(client: pg.ClientBase, roundId: string, serials: string): Promise<void> {
  const ask = async <T extends pg.QueryResultRow>(name: Statement, ...values: readonly unknown[]): Promise<T[]> =>
    (await client.query<T>({ name, text: STATEMENTS[name], values: [...values] })).rows;
  const [now, id, receipt] = [new Date(), randomUUID(), `form:${randomUUID()}`];
  await client.query('begin');
  const me = first(await ask<{ id: string }>('lookup', TEAM, 'U0ANA', 'MADISON'));
  await ask('receipt', receipt, now);
  const { count, round, boutique, room } = standing(first(await ask<Row>('lock', roundId)));

  const items = readScan(serials);
  const before = await ask<{ serial: string }>(
    'existing',
    roundId,
    items.flatMap(({ serial }) => serial ?? []),
  );
  const taken = takeLines(items, new Set(before.map(({ serial }) => serial)));
  await ask('batch', id, roundId, me.id, now);
  const column = (of: (line: (typeof taken)[number]) => unknown) => taken.map(of);
  const numbers = taken.map((_, index) => index + 1);
  await ask(
    'lines',
    id,
    numbers,
    column(({ line }) => line),
    column(({ text }) => text),
    column(({ serial }) => serial),
    column(({ result }) => result),
  );

  const [sums, tally] = [sumsOf(taken), first(await ask<Sums>('tally', roundId))];
  const names = tally.counters.map(({ name }) => name);
  const cards = [
    tallyCard({ count: count.id, round, ...tally }, { id, sums, file: null, note: null }, boutique),
    channelCard(count, names, boutique),
  ].map((card) => JSON.stringify(aboutBoutique(card, boutique.code)));
  const conversations = [`slack/person/${me.id}`, `slack/channel/${room}`];
  await ask('deliveries', conversations, [`tally/${roundId}/${me.id}`, `count/${count.id}`], cards, now);
  await ask('jobs', conversations);

  await ask('chain', `audit:${boutique.code}`);
  const [head] = await ask<{ number: number; hash: string }>('head', boutique.code);
  const facts = { round: roundId, batch: id, lines: taken.length, late: false, content: sha256(batchContent(taken)) };
  const [number, previous] = [(head?.number ?? 0) + 1, head?.hash ?? GENESIS];
  const act = { actorId: me.id, channel: 'slack', event: 'stock-counts.batch-saved', subject: count.id, facts };
  const event = {
    chain: boutique.code,
    number,
    at: now.toISOString(),
    ...act,
    before: null,
    after: null,
    reason: null,
  };
  const hash = sha256(hashedText(previous, event));
  await ask('event', now, boutique.code, number, me.id, act.event, count.id, JSON.stringify(facts), previous, hash);
  await ask('answer', receipt, JSON.stringify({ type: 'reply', card: batchCard(round.zone, sums) }));
  await client.query('commit');
}

function first<T>([row]: readonly T[]): T {
  if (row === undefined) throw new Error('nothing found');
  return row;
}

interface Row {
  readonly id: string;
  readonly count: string;
  readonly openedAt: Date;
  readonly zone: string;
  readonly zoneName: string;
  readonly boutique: string;
  readonly timeZone: string;
  readonly room: string;
}

/** What the cards speak of, as far as they do. */
function standing({ id, count, openedAt, zone, zoneName, boutique, timeZone, room }: Row): Standing {
  const where = { id: zone, name: zoneName };
  const round = { id, zone: where, openedAt, closedAt: null, number: 1 } as Round;
  return {
    count: { id: count, zones: [where], rounds: [round] } as unknown as Count,
    round,
    boutique: { code: boutique, timeZone } as Boutique,
    room,
  };
}

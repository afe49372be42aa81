import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connection, connect, sql } from '../../src/database/client.js';
import { personById } from '../../src/database/people.js';
import { isOpenTo, mayPersonSee, saveRestriction } from '../../src/database/restrictions.js';
import type { Person } from '../../src/domain/people.js';
import { testDatabase } from '../helpers/database.js';
import { network } from '../helpers/network.js';

const NOW = new Date('2026-11-27T14:12:00Z');
const LATER = new Date('2026-11-28T14:12:00Z');

let connection: Connection;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await testDatabase();
  drop = database.drop;
  connection = connect(database.url);
  await network(connection);
  const { prisma } = connection;
  const close = (record: string, boutique: string | null, roles: readonly string[], people: readonly string[]) =>
    saveRestriction(prisma, { record, boutique, roles: roles as Person['roles'][number]['role'][], people }, NOW);
  await close('to-marc', 'MADISON', ['operations-manager'], []);
  await close('to-ben', 'MADISON', [], ['ben']);
  await close('to-madison', 'MADISON', ['associate'], []);
  await close('to-the-network', null, ['operations-manager', 'associate'], []);
  await prisma.delegation.create({
    data: { id: 'd1', fromId: 'marc', toId: 'claire', starts: NOW, ends: LATER, createdAt: NOW, createdBy: 'marc' },
  });
});
afterAll(async () => {
  await connection.close();
  await drop();
});

const records = ['open', 'to-ben', 'to-madison', 'to-marc', 'to-the-network'];

/** As exports ask, and as lists do: both have to say the same. */
async function seenBy(id: string, now = NOW) {
  const { prisma } = connection;
  const asked = [];
  for (const record of records) if (await mayPersonSee(prisma, record, id, now)) asked.push(record);
  const person = (await personById(prisma, id, now)) as Person;
  const listed = await prisma.$queryRaw<{ record: string }[]>(sql`
    select record from unnest(${records}::text[]) with ordinality as all_records (record, number)
    where ${isOpenTo(person, sql`all_records.record`)} order by number`);
  expect(listed.map(({ record }) => record)).toEqual(asked);
  return asked;
}

describe('a record that is restricted', () => {
  it.each([
    ['ana', ['open', 'to-madison']],
    ['ben', ['open', 'to-ben', 'to-madison']],
    ['rita', ['open']],
    ['ines', ['open']],
    ['marc', ['open', 'to-marc', 'to-the-network']],
  ])('is seen by %s only where one of their roles there, or their name, is let in', async (id, seen) => {
    expect(await seenBy(id)).toEqual(seen);
  });

  it('is seen by whoever stands in for one of them, and no longer than that', async () => {
    expect(await seenBy('claire')).toEqual(['open', 'to-marc', 'to-the-network']);
    expect(await seenBy('claire', LATER)).toEqual(['open']);
  });
});

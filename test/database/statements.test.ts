import { expect, it } from 'vitest';
import { type Sql, sql, transaction } from '../../src/database/client.js';
import { namesOfStatements } from '../../src/database/statements.js';
import { connectedDatabase } from '../helpers/database.js';

const asked = (sql: string, args: readonly unknown[] = ['MADISON']) => ({ sql, args });

/** The name of the last of so many. */
function after(times: number, name: ReturnType<typeof namesOfStatements>, sql: string): string {
  for (let each = 1; each < times; each += 1) name(asked(sql));
  return name(asked(sql));
}

it('prepares what is asked again and again, and nothing else', () => {
  const name = namesOfStatements();

  expect(after(19, name, 'select $1')).toBe('');
  expect(name(asked('select $1'))).toBe('often-1');
  expect(name(asked('select $1'))).toBe('often-1');
  expect(after(40, name, 'select $1, 2')).toBe('often-2');
  expect(name(asked('select $1, 3'))).toBe('');
});

it('plans anew what is about many, and leaves what has no values as it is', () => {
  const name = namesOfStatements();
  after(40, name, 'select $1');

  expect(name(asked('select $1', [Array(51).fill('B1')]))).toBe('');
  expect(name(asked('select $1', ['x'.repeat(5_001)]))).toBe('');
  expect(name(asked('BEGIN', []))).toBe('');
});

it('keeps no more of them than a connection can hold', () => {
  const name = namesOfStatements();
  const names = Array.from({ length: 100 }, (_, each) => after(20, name, `select $1, ${each}`));

  expect(new Set(names).size).toBe(65);
});

it('answers the same, prepared or not, also where the rows have changed and after an error', async () => {
  const { connection, drop } = await connectedDatabase();
  const ask = (text: Sql) => transaction(connection, (db) => db.$queryRaw(text));
  const count = (role: string) => ask(sql`select count(*)::int as n from departments where role = ${role}`);
  try {
    for (let each = 0; each < 30; each += 1) expect(await count('finance')).toEqual([{ n: 0 }]);
    expect(await ask(sql`select name from pg_prepared_statements where statement ~ 'from departments'`)).toHaveLength(
      1,
    );
    await connection.prisma.department.create({ data: { role: 'finance', name: 'Finance' } });
    await expect(ask(sql`select 1 / ${0}::int`)).rejects.toThrow();
    expect(await count('finance')).toEqual([{ n: 1 }]);
  } finally {
    await drop();
  }
});

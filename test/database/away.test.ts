import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { mustHaveRoom, whyAway } from '../../src/database/away.js';

const error = (message: string, rest: object = {}) => Object.assign(new Error(message), rest);

describe('why no connection can be had', () => {
  it.each([
    ['the server is full', error('sorry, too many clients already', { code: '53300' }), 'no connection left'],
    [
      'the role may have no more',
      error('too many connections for role "vitrine"', { code: '53300' }),
      'no connection left',
    ],
    ['Prisma says so', error('Too many database connections opened', { code: 'P2037' }), 'no connection left'],
    ['the password is wrong', error('password authentication failed', { code: '28P01' }), 'refuses the user'],
    ['the database is not there', error('database "x" does not exist', { code: '3D000' }), 'is not there'],
    ['it starts', error('the database system is starting up', { code: '57P03' }), 'starting or stopping'],
    ['nobody listens', error('connect ECONNREFUSED', { code: 'ECONNREFUSED' }), 'does not answer'],
    ['the name is unknown', error('getaddrinfo ENOTFOUND db', { code: 'ENOTFOUND' }), 'does not answer'],
    ['nothing comes back', error('timeout expired'), 'does not answer'],
    ['the pool waits in vain', error('timeout exceeded when trying to connect'), 'does not answer'],
    ['it lies beneath', error('run failed', { cause: error('x', { code: '53300' }) }), 'no connection left'],
  ])('is a sentence: %s', (_, given, words) => {
    expect(whyAway(given)).toContain(words);
  });

  it.each([
    [error('duplicate key', { code: '23505' })],
    [new TypeError('x is not a function')],
    ['a word'],
    [undefined],
  ])('is nothing where something else went wrong', (given) => {
    expect(whyAway(given)).toBeNull();
  });
});

describe('room for an instance', () => {
  /** Whose connections take long because somebody else has them all. */
  async function taken(work: (pool: pg.Pool, release: () => void) => Promise<void>): Promise<void> {
    const pool = new pg.Pool({ connectionString: inject('postgresUrl'), max: 5 });
    const clients = await Promise.all(Array.from({ length: 5 }, () => pool.connect()));
    pool.options.connectionTimeoutMillis = 20;
    let held = clients;
    const release = () => {
      for (const each of held) each.release();
      held = [];
    };
    await work(pool, release).finally(release);
    await pool.end();
  }

  it('is waited for, as a computer may be busy', () =>
    taken(async (pool, release) => {
      const asked = mustHaveRoom(pool, 1_000);
      await expect(Promise.race([asked, pool.connect().catch((error: Error) => error.message)])).resolves.toContain(
        'timeout',
      );
      release();
      await expect(asked).resolves.toBeUndefined();
    }));

  it('is not waited for without end', () =>
    taken(async (pool) => {
      await expect(mustHaveRoom(pool, 2)).rejects.toThrow('The database does not answer.');
    }));
});

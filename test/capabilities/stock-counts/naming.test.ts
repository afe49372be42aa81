import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/engine/request.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ana, ben, ines, marc } from '../../helpers/network.js';

const BOUTIQUES = Number(process.env.BOUTIQUES ?? 120);
const PEOPLE = Number(process.env.PEOPLE ?? 5);

let bot: Bot;
let form: Answer;

/** A country of many boutiques, and a zone that everybody at hand has counted. */
beforeAll(async () => {
  bot = await startBot('2026-11-27T14:12:00Z');
  await country(bot);
  const { prisma } = bot.connection;
  await prisma.person.updateMany({ where: { id: { in: ['ben', 'ines'] } }, data: { active: false } });
  const counting = await bot.as(ana).says('count');
  const answers = { zone: 'MADISON/vitrine-2', also: null, reason: 'weekly', serials: 'RG-20-88' };
  await bot.as(ana).submit(counting, answers);
  await bot.as(ana).presses('Close zone');
  await prisma.person.updateMany({ where: { id: { in: ['ben', 'ines'] } }, data: { active: true } });
  form = await bot.as(marc).presses('Name someone');
});
afterAll(() => bot.stop());

async function country({ connection: { pool } }: Bot): Promise<void> {
  await pool.query(`
    insert into countries (code, name, region_code) values ('FR', 'France', 'AMER');
    insert into boutiques select other.* from generate_series(1, ${BOUTIQUES}) n, boutiques madison,
      jsonb_populate_record(madison, jsonb_build_object(
        'code', 'B' || n, 'name', 'Boutique ' || n, 'country_code', case when n % 10 = 0 then 'FR' else 'US' end,
        'active', n % 10 <> 1, 'slack_channel', null)) other
      where madison.code = 'MADISON';
    insert into people (id, name, email, language, active)
      select 'p' || n, case n when 342 then 'Zoë Müller-Lüdenscheidt' else 'Person ' || lpad(n::text, 4, '0') end, 'p' || n || '@vitrine.example', 'en-US', true
      from generate_series(1, ${BOUTIQUES * PEOPLE}) n;
    insert into roles (id, person_id, role, boutique_code)
      select 'p' || n || '/associate', 'p' || n, 'associate', 'B' || (n % ${BOUTIQUES} + 1)
      from generate_series(1, ${BOUTIQUES * PEOPLE}) n`);
}

const find = async (words: string) => (await bot.as(marc).finds(form, 'person', words)).map(({ label }) => label);

describe('whoever may be named is found', () => {
  it.each([
    ['zoe', ['Zoë Müller-Lüdenscheidt, Boutique 103']],
    ['ZOË mul', ['Zoë Müller-Lüdenscheidt, Boutique 103']],
    ['ludenscheidt,  boutique', ['Zoë Müller-Lüdenscheidt, Boutique 103']],
    ['rodeo', ['Rita Moss, Beverly Hills']],
    ['hills bev', ['Rita Moss, Beverly Hills']],
    ['Marc Delorme', ['Marc Delorme']],
    ['0342', []],
    ["'; drop table people; --", []],
    ['%', []],
    ['_\\', []],
  ])('by "%s"', async (words, labels) => {
    const found = await find(words);
    if (words === '%' || words === '_\\') expect(found).toHaveLength(20);
    else expect(found).toEqual(labels);
  });

  it('by a boutique: all of it', async () => {
    expect(await find('boutique 7')).toEqual(expect.arrayContaining(['Person 0006, Boutique 7']));
    expect(await find('b104')).toHaveLength(PEOPLE);
  });

  it('by name before boutique, twenty at a time', async () => {
    const found = await find('person 000');
    expect(found).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `Person 000${n}, Boutique ${n + 1}`));
    expect(await find('person')).toHaveLength(20);
  });

  it('and nobody else: who counted it, who is of another country or of a boutique that is closed', async () => {
    expect(await find('Ana')).toEqual([]);
    expect(await find('boutique 10 0009')).toEqual([]);
    expect(await find('boutique 11 0010')).toEqual([]);
  });
});

describe('whoever is named', () => {
  it.each([
    ['counted it', 'ana'],
    ['is of another country', 'p9'],
    ['is nobody', 'somebody'],
    ['was typed and not chosen', 'Zoë'],
  ])('is refused where they: %s', async (_, person) => {
    expect(await bot.as(marc).submit(form, { person })).toEqual({
      type: 'corrections',
      corrections: {
        person: 'Choose somebody from those who are found: others have counted it, or know what is expected.',
      },
    });
  });

  it('may be the five hundred and second', async () => {
    expect(await bot.as(marc).submit(form, { person: 'p502' })).toEqual({ type: 'done' });
    expect(bot.as(marc).lastSees()).toContain('Marc Delorme named Person 0502.');
    expect(bot.errors).toEqual([]);
  });
});

it('nobody else may look for people', async () => {
  for (const who of [ana, ben, ines]) expect(await bot.as(who).finds(form, 'person', 'zoe')).toEqual([]);
});

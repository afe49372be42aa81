import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Place, Seat, Words } from './seat.js';
import { openStage, type Stage, serialsIn } from './stage.js';

const HQ = 'global-retail-operations';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  for (const person of ['ana', 'ben', 'ines', 'claire', 'theo', 'maya', 'priya', 'daniel']) await both(person);
});
afterAll(() => stage?.close());

const inSlack = (person: string): Promise<Seat> => stage.seat('slack', person);
const inTeams = (person: string): Promise<Seat> => stage.seat('teams', person);

/** The same person before both chats. */
const both = async (person: string) => [await inSlack(person), await inTeams(person)] as const;

/** What stands in both chats, word for word. */
async function seenInBoth(person: string, words: string | RegExp, where: Place): Promise<Words> {
  const [slack, teams] = await Promise.all((await both(person)).map((seat) => seat.sees(words, where)));
  expect(teams).toEqual(slack);
  return slack as Words;
}

interface Counting {
  readonly counter: Seat;
  readonly boutique: string;
  readonly zone: string;
  readonly serials: readonly string[];
}

async function counts({ counter, boutique, zone, serials }: Counting): Promise<void> {
  await counter.types('count', boutique);
  await counter.fills({ Zone: zone, Serials: serials.join('\n') });
  await counter.presses('Close zone', `Counting ${zone}`);
}

async function recounts(counter: Seat, zone: string, serials: readonly string[]): Promise<void> {
  await counter.opens('Recount', `Recount ${zone}`);
  await counter.fills({ Serials: serials.join('\n') });
  await counter.presses('Close zone', `Recounting ${zone}`);
}

describe('a count', () => {
  it('that is made in Slack is recounted and decided in Teams, and both chats say the same at every step', async () => {
    const [ana, ben, ines] = [await inSlack('ana'), await inTeams('ben'), await inTeams('ines')];
    const found = serialsIn('MADISON', 'Vitrine 2').slice(1);
    await counts({ counter: ana, boutique: 'MADISON', zone: 'Vitrine 2', serials: found });
    await seenInBoth('ben', 'Ana Ruiz counted Vitrine 2', 'MADISON');
    await seenInBoth('ben', 'Recount Vitrine 2 · counted by Ana Ruiz', 'MADISON');
    await recounts(ben, 'Vitrine 2', found);
    await seenInBoth('ana', 'Ben Carter recounted Vitrine 2', 'MADISON');

    const asked = await seenInBoth('ines', 'Vitrine 2: 1 piece differs', 'private');
    expect(asked.at(-1)).toBe('[Name the causes] [Void] [Send back]');
    const { questions } = await ines.opens('Name the causes');
    await ines.fills({ [questions[0]?.label ?? '']: 'Data entry' });
    expect((await seenInBoth('ines', 'data entry', 'private')).at(-1)).toContain('[Approve]');
    // Nobody had met her, so she was told in both; she presses here and there.
    await Promise.all((await both('ines')).map((seat) => seat.presses('Approve')));
    const decided = await seenInBoth('ines', 'Approved · Inès Laurent', 'private');
    expect(decided.join('\n')).not.toContain('[');
  });

  it('is closed in Slack by headquarters, which read the same report in both', async () => {
    const claire = await inSlack('claire');
    await seenInBoth('claire', 'Count approved · Madison Avenue · Vitrine 2', HQ);
    expect(claire.reads(HQ).filter(([title]) => title?.startsWith('Count approved'))).toHaveLength(1);
    await claire.opens('Enter document number');
    await claire.fills({ 'Document number': 'ADJ-77' });
    expect((await seenInBoth('claire', 'Register document ADJ-77', HQ)).join('\n')).not.toContain('[');
    const name =
      (await inTeams('claire'))
        .reads(HQ)
        .flat()
        .find((line) => line.startsWith('count-MADISON-')) ?? '';
    expect(await (await inTeams('claire')).takes(name, HQ)).toBe(await claire.takes(name, HQ));
  });
});

describe('a person', () => {
  it('who came over to the other chat is told there, and no longer here', async () => {
    const [slack, teams] = await both('theo');
    await slack.types('count open', 'private');
    const maya = await inTeams('maya');
    const told = (seat: Seat, zone: string) =>
      seat.reads('private').some(([title = '']) => title.startsWith(`${zone}: `));
    const all = async (zone: string) => {
      await counts({ counter: maya, boutique: 'RODEO', zone, serials: serialsIn('RODEO', zone) });
      await (zone === 'Window' ? slack : teams).sees(`${zone}: everything is where it belongs`, 'private');
      await stage.settled();
    };
    await all('Window');
    expect([told(slack, 'Window'), told(teams, 'Window')]).toEqual([true, false]);

    await teams.types('count open', 'private');
    await all('Vitrine 1');
    expect([told(slack, 'Vitrine 1'), told(teams, 'Vitrine 1')]).toEqual([false, true]);
  });
});

describe('in Teams one may also', () => {
  it('choose the command in a menu: the form opens at once, and is the same', async () => {
    const ana = await stage.teams('ana');
    const typed = await ana.types('count', 'MADISON');
    const chosen = await ana.chooses({ action: 'count' }, 'MADISON');
    expect(chosen).toEqual(typed);
    expect(await ana.fills({ Zone: 'Tray wall' })).toMatchObject({
      reads: expect.arrayContaining(['Counting Tray wall']),
    });
    await ana.sees('Counting Tray wall', 'private');
  });

  it('say it after a slash, which nobody else reads', async () => {
    const [ana, ben] = [await stage.teams('ana'), await stage.teams('ben')];
    await stage.settled();
    const before = ben.reads('MADISON').length;
    const answer = await ana.chooses({ bot: 'count open', slash: true }, 'MADISON');
    expect(answer).toMatchObject({ reads: expect.arrayContaining(['Open counts']) });
    expect(ben.reads('MADISON')).toHaveLength(before);
  });

  it('press in a client that is too old to wait for an answer', async () => {
    const [kenji, sofia] = [await stage.teams('kenji'), await stage.teams('sofia')];
    await counts({ counter: kenji, boutique: 'GRANT', zone: 'Window', serials: serialsIn('GRANT', 'Window') });
    await sofia.sees('Window: everything is where it belongs', 'private');
    expect(await sofia.pressesInAnOldClient('Approve', 'Window: ')).toEqual(['Done.']);
    await sofia.sees('Approved · Sofia Almeida', 'private');
  });
});

describe('a boutique in Slack, and headquarters in Teams', () => {
  beforeAll(async () => {
    const client = new Client({ connectionString: stage.databaseUrl });
    await client.connect();
    await client.query("update boutiques set teams_channel = null where code = 'OAK'");
    await client.query(`update departments set slack_channel = null where role = '${HQ}'`);
    await client.end();
  });

  it('read each in their own chat, and nothing in the other', async () => {
    const [priya, daniel] = [await inSlack('priya'), await inSlack('daniel')];
    const others = [await inTeams('daniel'), await inSlack('claire')] as const;
    await counts({ counter: priya, boutique: 'OAK', zone: 'Window', serials: serialsIn('OAK', 'Window') });
    await priya.sees('Priya Nair counted Window', 'OAK');
    await daniel.sees('Window: everything is where it belongs', 'private');
    await daniel.presses('Approve', 'Window: ');
    await daniel.sees('Approved · Daniel Okafor', 'private');
    await (await inTeams('claire')).sees('Count approved · Oak Street · Window', HQ);
    await stage.settled();
    expect([...others[0].reads('OAK'), ...others[0].reads('private')]).toEqual([]);
    expect(others[1].reads(HQ).flat().join('\n')).not.toContain('Oak Street');
  });
});

it('nothing went wrong inside meanwhile', async () => {
  const figures = await stage.figures();
  const wrong = [...figures].filter(([name]) => /outcome="failed"|_failed$|jobs_retrying/.test(name));
  expect(wrong.filter(([, value]) => value > 0)).toEqual([]);
});

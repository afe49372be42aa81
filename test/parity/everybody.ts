import { expect, it } from 'vitest';
import type { Company } from './notes.js';
import { serialsIn } from './stage.js';

/** Home, one effect of what comes several times, and sentences for those who can't have what they ask for. */
export function everybody(at: Company): void {
  it('Home shows what waits, and its buttons work', async () => {
    const [maya, claire] = [await at('maya'), await at('claire')];
    const [first = '', second = ''] = serialsIn('RODEO', 'Window');
    await maya.types('count', 'private');
    await maya.fills({ Zone: 'Window' });
    await maya.sees('Counting Window', 'private');

    const cards = await maya.home();
    const card = cards.find(([title = '']) => title.startsWith('Counting Window ·')) ?? [];
    expect([card[0], card.at(-1)]).toEqual([
      expect.stringContaining('Counting Window · started'),
      '[Add serials] [Close zone]',
    ]);
    expect(cards.flat()).toContainEqual(expect.stringMatching(/^Count of Window Beverly Hills · .* · still open$/));
    expect(await maya.opens('Add serials', 'Counting Window')).toMatchObject({
      title: 'Add serials',
      intro: 'Window · Beverly Hills',
    });
    await maya.fills({ Serials: `${first}\n${second}` });
    await maya.sees('2 scanned in 1 batch.', 'private');
    expect((await claire.home()).flat().join('\n')).toMatch(
      /^Nothing waits for you|^Your inbox\nNothing waits for you\./,
    );
  });

  it('a form that comes three times at once is one batch', async () => {
    const maya = await at('maya');
    await maya.opens('Add serials', '2 scanned in 1 batch.');
    const saved = await maya.fills({ Serials: 'RG-9-1\nRG-9-2\nRG-9-3' }, 3);
    expect(saved).toMatchObject({ reads: expect.arrayContaining(['3 new.']) });
    const tally = await maya.sees('5 scanned in 2 batches.', 'private');
    expect(tally).toContain('Last batch: 3 new.');
  });

  it.each([
    ['tom', 'count', "I don't know you yet. Marc Delorme has been asked to add you."],
    ['robin', 'count', 'Vitrine works for full members of this workspace only, not for guests or apps.'],
    [
      'marc',
      'count',
      'Associates and store managers do this. For Madison Avenue that is Ana Ruiz, Ben Carter and Inès Laurent.',
    ],
    ['ana', 'count NOWHERE', 'I know no boutique called "NOWHERE". Check the code, or ask in the boutique\'s channel.'],
  ])('%s, who types %s, is told: %s', async (person, words, sentence) => {
    const seat = await at(person);
    const next = await seat.types(words, 'MADISON');
    expect('reads' in next && next.reads.at(-1)).toBe(sentence);
  });

  it('an account that nobody knows is refused by the operations manager, and linked after all', async () => {
    const [tom, marc] = [await at('tom'), await at('marc')];
    const asks = async () => {
      const next = await tom.types('count', 'MADISON');
      return 'reads' in next && next.reads.at(-1);
    };
    await marc.presses('Refuse', 'Someone I don’t know');
    await marc.sees(/Refused by Marc Delorme/, 'private');
    expect(await asks()).toBe('Marc Delorme has left this account out. Ask them, should that be a mistake.');

    expect(await marc.opens('Link to a person', 'Someone I don’t know')).toMatchObject({ title: 'Link to a person' });
    expect(await marc.finds('Person', 'samuel')).toEqual(['Samuel Adeyemi']);
    await marc.fills({ Person: 'Samuel Adeyemi', Rights: true });
    await marc.sees(/Linked to Samuel Adeyemi by Marc Delorme/, 'private');
    expect(await asks()).toContain('Associates and store managers do this.');
  });
}

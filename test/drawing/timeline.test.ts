import { describe, expect, it } from 'vitest';
import { loadFonts } from '../../src/drawing/font.js';
import type { Plan, State } from '../../src/drawing/plan.js';
import { drawTimeline } from '../../src/drawing/timeline.js';
import { createPen } from '../../src/drawing/words.js';
import { planOf, planOfRows, row } from './plans.js';

const pen = createPen(await loadFonts());
const draw = (plan: Plan, detail = { lines: 34, owners: true }) => drawTimeline(plan, pen, detail);
const wordsIn = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, words]) => words);
const one = (more: Parameters<typeof row>[1] = {}, plan: Partial<Plan> = {}) =>
  draw(planOf([{ name: 'Works', rows: [row('Vault', more)] }], plan));

describe('the drawing of a plan', () => {
  it('says its title, its months, today, the opening, phases, rows, owners and what its signs mean', () => {
    expect(wordsIn(one({ owner: 'Marc', gate: true, promised: '2026-11-20' }))).toEqual([
      'Miami Design District',
      'As of Nov 22: 1 late',
      'Opening Mar 12',
      'Today Nov 22',
      'Nov ’26',
      'Dec',
      'Jan ’27',
      'Feb',
      'Mar',
      'Works',
      'Vault',
      'Marc',
      'To come',
      'Gate',
      'First promised',
    ]);
  });

  it('names whose turn it is, and nobody for what is over', () => {
    expect(wordsIn(one({ owner: 'Marc', state: 'late' }))).toContain('Marc');
    expect(wordsIn(one({ owner: 'Marc', state: 'done' }))).not.toContain('Marc');
    expect(
      wordsIn(draw(planOf([{ name: '', rows: [row('Vault', { owner: 'Marc' })] }]), { lines: 34, owners: false })),
    ).not.toContain('Marc');
  });

  it('tells states apart without their colors', () => {
    const states: readonly State[] = ['done', 'at-risk', 'late', 'due', 'open', 'waived'];
    const uncolored = states.map((state) => {
      const [, sign = ''] = /Vault<\/text>(<(?:path|circle)[^>]*>)/.exec(one({ state })) ?? [];
      return sign.replaceAll(/#[0-9a-f]{6}/g, '');
    });

    expect(new Set(uncolored).size).toBe(states.length);
    expect(one({ state: 'at-risk' })).toContain('fill="url(#risk)"');
    expect(one({ state: 'waived' })).toContain('stroke-dasharray="5 4"');
  });

  it('draws a decision as a diamond, without a bar where it is one day', () => {
    const rects = (svg: string) => svg.match(/<rect [^>]*rx="2"/g) ?? [];

    expect(rects(one({ gate: true }))).toHaveLength(1);
    expect(rects(one({ gate: true, from: '2026-12-04' }))).toHaveLength(0);
    expect(rects(one({ from: '2026-12-04' }))).toHaveLength(1);
  });

  it('leads from the day that was promised first to the one that is promised now', () => {
    expect(one({ promised: '2026-12-20' })).toContain('stroke-dasharray="2 4"');
    expect(one({ promised: '2026-11-20' })).not.toContain('stroke-dasharray="2 4"');
    expect(wordsIn(one({ promised: '2026-12-04' }))).not.toContain('First promised');
  });

  it('puts today above where the opening is close, and leaves it out where it is years away', () => {
    const heightOf = (svg: string, words: string) => new RegExp(` y="([\\d.]+)"[^>]*>${words}<`).exec(svg)?.[1];
    const near = one({}, { today: '2027-03-10' });

    expect(Number(heightOf(near, 'Today Mar 10'))).toBeLessThan(Number(heightOf(near, 'Opening Mar 12')));
    expect(wordsIn(one({}, { today: '2031-01-01' })).join()).not.toContain('Today');
    expect(wordsIn(one({}, { today: '2026-08-20' }))).toContain('Today Aug 20');
  });

  it('writes fewer months where there are many', () => {
    const years = wordsIn(one({ to: '2029-10-01' }, { opening: '2029-12-01' })).filter((words) =>
      /^[A-Z][a-z]{2}( ’\d\d)?$/.test(words ?? ''),
    );

    expect(years.length).toBeLessThanOrEqual(10);
    expect(years).toContain('Jan ’28');
  });
});

describe('more rows than can be read', () => {
  const labels = (plan: Plan, lines = 34) => wordsIn(draw(plan, { lines, owners: false }));

  it('become a line for each phase: what is over first, what goes wrong last', () => {
    const said = labels(planOfRows(45));

    expect(said).toContain('Lease and permits · 9 of 9 done');
    expect(said).toContain('Works and vault');
    expect(labels(planOfRows(25))).toContain('Lease and permits');
    expect(labels(planOfRows(120), 16).filter((words) => / of 24 done$/.test(words ?? ''))).toHaveLength(5);
  });

  it('show the worst of a phase, from its first day to its last, and its decisions', () => {
    const rows = [
      row('a', { state: 'done', from: '2026-10-05' }),
      row('b', { state: 'late', to: '2027-01-20', gate: true }),
    ];
    const svg = draw(planOf([{ name: 'Works', rows }]), { lines: 1, owners: false });

    expect(wordsIn(svg)).toContain('Works · 1 of 2 done');
    expect(wordsIn(svg)).toContain('Late');
    expect(wordsIn(svg)).toContain('Gate');
    expect(wordsIn(svg)).toContain('Oct ’26');
  });
});

describe('words of a drawing', () => {
  it('can be no markup', () => {
    const svg = draw(planOf([{ name: '<b>&"', rows: [row(`</text><image href='file:///etc/passwd'/>`)] }]));

    expect(svg).toContain('&lt;b&gt;&amp;&quot;');
    expect(svg).not.toMatch(/<(b|image)[\s>]/);
  });

  it('are cut where there is no room, by their own width', () => {
    const cut = (words: string, room = 200) => pen.fit(words, room, { size: 20 });

    expect(cut('Vault')).toBe('Vault');
    expect(cut('Donaudampfschifffahrtsgesellschaft')).toMatch(/^Donaudampf.*…$/);
    expect(pen.widthOf(cut('Donaudampfschifffahrtsgesellschaft'), { size: 20 })).toBeLessThanOrEqual(200);
    expect(cut('WWWWWWWWWWWWWWWWWWWW').length).toBeLessThan(
      cut('iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii').length,
    );
    expect(pen.widthOf('Vault', { size: 20, weight: 'bold' })).toBeGreaterThan(pen.widthOf('Vault', { size: 20 }));
    expect(cut('Vault', 3)).toBe('');
  });

  it.each([
    ['Žluťoučký kůň', 'Žluťoučký kůň'],
    ['Київ, Αθήνα', 'Київ, Αθήνα'],
    ['e\u0301tage', 'étage'],
    ['銀座店 Vault', '… Vault'],
    ['🎉 Launch', 'Launch'],
    ['a\u202Eb\u0000c\u200Dd', 'abcd'],
    ['王小明', ''],
  ])('that the font lacks are an ellipsis, no empty boxes: %s', (words, written) => {
    expect(pen.fit(words, 400, { size: 20 }).trim()).toBe(written);
  });

  it('of which nothing can be written give way to the number of the row', () => {
    expect(wordsIn(draw(planOf([{ name: 'Works', rows: [row('Vault'), row('王小明')] }])))).toContain('No. 2');
  });
});

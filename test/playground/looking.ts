import axe from 'axe-core';
import type { Locator, Page } from 'playwright-core';

/** By how many pixels the page is wider than its window. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(() => {
    const root = document.scrollingElement ?? document.documentElement;
    return Math.max(root.scrollWidth, document.body.scrollWidth) - root.clientWidth;
  });
}

export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${wanted}`);
}

export async function arrowTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`The arrows do not lead to ${wanted}`);
}

/** What axe finds fault with. Dark differs from light by its colors alone, as page/colors.test.ts says. */
export async function axeOn(page: Page, what: string): Promise<string[]> {
  const faults: string[] = [];
  for (const [colorScheme, rules] of Object.entries(LOOKED_FOR)) {
    await page.emulateMedia({ colorScheme: colorScheme as 'light' | 'dark', reducedMotion: 'reduce' });
    for (const { id, nodes } of await violationsOn(page, rules))
      faults.push(`${what}, ${colorScheme}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }
  return faults;
}

const LOOKED_FOR = { light: null, dark: ['color-contrast', 'link-in-text-block'] } as const;

/** Sent as a script of the debugger's: the page itself runs nothing that is not its own. */
async function violationsOn(page: Page, rules: readonly string[] | null): Promise<axe.Result[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (rules) => {
    const only = rules && { runOnly: { type: 'rule', values: [...rules] } };
    const { run } = (window as unknown as { axe: typeof axe }).axe;
    return (await run({ resultTypes: ['violations'], ...only } as axe.RunOptions)).violations;
  }, rules);
}

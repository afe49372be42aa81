import { chromium } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findBrowser, missing } from './browser.js';

const program = await findBrowser();

describe.skipIf(missing(program, 'the browser itself'))('the browser', () => {
  it('opens a page and draws letters on it', async () => {
    const browser = await chromium.launch({
      executablePath: program?.executablePath ?? '',
      args: [...(program?.args ?? [])],
    });
    try {
      const page = await browser.newPage();
      await page.setContent('<span id="name">Madison Avenue</span>');
      expect(await page.textContent('#name')).toBe('Madison Avenue');
      expect((await page.locator('#name').boundingBox())?.width).toBeGreaterThan(50);
    } finally {
      await browser.close();
    }
  });
});

import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import type { BrowserProgram } from '../helpers/browser.js';

/** What a person does in the playground, by the names that they and a screen reader see. */
export interface Screen {
  readonly page: Page;
  readonly dialog: Locator;
  readonly messages: Locator;
  readonly become: (name: string) => Promise<void>;
  readonly goTo: (place: string) => Promise<void>;
  readonly types: (text: string) => Promise<void>;
  /** Fills in what the open form asks. */
  readonly fills: (answers: Answers) => Promise<void>;
  /** Presses a button of the open form. */
  readonly answers: (button: string) => Promise<void>;
  /** Presses a button of the newest message with these words, and says yes where it asks. */
  readonly presses: (button: string, words: string | RegExp) => Promise<void>;
  /** `/count` with one batch, read and closed. */
  readonly counts: (zone: string, serials: readonly string[]) => Promise<void>;
  /** `Recount`, where its card stands, with one batch. */
  readonly recounts: (zone: string, serials: readonly string[]) => Promise<void>;
  /** Closes a zone in the messages with Vitrine. */
  readonly closes: (zone: string) => Promise<void>;
  /** The newest message with these words, once it is there. */
  readonly message: (words: string | RegExp) => Locator;
  readonly close: () => Promise<void>;
}

export interface Answers {
  readonly zone?: string;
  readonly serials?: string;
  readonly reason?: string;
}

/** One for all files of a process, which it ends with; each opens windows of its own, and closes them. */
export function launch({ executablePath, args }: BrowserProgram): Promise<Browser> {
  launched ??= chromium.launch({ executablePath, args: [...args] });
  return launched;
}

let launched: Promise<Browser> | undefined;

export type WindowOptions = BrowserContextOptions & { readonly place?: string };

export async function openScreen(
  browser: Browser,
  address: string,
  person: string,
  options: WindowOptions = {},
): Promise<Screen> {
  const { page, close } = await openWindow(browser, `${address}/`, person, options);
  return { ...screenOn(page), close };
}

/** A window of its own, as one person; nobody else's memories are in it. */
export async function openWindow(browser: Browser, address: string, person: string, options: WindowOptions) {
  const { place = '', ...context } = options;
  const opened = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: 'America/New_York',
    ...context,
  });
  opened.setDefaultTimeout(30_000);
  const page = await opened.newPage();
  await page.addInitScript((me) => {
    sessionStorage.setItem('vitrine-playground:me', sessionStorage.getItem('vitrine-playground:me') ?? `"${me}"`);
  }, person);
  await page.goto(`${address}${place && `#${place}`}`);
  await page.getByRole('heading', { name: 'Vitrine', level: 1 }).waitFor();
  return { page, close: () => opened.close() };
}

function screenOn(page: Page): Omit<Screen, 'close'> {
  const dialog = page.getByRole('dialog').first();
  const messages = page.getByRole('log');
  const message = (words: string | RegExp) => messages.getByRole('article').filter({ hasText: words }).last();
  const box = page.getByRole('textbox', { name: /^Message / });
  return {
    page,
    dialog,
    messages,
    message,
    become: (name) => become(page, name),
    async goTo(place) {
      const sidebar = page.getByRole('navigation', { name: 'Conversations' });
      await sidebar.getByRole('link', { name: place }).click();
    },
    async types(text) {
      await box.fill(text);
      await box.press('Enter');
    },
    fills: (answers) => fill(dialog, answers),
    answers: (button) => dialog.getByRole('button', { name: button, exact: true }).click(),
    presses: (button, words) => press(page, message(words), button),
    async counts(zone, serials) {
      await this.types('/count');
      await this.fills({ zone, serials: serials.join('\n') });
      await this.answers('Save batch');
      await this.answers('Done');
      await dialog.waitFor({ state: 'detached' });
    },
    async recounts(zone, serials) {
      await this.presses('Recount', `ecount ${zone}`);
      await this.fills({ serials: serials.join('\n') });
      await this.answers('Save batch');
      await this.answers('Done');
      await dialog.waitFor({ state: 'detached' });
    },
    async closes(zone) {
      await this.goTo('Vitrine');
      await this.presses('Close zone', new RegExp(`^.*ounting ${zone}`));
      await message(/Thank you, your count is kept\./).waitFor();
    },
  };
}

/** These ask once more before they act. */
const ASKS = ['Close zone', 'Take back last batch'];

export async function press(page: Page, place: Locator, button: string): Promise<void> {
  await place.getByRole('button', { name: button, exact: true }).click();
  if (ASKS.includes(button)) await page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();
}

export async function become(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^You are/ }).click();
  const menu = page.getByRole('menu', { name: 'Be someone else' });
  const row = menu.getByRole('menuitemradio', { name });
  if ((await row.count()) === 0) await menu.getByRole('menuitem', { name: 'Everyone else' }).click();
  await row.click();
  await page.getByRole('button', { name: `You are ${name}` }).waitFor();
}

async function fill(dialog: Locator, { zone, serials, reason }: Answers): Promise<void> {
  await dialog.waitFor();
  if (zone !== undefined) await choose(dialog, zone);
  if (serials !== undefined) await dialog.getByRole('textbox', { name: 'Serials' }).fill(serials);
  if (reason !== undefined) await dialog.getByLabel('Reason').fill(reason);
}

/** A few choices stand there as such; more are a menu. */
async function choose(dialog: Locator, zone: string): Promise<void> {
  const menu = dialog.getByRole('combobox', { name: 'Zone' });
  if ((await menu.count()) > 0) await menu.selectOption(zone);
  else await dialog.getByRole('radio', { name: zone }).check();
}

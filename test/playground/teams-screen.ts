import type { Browser, Locator, Page } from 'playwright-core';
import { type Answers, become, openWindow, type WindowOptions } from './screen.js';

/** What a person does in the Teams client, by the names that they and a screen reader see. */
export interface TeamsScreen {
  readonly page: Page;
  readonly dialog: Locator;
  readonly messages: Locator;
  readonly box: Locator;
  readonly walk: Locator;
  readonly become: (name: string) => Promise<void>;
  readonly goTo: (place: string) => Promise<void>;
  readonly types: (text: string) => Promise<void>;
  /** Chooses a command after `/`. */
  readonly chooses: (command: string) => Promise<void>;
  /** Fills in what the open dialog asks. */
  readonly fills: (answers: Answers) => Promise<void>;
  /** Presses a button of the open dialog. */
  readonly answers: (button: string) => Promise<void>;
  /** Puts the open dialog away, whatever it says. */
  readonly leaves: () => Promise<void>;
  /** Presses a button of the newest message with these words. */
  readonly presses: (button: string, words: string | RegExp) => Promise<void>;
  /** `count` with one batch. */
  readonly counts: (zone: string, serials: readonly string[]) => Promise<void>;
  /** `Recount`, where its card stands, with one batch. */
  readonly recounts: (zone: string, serials: readonly string[]) => Promise<void>;
  /** Closes a zone in the chat with Vitrine. */
  readonly closes: (zone: string) => Promise<void>;
  /** The newest message with these words. */
  readonly message: (words: string | RegExp) => Locator;
  readonly close: () => Promise<void>;
}

export async function openTeamsScreen(
  browser: Browser,
  address: string,
  person: string,
  options: WindowOptions = {},
): Promise<TeamsScreen> {
  const { page, close } = await openWindow(browser, `${address}/?chat=teams`, person, options);
  return { ...screenOn(page), close };
}

function screenOn(page: Page): Omit<TeamsScreen, 'close'> {
  const dialog = page.getByRole('dialog').first();
  const messages = page.getByRole('log');
  const message = (words: string | RegExp) => messages.getByRole('article').filter({ hasText: words }).last();
  const box = page.getByRole('textbox', { name: /^(Message|Post in) / });
  return {
    page,
    dialog,
    messages,
    message,
    box,
    walk: page.getByRole('region', { name: 'Walk' }),
    become: (name) => become(page, name),
    async goTo(place) {
      const sidebar = page.getByRole('navigation', { name: 'Conversations' });
      await sidebar.getByRole('link', { name: place }).click();
    },
    async types(text) {
      await box.fill(text);
      await box.press('Enter');
    },
    async chooses(command) {
      await box.fill(`/${command}`);
      await page.getByRole('listbox', { name: 'Commands' }).getByRole('option').first().waitFor();
      await box.press('Enter');
    },
    fills: (answers) => fill(dialog, answers),
    answers: (button) => dialog.getByRole('button', { name: button, exact: true }).click(),
    leaves: () => leave(page, dialog),
    presses: (button, words) => message(words).getByRole('button', { name: button, exact: true }).click(),
    async counts(zone, serials) {
      await this.chooses('count');
      await save(page, dialog, { zone, serials: serials.join('\n') });
    },
    async recounts(zone, serials) {
      await this.presses('Recount', `ecount ${zone}`);
      await save(page, dialog, { serials: serials.join('\n') });
    },
    async closes(zone) {
      await this.goTo('Vitrine');
      await this.presses('Close zone', new RegExp(`ounting ${zone}`));
      await this.answers('Close zone');
      await message(/Thank you, your count is kept\./).waitFor();
      await answered(page, dialog);
    },
  };
}

async function save(page: Page, dialog: Locator, answers: Answers): Promise<void> {
  await fill(dialog, answers);
  await dialog.getByRole('button', { name: 'Save batch', exact: true }).click();
  await dialog.getByText('batch saved').waitFor();
  await leave(page, dialog);
}

/** The dialog is gone, or says one sentence more, which is put away. */
async function answered(page: Page, dialog: Locator): Promise<void> {
  const gone = page.locator('body:not(:has(dialog[open]))');
  const sentence = dialog.getByRole('button', { name: 'Close', exact: true });
  await gone.or(sentence).first().waitFor();
  if ((await sentence.count()) > 0) await leave(page, dialog);
}

async function leave(page: Page, dialog: Locator): Promise<void> {
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}

async function fill(dialog: Locator, { zone, serials, reason }: Answers): Promise<void> {
  await dialog.waitFor();
  if (zone !== undefined) await dialog.getByRole('combobox', { name: 'Zone' }).selectOption(zone);
  if (serials !== undefined) await dialog.getByRole('textbox', { name: 'Serials' }).fill(serials);
  if (reason !== undefined) await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
}

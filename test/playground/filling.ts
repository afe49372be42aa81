import type { Locator } from 'playwright-core';

/** By the labels of the questions: what is typed, or the words of what is chosen. */
export type Filled = Readonly<Record<string, string | readonly string[]>>;

/** Fills in what an open form asks, in either client, whatever each of them makes of a question. */
export async function fillIn(dialog: Locator, answers: Filled): Promise<void> {
  await dialog.waitFor();
  for (const [label, answer] of Object.entries(answers)) await answerOne(questionIn(dialog, label), answer);
}

/** What stands in the answers of an open form now. */
export async function filledIn(dialog: Locator, labels: readonly string[]): Promise<string[]> {
  await dialog.waitFor();
  return Promise.all(labels.map((label) => questionIn(dialog, label).evaluate(shown)));
}

/** Slack says what may be left out, Teams what may not. */
export function questionIn(dialog: Locator, label: string): Locator {
  const words = label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return dialog.getByLabel(new RegExp(`^\\s*${words}( \\(optional\\))?( \\*)?\\s*$`)).first();
}

async function answerOne(question: Locator, answer: string | readonly string[]): Promise<void> {
  const kind = await question.evaluate(kindOf);
  const wanted = typeof answer === 'string' ? [answer] : answer;
  const [first = ''] = wanted;
  if (kind === 'typed') return question.fill(first);
  if (kind === 'menu') return void (await question.selectOption({ label: first }));
  if (kind === 'found') return find(question, first);
  if (kind === 'folded') await question.locator('summary').click();
  for (const words of wanted) await question.getByLabel(words, { exact: true }).check();
  if (kind === 'folded') await question.locator('summary').click();
}

/** The words that are typed are the beginning of what is chosen. */
async function find(question: Locator, words: string): Promise<void> {
  await question.fill('');
  await question.pressSequentially(words);
  const found = question.page().getByRole('listbox', { name: 'What was found' }).getByRole('option');
  await found.filter({ hasText: words }).first().click();
}

type Kind = 'typed' | 'menu' | 'found' | 'folded' | 'choices';

/** Runs in the page. */
function kindOf(element: Element): Kind {
  if (element.matches('select')) return 'menu';
  if (element.matches('details')) return 'folded';
  if (element.matches('input[role=combobox]')) return 'found';
  return element.matches('input, textarea') ? 'typed' : 'choices';
}

/** Runs in the page. */
function shown(element: Element): string {
  if (element.matches('select')) return (element as HTMLSelectElement).selectedOptions[0]?.textContent ?? '';
  if (element.matches('input, textarea')) return (element as HTMLInputElement).value;
  const chosen = [...element.querySelectorAll('input:checked')];
  return chosen.map((input) => input.closest('label, div')?.textContent?.trim() ?? '').join(', ');
}

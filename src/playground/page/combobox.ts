import { freshId, h, replaceChildren } from './dom.js';

/** What can be chosen: its words, and what stands for it. */
export interface Offer {
  readonly label: string;
  readonly value: string;
}

/** What was found, or why nothing could be. */
export type Find = (words: string) => Promise<readonly Offer[] | string>;

export interface Combobox {
  readonly node: HTMLElement;
  readonly input: HTMLInputElement;
  readonly chosen: () => Offer | null;
}

interface Options {
  readonly find: Find;
  readonly chosen: Offer | null;
  readonly placeholder: string;
  /** How much must be typed before anything is looked for. */
  readonly least: number;
  readonly changed?: () => void;
}

/** A box that finds while one types. The focus stays in it; the chosen row is named to it. What is only typed is not chosen. */
export function createCombobox({ find, chosen, placeholder, least, changed }: Options): Combobox {
  const rows = createRows(placeholder);
  const { input } = rows;
  let held = chosen;
  const take = (offer: Offer | null) => {
    held = offer;
    write();
    search.stop();
    changed?.();
  };
  const write = () => {
    input.value = held?.label ?? '';
  };
  const search = createSearch(find, least, (found) => rows.show(found, take));
  write();

  input.addEventListener('input', () => {
    if (input.value === '' && held) take(null);
    search.soon(input.value.trim());
  });
  // Typing changes nothing; choosing does, and that is said by whoever made this box.
  input.addEventListener('change', (event) => event.isTrusted && event.stopImmediatePropagation());
  input.addEventListener('blur', () => {
    search.stop();
    write();
  });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const opens = event.key === 'ArrowDown' && !rows.isOpen();
    if (opens) search.now(held?.label === input.value ? '' : input.value.trim());
    else if (!rows.isOpen() || !rows.key(event, search.stop)) return;
    // Neither the form is sent nor the dialog closed.
    event.preventDefault();
    event.stopPropagation();
  });
  return { node: rows.node, input, chosen: () => held };
}

/** A moment without a key: somebody waits for what fits. */
const PAUSE_MS = 150;

/** One search at a time: what was found for earlier words, or after one left, is not shown. */
function createSearch(find: Find, least: number, show: (found: readonly Offer[] | string | null) => void) {
  let asked = 0;
  let timer = 0;
  const stop = () => {
    asked += 1;
    window.clearTimeout(timer);
    show(null);
  };
  const now = async (words: string) => {
    asked += 1;
    const mine = asked;
    if (words.length < least) return show(null);
    const found = await find(words);
    if (mine === asked) show(found);
  };
  const soon = (words: string) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void now(words), PAUSE_MS);
  };
  return { stop, soon, now: (words: string) => void now(words) };
}

/** The box with its list below, which pushes down what follows: in a dialog nothing is then cut off. */
function createRows(placeholder: string) {
  const id = freshId('found');
  const list = h('div', { id, class: 'completion-list', role: 'listbox', 'aria-label': 'What was found' });
  const said = h('p', { class: 'visually-hidden', role: 'status' });
  const panel = h('div', { class: 'found', hidden: true }, list);
  const input = h('input', { type: 'text', class: 'input', role: 'combobox', placeholder, autocomplete: 'off' });
  for (const [name, value] of Object.entries({ autocomplete: 'list', expanded: 'false', controls: id }))
    input.setAttribute(`aria-${name}`, value);
  input.spellcheck = false;
  let takes: (() => void)[] = [];
  let active = 0;

  const point = (index: number) => {
    active = index;
    for (const [at, row] of [...list.children].entries()) row.setAttribute('aria-selected', String(at === active));
    input.setAttribute('aria-activedescendant', `${id}-${active}`);
    list.children[active]?.scrollIntoView({ block: 'nearest' });
  };
  const show = (found: readonly Offer[] | string | null, take: (offer: Offer) => void = () => {}) => {
    const offers = typeof found === 'string' ? [] : (found ?? []);
    takes = offers.map((offer) => () => take(offer));
    replaceChildren(
      list,
      ...offers.map(({ label }, index) => drawRow(label, `${id}-${index}`, () => takes[index]?.())),
    );
    panel.hidden = offers.length === 0;
    input.setAttribute('aria-expanded', String(!panel.hidden));
    said.textContent = found === null ? '' : typeof found === 'string' ? found : heard(offers.length);
    said.className = offers.length === 0 ? 'hint' : 'visually-hidden';
    if (panel.hidden) input.removeAttribute('aria-activedescendant');
    else point(0);
  };
  const key = ({ key: name }: KeyboardEvent, close: () => void): boolean => {
    if (name === 'ArrowDown') point((active + 1) % takes.length);
    else if (name === 'ArrowUp') point((active + takes.length - 1) % takes.length);
    else if (name === 'Enter') takes[active]?.();
    else if (name === 'Escape') close();
    else return false;
    return true;
  };
  return { node: h('div', { class: 'combobox' }, input, panel, said), input, show, key, isOpen: () => !panel.hidden };
}

function drawRow(label: string, id: string, take: () => void): HTMLElement {
  const row = h('div', { id, class: 'completion-row', role: 'option', 'aria-selected': 'false' }, label);
  row.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    take();
  });
  return row;
}

function heard(count: number): string {
  if (count === 0) return 'Nothing is found.';
  return count === 1 ? '1 is found. Enter takes it.' : `${count} are found. Arrow keys choose, Enter takes one.`;
}

import type { AdaptiveCard, Input } from 'adaptivecards';
import { freshId, h } from '../dom.js';

/** What Microsoft's renderer leaves to the page: names, groups and mistakes that a screen reader hears. */
export function mend(card: AdaptiveCard, node: HTMLElement): void {
  for (const root of node.querySelectorAll('.ac-adaptiveCard')) if (root.ariaLabel) root.setAttribute('role', 'group');
  for (const strip of node.querySelectorAll<HTMLElement>('.ac-actionSet')) showOutlines(strip);
  for (const input of card.getAllInputs()) mendInput(input);
}

/** Nothing else can be pressed while one press is on its way; the focus stays where it is. */
export function setBusy(node: HTMLElement, pressed: HTMLElement | null, busy: boolean): void {
  node.ariaBusy = String(busy);
  if (pressed) pressed.ariaBusy = String(busy);
  for (const button of node.querySelectorAll('.ac-pushButton')) {
    if (busy) button.setAttribute('aria-disabled', 'true');
    else button.removeAttribute('aria-disabled');
  }
}

/** Puts each sentence under its input, and the focus at the first. What belongs to none is given back, as one text. */
export function explain(card: AdaptiveCard, errors: Readonly<Record<string, string>>): string {
  const inputs = card.getAllInputs().filter(({ id }) => id !== undefined && errors[id] !== undefined);
  for (const input of inputs) showError(input, errors[input.id ?? ''] ?? '');
  inputs[0]?.focus();
  const known = new Set(inputs.map(({ id }) => id));
  const others = Object.entries(errors).filter(([id]) => !known.has(id));
  return others.map(([, words]) => words).join(' ');
}

export function forgetErrors(card: AdaptiveCard, node: HTMLElement): void {
  for (const words of node.querySelectorAll('.t-field-error')) words.remove();
  mend(card, node);
}

function showError(input: Input, words: string): void {
  const said = h('p', { class: 't-field-error', id: freshId('error') }, words);
  input.renderedElement?.append(said);
  for (const control of controlsOf(input)) {
    control.setAttribute('aria-invalid', 'true');
    control.setAttribute('aria-describedby', said.id);
  }
}

function mendInput(input: Input): void {
  const control = controlIn(input);
  if (!control) return;
  const wrong = input.renderedElement?.querySelector('.ac-input-validation-failed, .t-field-error') ?? null;
  for (const one of controlsOf(input)) {
    if (wrong) one.setAttribute('aria-invalid', 'true');
    else for (const name of ['aria-invalid', 'aria-describedby']) one.removeAttribute(name);
  }
  if (control.matches('.ac-choiceSetInput-expanded, .ac-choiceSetInput-multiSelect')) nameGroup(input, control);
  if (control.matches('.ac-choiceSetInput-filtered')) nameFiltered(control);
}

/** The renderer names the box around it. */
function nameFiltered(control: Element): void {
  const names = control.parentElement?.getAttribute('aria-labelledby');
  if (names) control.setAttribute('aria-labelledby', names);
  control.parentElement?.removeAttribute('aria-labelledby');
}

/** Its label names the group; each choice has only its own words. */
function nameGroup(input: Input, group: Element): void {
  const radios = group.matches('.ac-choiceSetInput-expanded');
  group.setAttribute('role', radios ? 'radiogroup' : 'group');
  if (radios && input.isRequired) group.setAttribute('aria-required', 'true');
  const names = [...(input.renderedElement?.children ?? [])].filter((child) => child.id && !child.contains(group));
  group.setAttribute('aria-labelledby', names.map(({ id }) => id).join(' '));
  for (const choice of group.querySelectorAll('input')) {
    const own = choice.parentElement?.querySelector('label')?.id;
    if (own) choice.setAttribute('aria-labelledby', own);
    if (radios) choice.removeAttribute('aria-required');
  }
}

const controlIn = (input: Input): Element | null => input.renderedElement?.querySelector('.ac-input') ?? null;

function controlsOf(input: Input): readonly Element[] {
  const control = controlIn(input);
  if (!control) return [];
  return control.matches('input, textarea, select') ? [control] : [...control.querySelectorAll('input')];
}

/** Buttons may fill several rows, and nothing cuts off the ring around the one in focus. */
function showOutlines(strip: HTMLElement): void {
  for (let box = strip.parentElement; box && !box.matches('.t-card'); box = box.parentElement)
    box.style.overflow = 'visible';
}

import type { Action, AdaptiveCard } from 'adaptivecards';
import type { CardJson, InputValues, TeamsAnswer } from '../../teams/protocol.js';
import { h } from '../dom.js';
import { openMenu } from '../menu.js';
import { explain, forgetErrors, mend, setBusy } from './card-access.js';
import { forDrawing, isWide, opensDialog } from './card-json.js';
import { type FindIn, findsIn } from './lookup-input.js';
import { newCard } from './renderer.js';

/** A press of a button in a card. */
export interface CardPress {
  readonly title: string;
  readonly verb: 'execute' | 'submit' | 'open-dialog';
  /** A JSON pointer into the card. */
  readonly action: string;
  readonly inputs: InputValues;
}

export interface CardView {
  readonly node: HTMLElement;
  /** What stands in its inputs now. */
  readonly values: () => InputValues;
}

interface Options {
  /** Fills a frame that has an edge of its own. */
  readonly framed?: boolean;
  /** What was typed before this drawing. */
  readonly typed?: InputValues;
  readonly press: (press: CardPress) => Promise<TeamsAnswer>;
  /** Where one can search: in a dialog. */
  readonly find?: FindIn;
}

/** A card as Microsoft's renderer draws it. One press at a time: until it is answered, the card takes no other. */
export function drawCard(json: CardJson, { typed = {}, framed = false, press, find }: Options): CardView {
  const card = newCard();
  if (find) findsIn(card, find);
  card.parse(forDrawing(json, typed));
  const drawn = card.render();
  if (framed) drawn?.style.setProperty('padding', '0');
  const trouble = h('p', { class: 't-trouble', role: 'alert' });
  const wide = isWide(json) && 't-wide';
  const node = h('div', { class: ['t-card', wide].filter(Boolean).join(' ') }, drawn ?? unreadable(json), trouble);
  let busy = false;
  card.onExecuteAction = async (action) => {
    const pressed = pressOf(action, card);
    if (!pressed) return openLink(action);
    if (busy) return;
    busy = true;
    trouble.textContent = '';
    forgetErrors(card, node);
    setBusy(node, action.renderedElement ?? null, true);
    const answer = await press(pressed);
    busy = false;
    setBusy(node, action.renderedElement ?? null, false);
    if (answer.ok) return;
    trouble.textContent = 'trouble' in answer ? answer.trouble : explain(card, answer.errors);
    if (trouble.textContent !== '') trouble.scrollIntoView({ block: 'nearest' });
  };
  card.onDisplayOverflowActionMenu = (actions, target) => {
    const rows = actions.map((action) => ({ title: action.title ?? '', take: () => action.execute() }));
    if (target) openMenu(target, 'More actions', rows);
    return true;
  };
  card.onInputValueChanged = () => mend(card, node);
  // A press that the renderer stops, because something is missing, changes the card too.
  node.addEventListener('click', () => queueMicrotask(() => mend(card, node)));
  mend(card, node);
  return { node, values: () => valuesOf(card) };
}

function pressOf(action: Action, card: AdaptiveCard): CardPress | null {
  const type = action.getJsonTypeName();
  if (type !== 'Action.Execute' && type !== 'Action.Submit') return null;
  const { data } = action as Action & { readonly data?: object };
  const submit = opensDialog({ data }) ? 'open-dialog' : 'submit';
  return {
    title: action.title ?? '',
    verb: type === 'Action.Execute' ? 'execute' : submit,
    action: action.id ?? '',
    inputs: valuesOf(card),
  };
}

/** An input that holds nothing says so: one that is not named would keep what the card came with. */
function valuesOf(card: AdaptiveCard): InputValues {
  const inputs = card.getAllInputs().filter(({ id }) => id !== undefined);
  return Object.fromEntries(inputs.map(({ id = '', value }) => [id, isNothing(value) ? '' : String(value)]));
}

/** Only to where a browser goes without running anything. */
function openLink(action: Action): void {
  const href = action.getHref() ?? '';
  if (/^https?:\/\//.test(href)) window.open(href, '_blank', 'noopener');
}

function unreadable({ fallbackText }: CardJson): HTMLElement {
  return h('p', { class: 'soft' }, typeof fallbackText === 'string' ? fallbackText : 'This card can’t be shown.');
}

/** An empty field for numbers has no number in it. */
const isNothing = (value: unknown): boolean => value === undefined || value === null || Number.isNaN(value);

import type { TeamsAnswer, TeamsConversation } from '../../teams/protocol.js';
import { createCompletion } from '../completion-list.js';
import { replaceChildren } from '../dom.js';
import { createTurns } from '../in-turn.js';
import { troubleOf } from './api.js';
import { said, slashChoices } from './commands.js';
import { createOffers } from './composer-offers.js';
import { type ComposerParts, drawChosen, drawComposer } from './composer-parts.js';
import { type Spot, say } from './deeds.js';
import type { TeamsApp } from './state.js';

export interface Composer {
  readonly node: HTMLElement;
  readonly fill: (text: string) => void;
  readonly focus: () => void;
}

interface Look {
  readonly label: string;
  readonly kind: TeamsConversation['kind'];
  /** For a reply: Escape in an empty box puts it away. */
  readonly leave?: () => void;
}

/** What is written and not yet sent, by person and place. */
const drafts = new Map<string, string>();

/** The message box of a conversation or of a reply: words, a mention, a file, or a command chosen after `/`. */
export function createComposer(app: TeamsApp, spot: Spot, { label, kind, leave }: Look): Composer {
  const parts = drawComposer(label, kind);
  const { box, form } = parts;
  const draft = `${app.state().snapshot.me}/${spot.conversation}/${spot.threadId ?? ''}`;
  let file: File | null = null;
  // The app's name alone says nothing.
  const isSaid = () => said(box.value, app.state().snapshot.app.name).text !== '' || file !== null;
  const changed = () => {
    drafts.set(draft, box.value);
    grow(box);
    parts.send.disabled = !isSaid();
    completion.update();
    showHint(app, parts, kind);
  };
  const fill = (text: string) => {
    box.value = text;
    changed();
    box.focus();
  };
  const choose = (chosen: File | null) => {
    file = chosen;
    replaceChildren(parts.chosen, chosen && drawChosen(chosen, () => choose(null)));
    changed();
    box.focus();
  };
  const inTurn = createTurns();
  const perform = (act: () => Promise<TeamsAnswer>, typed: string | null) =>
    inTurn(`${file?.name}/${typed}`, () => sent(parts, act, typed, () => choose(null)));
  const offers = createOffers(app, { spot, kind, box, fill, perform });
  const completion = createCompletion(box, { label: 'Commands', find: offers.find, announce: app.announce });
  form.prepend(completion.node);
  const send = () => {
    const [typed, chosen] = [box.value, file];
    if (isSaid()) perform(() => say(app, spot, typed, chosen), typed);
  };
  const key = (event: KeyboardEvent) => {
    if (completion.key(event, offers.isWhole())) return;
    if (event.key === 'Escape' && box.value === '') leave?.();
    if (event.key === 'Enter' && !event.shiftKey) instead(event, send);
  };
  const mention = () => fill(`@${app.state().snapshot.app.name} ${box.value}`);
  listen(parts, { changed, send, key, choose, mention, menu: () => offers.openMenu(parts.commands) });
  box.value = drafts.get(draft) ?? '';
  // Its height is known once it stands in the page.
  queueMicrotask(changed);
  return { node: form, fill, focus: () => box.focus() };
}

/** Of what the browser would do. */
function instead(event: Event, act: () => void): void {
  event.preventDefault();
  act();
}

interface Wishes {
  readonly changed: () => void;
  readonly send: () => void;
  readonly key: (event: KeyboardEvent) => void;
  readonly choose: (file: File | null) => void;
  readonly mention: () => void;
  readonly menu: () => void;
}

function listen({ form, box, file, mention, commands }: ComposerParts, wishes: Wishes): void {
  form.addEventListener('submit', (event) => instead(event, wishes.send));
  box.addEventListener('input', wishes.changed);
  box.addEventListener('keydown', (event) => {
    if (!event.isComposing) wishes.key(event);
  });
  file.addEventListener('change', () => wishes.choose(file.files?.[0] ?? null));
  mention?.addEventListener('click', wishes.mention);
  commands.addEventListener('click', wishes.menu);
}

/** What was sent leaves the box when the server has taken it, not before; a refusal leaves it there to be mended. */
async function sent(
  { box, form, trouble, file }: ComposerParts,
  act: () => Promise<TeamsAnswer>,
  typed: string | null,
  clear: () => void,
): Promise<void> {
  trouble.textContent = '';
  form.ariaBusy = 'true';
  const answer = await act();
  form.ariaBusy = 'false';
  trouble.textContent = troubleOf(answer) ?? '';
  if (!answer.ok || typed === null) return;
  file.value = '';
  if (box.value === typed) box.value = '';
  clear();
}

/** Beginners write to the app without naming it, and nobody answers. */
function showHint(app: TeamsApp, { box, hint }: ComposerParts, kind: TeamsConversation['kind']): void {
  const { app: bot, commands } = app.state().snapshot;
  const typed = box.value.trim();
  const heard = kind === 'personal' || typed === '' || said(typed, bot.name).mention || /^[@/]$/.test(typed);
  const isCommand = slashChoices(commands, kind, typed).length > 0;
  hint.textContent =
    heard || isCommand ? '' : `${bot.name} hears what mentions it: type @, or choose a command with /.`;
}

function grow(box: HTMLTextAreaElement): void {
  box.style.height = 'auto';
  box.style.height = `${Math.min(box.scrollHeight + 2, 200)}px`;
}

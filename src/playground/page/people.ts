import type { WorkspaceUser } from '../protocol.js';
import { freshId, h, replaceChildren } from './dom.js';
import { icon } from './icons.js';
import { avatar, type Faces } from './names.js';
import type { App, Part } from './state.js';

type Person = Pick<WorkspaceUser, 'id' | 'name' | 'title' | 'isBot' | 'isGuest'>;

/** What the switch is drawn from, in either chat. */
interface Cast {
  readonly me: string;
  readonly users: readonly Person[];
}

/** How many people the switch shows at once. */
const SHOWN = 5;

/** The people one can be here, neither bots nor guests: the first of the list and whoever one is, then the others. */
function peopleOf({ users, me }: Cast) {
  const people = users.filter((user) => !user.isBot && !user.isGuest);
  const isFirst = (user: Person) => people.indexOf(user) < SHOWN || user.id === me;
  return { first: people.filter(isFirst), others: people.filter((user) => !isFirst(user)) };
}

/** Who I am, and the switch to somebody else. */
export function createPeople(app: Pick<App, 'become'>): Part<{ readonly snapshot: Cast }> {
  const id = freshId('people');
  const button = h('button', {
    type: 'button',
    class: 'me',
    'aria-haspopup': 'menu',
    'aria-expanded': 'false',
    'aria-controls': id,
  });
  const menu = h('div', { id, class: 'menu', role: 'menu', 'aria-label': 'Be someone else', hidden: true });
  const node = h('div', { class: 'people' }, button, menu);
  const toggle = (open: boolean, focus = true) => {
    menu.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    if (open) menu.querySelector<HTMLElement>('[aria-checked="true"]')?.focus();
    else if (focus) button.focus();
  };
  button.addEventListener('click', () => toggle(menu.hidden === true));
  node.addEventListener('keydown', (event) => {
    if (menu.hidden) return;
    if (event.key === 'Escape') toggle(false);
    moveIn(menu, event);
  });
  node.addEventListener('focusout', (event) => {
    if (event.relatedTarget instanceof Node && !node.contains(event.relatedTarget)) toggle(false, false);
  });
  document.addEventListener('pointerdown', (event) => {
    if (event.target instanceof Node && !node.contains(event.target) && !menu.hidden) toggle(false, false);
  });
  const choose = (user: string) => {
    toggle(false);
    app.become(user);
  };
  let drawn = '';
  const update = ({ snapshot }: { readonly snapshot: Cast }) => {
    const now = JSON.stringify([snapshot.me, snapshot.users]);
    if (now === drawn) return;
    drawn = now;
    draw(snapshot, button, menu, choose);
  };
  return { node, update };
}

function draw(snapshot: Cast, button: HTMLElement, menu: HTMLElement, choose: (user: string) => void): void {
  const names = facesOf(snapshot);
  const me = snapshot.users.find(({ id }) => id === snapshot.me);
  replaceChildren(
    button,
    unseen('You are '),
    avatar(snapshot.me, names),
    words(me),
    unseen('. Be someone else'),
    icon('chevron'),
  );
  const rowOf = (user: Person) => row(user, user.id === snapshot.me, names, choose);
  const { first, others } = peopleOf(snapshot);
  const title = h('p', { class: 'menu-title', role: 'presentation' }, 'Be someone else');
  replaceChildren(menu, title, ...first.map(rowOf), others.length > 0 && more(others.map(rowOf)));
}

/** Bots are not in the switch, so nobody in it is the app. */
function facesOf({ users }: Cast): Faces {
  return { user: (id) => users.find((user) => user.id === id)?.name ?? null, isApp: () => false };
}

/** The others come in the place of the row that asks for them. */
function more(rows: readonly HTMLElement[]): HTMLElement {
  const words = h(
    'span',
    { class: 'who' },
    h('strong', {}, 'Everyone else'),
    h('span', { class: 'soft' }, `${rows.length} more people`),
  );
  const button = h(
    'button',
    { type: 'button', class: 'menu-row', role: 'menuitem', tabindex: -1 },
    icon('chevron'),
    words,
  );
  button.addEventListener('click', () => {
    button.replaceWith(...rows);
    rows[0]?.focus();
  });
  return button;
}

function row(user: Person, current: boolean, names: Faces, choose: (user: string) => void): HTMLElement {
  return h(
    'button',
    {
      type: 'button',
      class: 'menu-row',
      role: 'menuitemradio',
      'aria-checked': String(current),
      tabindex: current ? 0 : -1,
      'data-user': user.id,
      onclick: () => choose(user.id),
    },
    avatar(user.id, names),
    words(user),
    current && icon('check'),
  );
}

function unseen(text: string): HTMLElement {
  return h('span', { class: 'visually-hidden' }, text);
}

function words(user: Person | undefined): HTMLElement {
  return h(
    'span',
    { class: 'who' },
    h('strong', {}, user?.name ?? ''),
    h('span', { class: 'soft' }, user?.title ?? ''),
  );
}

function moveIn(menu: HTMLElement, event: KeyboardEvent): void {
  const rows = [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  rows.at(to % rows.length)?.focus();
}

import type { WalkStep } from '../protocol.js';
import { drawCopy } from './copy.js';
import { h, replaceChildren } from './dom.js';
import { icon } from './icons.js';
import { avatar, namesIn } from './names.js';
import { conversationAt } from './snapshot.js';
import { type App, type Part, type State, watch } from './state.js';
import { currentStep, skipStep, startedAt } from './walk-progress.js';

/** The banner that leads through a first count: what to do now, as whom and where, with what to copy. */
export function createWalk(app: App): Part {
  const head = h('div', { class: 'walk-head' });
  const body = h('div', { class: 'walk-body', id: 'walk-body' });
  const node = h('section', { class: 'walk', 'aria-label': 'Walk' }, head, body);
  const changed = watch();
  const update = (state: State) => {
    const { snapshot, progress, walkOpen, place } = state;
    node.hidden = snapshot.walk.steps.length === 0;
    body.hidden = !walkOpen;
    if (!changed(snapshot.walk, snapshot.me, snapshot.users, snapshot.conversations, progress, walkOpen, place)) return;
    const focused = node.contains(document.activeElement) ? document.activeElement?.getAttribute('data-walk') : null;
    replaceChildren(head, ...drawHead(app, state));
    replaceChildren(body, ...drawBody(app, state));
    if (focused)
      (
        node.querySelector<HTMLElement>(`[data-walk="${focused}"]`) ??
        node.querySelector<HTMLElement>('.walk-do button') ??
        head.querySelector('button')
      )?.focus();
  };
  return { node, update };
}

/** What the step has to copy, inside a modal, where the banner can't be reached. */
export function drawHint({ snapshot, progress, walkOpen }: State): HTMLElement | null {
  const step = currentStep(snapshot.walk, progress);
  if (!walkOpen || step?.as !== snapshot.me || !step.copy || step.copy.text.startsWith('/')) return null;
  const note = { class: 'walk-hint', role: 'note', 'aria-label': snapshot.walk.title };
  return h('div', note, h('p', {}, step.text), drawCopy(step.copy));
}

function drawHead(app: App, state: State): HTMLElement[] {
  const { walk } = state.snapshot;
  const { done } = state.progress;
  const total = walk.steps.length;
  const where = done < total ? `Step ${done + 1} of ${total}` : 'Done';
  const toggle = h(
    'button',
    {
      type: 'button',
      class: 'walk-toggle',
      'aria-expanded': String(state.walkOpen),
      'aria-controls': 'walk-body',
      'data-walk': 'toggle',
      onclick: () => app.change({ walkOpen: !app.state().walkOpen }),
    },
    icon('walk'),
    h('strong', {}, walk.title),
    h('span', { class: 'soft' }, where),
    icon('chevron'),
  );
  return [toggle, drawTicks(state)];
}

/** One mark for each step. The words are in the list of all steps. */
function drawTicks({ snapshot, progress }: State): HTMLElement {
  const ticks = snapshot.walk.steps.map((_, index) => h('span', { class: `tick tick-${markOf(index, progress)}` }));
  return h('div', { class: 'ticks', 'aria-hidden': 'true' }, ...ticks);
}

function drawBody(app: App, state: State): (HTMLElement | null)[] {
  const { walk } = state.snapshot;
  const step = currentStep(walk, state.progress);
  const restart = textButton('Restart', 'restart', () =>
    app.change({ progress: startedAt(newestMoment(app.state())) }),
  );
  if (!step) {
    return [
      h('p', { class: 'walk-text', role: 'status' }, 'Done. You have seen it all; go on as you like.'),
      h('div', { class: 'walk-foot' }, restart),
    ];
  }
  const skip = textButton('Skip this step', 'skip', () =>
    app.change({ progress: skipStep(walk, app.state().progress) }),
  );
  return [
    h('div', { class: 'walk-step' }, drawWho(state, step), h('p', { class: 'walk-text', role: 'status' }, step.text)),
    drawDo(app, state, step),
    h('div', { class: 'walk-foot' }, drawAll(state), skip, restart),
  ];
}

function drawWho(state: State, step: WalkStep): HTMLElement {
  const names = namesIn(state.snapshot);
  return h(
    'p',
    { class: 'walk-who' },
    avatar(step.as, names, 'small'),
    h('strong', {}, names.user(step.as) ?? step.as),
    h('span', { class: 'soft' }, placeName(state, step.where)),
  );
}

function drawDo(app: App, state: State, step: WalkStep): HTMLElement {
  const { snapshot, place } = state;
  const firstName = (namesIn(snapshot).user(step.as) ?? step.as).split(' ')[0] ?? step.as;
  const someoneElse = snapshot.me !== step.as;
  const here =
    place === step.where || (conversationAt(snapshot, place)?.id ?? place) === conversationAt(snapshot, step.where)?.id;
  const be = someoneElse && textButton(`Be ${firstName}`, 'be', () => app.become(step.as), 'button-primary');
  const go = !someoneElse && !here && textButton('Go there', 'go', () => app.go(step.where), 'button-primary');
  const put = (text: string) => {
    if (!here) app.go(step.where);
    app.put(text);
  };
  return h('div', { class: 'walk-do' }, be, go, step.copy && drawCopy(step.copy, someoneElse ? undefined : put));
}

function drawAll({ snapshot, progress }: State): HTMLElement {
  const words = { done: 'Done', skipped: 'Skipped', now: 'Now', later: 'Later' } as const;
  const items = snapshot.walk.steps.map((step, index) => {
    const mark = markOf(index, progress);
    return h('li', { class: `all-${mark}` }, h('span', { class: 'all-mark' }, words[mark]), step.text);
  });
  return h(
    'details',
    { class: 'walk-all' },
    h('summary', { 'data-walk': 'all' }, icon('chevron'), 'All steps'),
    h('ol', {}, ...items),
  );
}

function markOf(index: number, { done, skipped }: State['progress']): 'done' | 'skipped' | 'now' | 'later' {
  if (skipped.includes(index)) return 'skipped';
  if (index < done) return 'done';
  return index === done ? 'now' : 'later';
}

/** A channel of somebody else has no name here; the step's own words say it. */
function placeName({ snapshot }: State, where: string): string {
  if (where === 'home') return `in ${snapshot.app.name}, Home`;
  if (where === 'dm') return `in ${snapshot.app.name}, Messages`;
  const conversation = conversationAt(snapshot, where);
  return conversation ? `in #${conversation.name}` : '';
}

/** The server's clock as far as this page has seen it: what is older was there before. */
export function newestMoment({ snapshot }: Pick<State, 'snapshot'>): string {
  const logged = snapshot.log.map(({ at }) => new Date(at).getTime() / 1000);
  const newest = [...snapshot.messages.map(({ ts }) => Number(ts)), ...logged];
  return newest.reduce((latest, moment) => Math.max(latest, moment), 0).toFixed(6);
}

function textButton(words: string, key: string, act: () => void, style = 'button-quiet'): HTMLElement {
  return h('button', { type: 'button', class: `button ${style}`, 'data-walk': key, onclick: act }, words);
}

import type { Walk, WalkStep } from '../protocol.js';
import { drawCopy } from './copy.js';
import { h, replaceChildren } from './dom.js';
import { icon } from './icons.js';
import { avatar, type Faces } from './names.js';
import { type Part, watch } from './state.js';
import { currentStep, type Progress, skipStep, startedAt } from './walk-progress.js';

/** What the banner is drawn from, in either chat. */
export interface Walked {
  readonly walk: Walk;
  readonly me: string;
  readonly progress: Progress;
  readonly open: boolean;
  readonly faces: () => Faces;
  /** Whether the page shows this place of the walk. */
  readonly isHere: (where: string) => boolean;
  /** As it stands beside a name: "in #nyc-madison". */
  readonly placeName: (where: string) => string;
  /** Changes when the banner may look different. */
  readonly from: readonly unknown[];
}

/** What the banner asks of the page. */
interface Leads {
  readonly walked: () => Walked;
  readonly change: (change: { readonly progress?: Progress; readonly walkOpen?: boolean }) => void;
  readonly go: (place: string) => void;
  readonly become: (user: string) => void;
  readonly put: (text: string) => void;
  /** The server's clock as far as this page has seen it: what is older was there before. */
  readonly newest: () => string;
}

/** The banner that leads through a first count: what to do now, as whom and where, with what to copy. */
export function createWalk(leads: Leads): Part<unknown> {
  const head = h('div', { class: 'walk-head' });
  const body = h('div', { class: 'walk-body', id: 'walk-body' });
  const node = h('section', { class: 'walk', 'aria-label': 'Walk' }, head, body);
  const changed = watch();
  const update = () => {
    const walked = leads.walked();
    node.hidden = walked.walk.steps.length === 0;
    body.hidden = !walked.open;
    if (!changed(...walked.from)) return;
    const focused = node.contains(document.activeElement) ? document.activeElement?.getAttribute('data-walk') : null;
    replaceChildren(head, ...drawHead(leads, walked));
    replaceChildren(body, ...drawBody(leads, walked));
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
export function drawHint({
  walk,
  me,
  progress,
  open,
}: Pick<Walked, 'walk' | 'me' | 'progress' | 'open'>): HTMLElement | null {
  const step = currentStep(walk, progress);
  if (!open || step?.as !== me || !step.copy || step.copy.text.startsWith('/')) return null;
  const note = { class: 'walk-hint', role: 'note', 'aria-label': walk.title };
  return h('div', note, h('p', {}, step.text), drawCopy(step.copy));
}

function drawHead(leads: Leads, walked: Walked): HTMLElement[] {
  const { walk, progress, open } = walked;
  const total = walk.steps.length;
  const where = progress.done < total ? `Step ${progress.done + 1} of ${total}` : 'Done';
  const toggle = h(
    'button',
    {
      type: 'button',
      class: 'walk-toggle',
      'aria-expanded': String(open),
      'aria-controls': 'walk-body',
      'data-walk': 'toggle',
      onclick: () => leads.change({ walkOpen: !leads.walked().open }),
    },
    icon('walk'),
    h('strong', {}, walk.title),
    h('span', { class: 'soft' }, where),
    icon('chevron'),
  );
  return [toggle, drawTicks(walked)];
}

/** One mark for each step. The words are in the list of all steps. */
function drawTicks({ walk, progress }: Walked): HTMLElement {
  const ticks = walk.steps.map((_, index) => h('span', { class: `tick tick-${markOf(index, progress)}` }));
  return h('div', { class: 'ticks', 'aria-hidden': 'true' }, ...ticks);
}

function drawBody(leads: Leads, walked: Walked): (HTMLElement | null)[] {
  const { walk, progress } = walked;
  const step = currentStep(walk, progress);
  const restart = textButton('Restart', 'restart', () => leads.change({ progress: startedAt(leads.newest()) }));
  if (!step) {
    return [
      h('p', { class: 'walk-text', role: 'status' }, 'Done. You have seen it all; go on as you like.'),
      h('div', { class: 'walk-foot' }, restart),
    ];
  }
  const skip = textButton('Skip this step', 'skip', () =>
    leads.change({ progress: skipStep(walk, leads.walked().progress) }),
  );
  return [
    h('div', { class: 'walk-step' }, drawWho(walked, step), h('p', { class: 'walk-text', role: 'status' }, step.text)),
    drawDo(leads, walked, step),
    h('div', { class: 'walk-foot' }, drawAll(walked), skip, restart),
  ];
}

function drawWho({ faces, placeName }: Walked, step: WalkStep): HTMLElement {
  const names = faces();
  return h(
    'p',
    { class: 'walk-who' },
    avatar(step.as, names, 'small'),
    h('strong', {}, names.user(step.as) ?? step.as),
    h('span', { class: 'soft' }, placeName(step.where)),
  );
}

function drawDo(leads: Leads, { me, faces, isHere }: Walked, step: WalkStep): HTMLElement {
  const firstName = (faces().user(step.as) ?? step.as).split(' ')[0] ?? step.as;
  const someoneElse = me !== step.as;
  const here = isHere(step.where);
  const be = someoneElse && textButton(`Be ${firstName}`, 'be', () => leads.become(step.as), 'button-primary');
  const go = !someoneElse && !here && textButton('Go there', 'go', () => leads.go(step.where), 'button-primary');
  const put = (text: string) => {
    if (!here) leads.go(step.where);
    leads.put(text);
  };
  return h('div', { class: 'walk-do' }, be, go, step.copy && drawCopy(step.copy, someoneElse ? undefined : put));
}

function drawAll({ walk, progress }: Walked): HTMLElement {
  const words = { done: 'Done', skipped: 'Skipped', now: 'Now', later: 'Later' } as const;
  const items = walk.steps.map((step, index) => {
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

function markOf(index: number, { done, skipped }: Progress): 'done' | 'skipped' | 'now' | 'later' {
  if (skipped.includes(index)) return 'skipped';
  if (index < done) return 'done';
  return index === done ? 'now' : 'later';
}

function textButton(words: string, key: string, act: () => void, style = 'button-quiet'): HTMLElement {
  return h('button', { type: 'button', class: `button ${style}`, 'data-walk': key, onclick: act }, words);
}

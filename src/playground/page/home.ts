import { post, troubleOf } from './api.js';
import { drawBlocks } from './blocks.js';
import { h, replaceChildren } from './dom.js';
import { namesIn } from './names.js';
import type { App, Part, State } from './state.js';
import { createSurface, type Surface, valuesOf } from './surface.js';

/** The app's Home tab. Opening it tells the app, which then draws it anew. */
export function createHome(app: App): Part {
  const blocks = h('div', { class: 'blocks home-blocks' });
  const trouble = h('p', { class: 'block-trouble', role: 'alert' });
  const node = h('div', { class: 'home', role: 'region', tabindex: 0, 'aria-label': 'Home' }, trouble, blocks);
  let surface: Surface | null = null;
  let openFor = '';
  let drawn = '';
  const draw = ({ snapshot }: State) => {
    const view = snapshot.home;
    const now = `${snapshot.me} ${view?.id} ${view?.hash}`;
    if (now === drawn) return;
    drawn = now;
    if (!view) return replaceChildren(blocks, h('p', { class: 'soft' }, 'Nothing here yet.'));
    const typed = surface ? valuesOf(surface) : {};
    surface = createSurface(app, { view: view.id }, { names: namesIn(snapshot), typed });
    replaceChildren(blocks, ...drawBlocks(view.blocks, surface));
  };
  const update = (state: State) => {
    const here = state.place === 'home' ? state.snapshot.me : '';
    if (here && here !== openFor) {
      surface = null;
      post('home', { user: here }).then((answer) => {
        trouble.textContent = troubleOf(answer) ?? '';
      });
    }
    openFor = here;
    if (here) draw(state);
  };
  return { node, update };
}

import type { HomePage } from '../engine/request.js';
import { type HomeView, type Modal, plain, type ViewBlock } from './blocks.js';
import { checkView, LIMITS } from './limits.js';
import { renderCard, type Saying } from './render-card.js';

/** What somebody reads after a form or a press, in the modal's place. The bar takes 24 characters, so a card's title stays below it. */
export function resultView(saying: Saying): Modal {
  const view: Modal = { type: 'modal', title: plain('Vitrine'), close: plain('Done'), blocks: renderCard(saying) };
  checkView(view);
  return view;
}

/** A notice is what can't be said elsewhere: Home has no messages. For once, it takes its room from the end of the page. */
export function homeView({ title, cards }: Pick<HomePage, 'title' | 'cards'>, notice?: Saying): HomeView {
  const drawn = [...(notice === undefined ? [] : [notice]), ...cards].map(partOf);
  const parts = notice === undefined ? drawn : drawn.filter((_, index) => fits(drawn.slice(0, index + 1)));
  const view: HomeView = {
    type: 'home',
    blocks: [{ type: 'header', text: plain(title) }, ...parts.flat()],
  };
  checkView(view);
  return view;
}

/** Below the header. */
const fits = (parts: readonly ViewBlock[][]): boolean => parts.flat().length < LIMITS['blocks in a view'];

function partOf(saying: Saying, index: number): ViewBlock[] {
  return index === 0 ? renderCard(saying) : [{ type: 'divider' }, ...renderCard(saying)];
}

import type * as AdaptiveCards from 'adaptivecards';
import { h } from '../dom.js';
import { hostConfig } from './host-config.js';
import { drawLookups } from './lookup-input.js';

/** Microsoft's drawing of Adaptive Cards, as the browser has it once its script has run. */
export type Kit = typeof AdaptiveCards;

declare global {
  interface Window {
    AdaptiveCards?: Kit;
  }
}

let kit: Kit | null = null;

/** Loads it, for the Teams client alone: it is larger than all the rest of the page. */
export async function loadRenderer(): Promise<void> {
  await runScript('/playground/page/teams/adaptivecards.min.js');
  kit = window.AdaptiveCards ?? null;
  if (!kit) throw new Error('The drawing of Adaptive Cards did not load.');
  // Nothing turns text into markup, neither Markdown nor anything that stands on the page.
  kit.AdaptiveCard.onProcessMarkdown = (_text, result) => {
    result.didProcess = false;
  };
  kit.GlobalSettings.setTabIndexAtCardRoot = false;
  kit.GlobalSettings.useMarkdownInRadioButtonAndCheckbox = false;
  kit.GlobalSettings.allowMarkForTextHighlighting = false;
  drawLookups(kit);
}

/** A card that can be parsed and drawn, in Teams' look. */
export function newCard(): AdaptiveCards.AdaptiveCard {
  if (!kit) throw new Error('The drawing of Adaptive Cards is not loaded.');
  const card = new kit.AdaptiveCard();
  card.hostConfig = new kit.HostConfig(hostConfig);
  return card;
}

function runScript(src: string): Promise<void> {
  return new Promise((done, fail) => {
    const script = h('script', { src });
    script.addEventListener('load', () => done());
    script.addEventListener('error', () => fail(new Error(`${src} did not load.`)));
    document.head.append(script);
  });
}

import { blocksOf, viewOf } from './block-kit/blocks.js';
import { complaints } from './block-kit/complaints.js';
import { blockRules, viewRules } from './block-kit/rules.js';

export type Surface = 'message' | 'modal' | 'home';

/** What Slack would answer about these blocks, one sentence each with its JSON pointer; empty when it takes them. */
export function validateBlocks(blocks: unknown, surface: Surface): string[] {
  const found = complaints(blocksOf(surface), blocks, ['blocks']);
  return found.length > 0 ? found : blockRules(blocks, surface, ['blocks']);
}

/** The same about a whole modal or Home view. */
export function validateView(view: unknown): string[] {
  const found = complaints(viewOf(view), view, ['view']);
  return found.length > 0 ? found : viewRules(view);
}

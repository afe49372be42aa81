import { createCombobox, type Offer } from './combobox.js';
import {
  type Control,
  type ElementJson,
  isRecord,
  numberOf,
  recordsIn,
  type Surface,
  stringOf,
  typedBefore,
} from './surface.js';
import { textOf } from './text-view.js';

/** Slack's own least, where a menu names none. */
const USUAL_LEAST = 3;

/** A menu whose choices the bot finds while one types. What is chosen goes back as the bot wrote it. */
export function drawLookup(element: ElementJson, blockId: string, surface: Surface): Control {
  const actionId = stringOf(element.action_id);
  const typed = typedBefore(surface, blockId, element);
  const first = typed ? typed.selected_option : element.initial_option;
  const known = new Map<string, ElementJson>();
  const offered = (option: ElementJson): Offer => {
    const value = stringOf(option.value);
    known.set(value, option);
    return { value, label: textOf(option.text) };
  };
  const box = createCombobox({
    chosen: isRecord(first) ? offered(first) : null,
    placeholder: textOf(element.placeholder) || 'Choose',
    least: numberOf(element.min_query_length) ?? USUAL_LEAST,
    async find(words) {
      const answer = await surface.find(blockId, actionId, words);
      if (!answer.ok) return answer.trouble;
      const groups = recordsIn(answer.option_groups).flatMap((group) => recordsIn(group.options));
      return [...recordsIn(answer.options), ...groups].map(offered);
    },
    changed: () => box.input.dispatchEvent(new Event('change')),
  });
  box.input.dataset.actionId = actionId;
  const option = () => known.get(box.chosen()?.value ?? '') ?? null;
  return {
    ...{ blockId, actionId, field: box.input, node: box.node },
    read: () => ({ type: 'external_select', selected_option: option() }),
    empty: () => option() === null,
    problem: () => null,
  };
}

import type { Option } from '../chat/form.js';
import { type InvokeAnswer, offerAnswer } from './answers.js';
import type { Desk, Visitor } from './desk.js';
import { factsOf } from './log.js';
import { choiceOf, type Sought } from './lookups.js';

/** What fits, always as a list: a client that gets none waits, or says that something went wrong. */
export async function onSought(desk: Desk, { asked }: Visitor, sought: Sought | null): Promise<InvokeAnswer> {
  if (sought === null) return offerAnswer([]);
  try {
    return offerAnswer(apart(await desk.engine.search({ type: 'search', ...asked, ...sought })).map(choiceOf));
  } catch (error) {
    desk.log.error('what was typed could not be looked up', factsOf(error));
    return offerAnswer([]);
  }
}

/** Clients know a choice again by its words, so two of the same would be one. */
function apart(options: readonly Option[]): readonly Option[] {
  const times = new Map<string, number>();
  return options.map(({ value, label }) => {
    const time = (times.get(label) ?? 0) + 1;
    times.set(label, time);
    return { value, label: time === 1 ? label : `${label} (${time})` };
  });
}

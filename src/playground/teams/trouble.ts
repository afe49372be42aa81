import type { Answer } from './answers.js';
import type { TeamsWorld } from './world.js';

/** A person only reads that something went wrong; the panel of requests says what. */
export function unanswered(world: TeamsWorld, answer: Extract<Answer, { kind: 'trouble' }>) {
  world.log.add({
    direction: 'in',
    what: 'an answer that Teams cannot show',
    status: 0,
    startedAt: world.options.now().getTime(),
    request: null,
    answer: answer.why,
  });
  return { ok: false, trouble: answer.text } as const;
}

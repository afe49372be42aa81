import type { Args } from '../args.js';
import type { World } from '../world.js';

export type Answer = Readonly<Record<string, unknown>>;

/** One Web API method: what it needs and what it does. It throws an `ApiError` to refuse. */
export interface Method {
  /** Absent: none. One of them is enough; a function where it depends on what is asked. */
  readonly scopes?: string | ((args: Args) => string);
  /** `api.test` wants none. */
  readonly withoutToken?: true;
  readonly run: (args: Args, world: World) => Answer;
}

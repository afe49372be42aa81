import type { ClientAnswer, Press, Snapshot } from '../protocol.js';
import type { ReadMarks } from './unread.js';
import type { Progress, Sent } from './walk-progress.js';

export interface State {
  readonly snapshot: Snapshot;
  /** A conversation's id, `dm` for the app's messages, `home` for its Home, or `''`: the list, on a phone. */
  readonly place: string;
  readonly online: boolean;
  readonly requestsOpen: boolean;
  readonly walkOpen: boolean;
  readonly marks: ReadMarks;
  readonly progress: Progress;
}

/** What every part of the page may ask for. Parts never change the state themselves and never know each other. */
export interface App {
  readonly state: () => State;
  readonly change: (change: Partial<State>) => void;
  readonly go: (place: string) => void;
  readonly become: (user: string) => void;
  /** Tells the walk what this person did, once it was accepted. */
  readonly sent: (sent: Omit<Sent, 'by'>) => void;
  readonly press: (press: Omit<Press, 'user'>, labels: readonly string[]) => Promise<ClientAnswer>;
  /** Puts a text in the message box of the current conversation, ready to send. */
  readonly put: (text: string) => void;
  /** Says it to a screen reader, once. */
  readonly announce: (text: string) => void;
}

/** A part of the page: its element, and how it follows the state. */
export interface Part<S = State> {
  readonly node: HTMLElement;
  readonly update: (state: S) => void;
}

export interface Store<S = State> {
  readonly get: () => S;
  readonly set: (change: Partial<S>) => void;
}

export function createStore<S>(initial: S, changed: (state: S, before: S) => void): Store<S> {
  let state = initial;
  return {
    get: () => state,
    set: (change) => {
      const before = state;
      state = { ...state, ...change };
      changed(state, before);
    },
  };
}

/** For parts that redraw as a whole: true when any of these differs from the last time. */
export function watch(): (...values: readonly unknown[]) => boolean {
  let last: readonly unknown[] | null = null;
  return (...values) => {
    const changed = last === null || values.some((value, index) => value !== last?.[index]);
    last = values;
    return changed;
  };
}

interface Logging {
  readonly snapshot: { readonly log: unknown };
}

/** Every request of the bot is told to every window, and is seen in the list of requests alone. */
export function onlyLogged<S extends Logging>(before: S, after: S): boolean {
  return (
    before.snapshot.log !== after.snapshot.log &&
    sameBut('snapshot', before, after) &&
    sameBut('log', before.snapshot, after.snapshot)
  );
}

function sameBut(left: string, one: object, other: object): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  names.delete(left);
  return [...names].every((name) => one[name as never] === other[name as never]);
}

/** Where this tab's person and walk are kept. */
export const tab = (): Storage => sessionStorage;

/** Small memories of the page. A browser that keeps nothing is no reason to fail. */
export function remember(storage: () => Storage, key: string, value: unknown): void {
  try {
    storage().setItem(`vitrine-playground:${key}`, JSON.stringify(value));
  } catch {
    return;
  }
}

export function recall(storage: () => Storage, key: string): unknown {
  try {
    return JSON.parse(storage().getItem(`vitrine-playground:${key}`) ?? 'null');
  } catch {
    return null;
  }
}

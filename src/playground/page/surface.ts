import type { ClientAnswer, OptionsAnswer, Press, StateValues, UploadAnswer } from '../protocol.js';
import { find, upload } from './api.js';
import type { Names } from './names.js';
import type { App } from './state.js';

/** Anything with a value, as Slack's state holds it. */
export interface Control {
  readonly blockId: string;
  readonly actionId: string;
  /** What carries `aria-invalid` and takes the focus. */
  readonly field: HTMLElement;
  /** All that is shown, where that is more than the field. */
  readonly node?: HTMLElement;
  readonly read: () => Readonly<Record<string, unknown>>;
  /** What Slack's own client would not send off: too long, not a number. */
  readonly problem: () => string | null;
  /** True while nothing is filled in. */
  readonly empty: () => boolean;
}

/** An input block on the surface, to put an error under it. */
export interface Field {
  readonly blockId: string;
  readonly optional: boolean;
  readonly control: Control;
  readonly showError: (text: string | null) => void;
}

/** A message, a modal or Home while it is drawn: it collects its controls, so that a press can carry their values. */
export interface Surface {
  readonly names: Names;
  /** What stood in the inputs before this drawing; kept where block and action are the same. */
  readonly typed: StateValues;
  readonly controls: Control[];
  readonly fields: Field[];
  readonly press: (blockId: string, actionId: string, labels: readonly string[]) => Promise<ClientAnswer>;
  readonly find: (blockId: string, actionId: string, words: string) => Promise<OptionsAnswer>;
  readonly upload: (file: File) => Promise<UploadAnswer>;
}

export function createSurface(
  app: App,
  source: Press['source'],
  options: { readonly names: Names; readonly typed?: StateValues },
): Surface {
  const controls: Control[] = [];
  return {
    names: options.names,
    typed: options.typed ?? {},
    controls,
    fields: [],
    find: (blockId, actionId, value) => find({ user: app.state().snapshot.me, source, blockId, actionId, value }),
    upload: (file) => upload(app.state().snapshot.me, file),
    press: (blockId, actionId, labels) =>
      app.press({ source, blockId, actionId, values: valuesOf({ controls }) }, labels),
  };
}

export function valuesOf({ controls }: Pick<Surface, 'controls'>): StateValues {
  const values: Record<string, Record<string, unknown>> = {};
  for (const control of controls) {
    values[control.blockId] = { ...values[control.blockId], [control.actionId]: control.read() };
  }
  return values;
}

/** What was typed into the same input, if it is still the same kind of input. */
export function typedBefore(
  surface: Surface,
  blockId: string,
  element: ElementJson,
): Readonly<Record<string, unknown>> | null {
  const typed = surface.typed[blockId]?.[String(element.action_id)] as Readonly<Record<string, unknown>> | undefined;
  return typed && typed.type === element.type ? typed : null;
}

export type ElementJson = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is ElementJson {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function recordsIn(value: unknown): ElementJson[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

import { z } from 'zod';
import type { Button } from '../chat/card.js';
import { storable } from '../domain/text.js';
import type { Route } from '../engine/request.js';

/** What a button carries through Slack and back: the boutique's code and what it is about. */
const Value = z.tuple([z.string().nullable(), z.string()]);

export const buttonValue = ({ boutique, subject }: Button): string => JSON.stringify([boutique ?? null, subject]);

/** Slack wants ids to be unique within a row; the second button for the same action gets a number, which means nothing. */
export const actionId = (action: string, before: readonly string[]): string => {
  const earlier = before.filter((other) => other === action).length;
  return earlier === 0 ? action : `${action}#${earlier + 1}`;
};

/** null: not one of ours, or of a shape we no longer know. */
export function readButton(id: unknown, value: unknown): Route | null {
  const read = Value.safeParse(parsed(value));
  const interaction = typeof id === 'string' ? id.replace(/#\d+$/, '') : '';
  if (!read.success || interaction === '') return null;

  const [boutique, subject] = read.data;
  return { interaction, boutique, subject };
}

/** Parse errors quote their input, so they go no further; what no database takes is taken out. */
export function parsed(json: unknown): unknown {
  if (typeof json !== 'string') return undefined;
  try {
    return JSON.parse(json, (_, value) => (typeof value === 'string' ? storable(value) : value));
  } catch {
    return undefined;
  }
}

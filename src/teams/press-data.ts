import { z } from 'zod';
import type { Button } from '../chat/card.js';
import { storable } from '../domain/text.js';
import { LIMITS } from './limits.js';

/** What a button carries through Teams and back. */
export interface Press {
  readonly action: string;
  readonly boutique: string | null;
  readonly subject: string;
  /** Of the card it stands on: which card to show anew. */
  readonly topic: string | null;
  /** Asked in a dialog before the press counts. */
  readonly confirm?: NonNullable<Button['confirm']>;
}

/** The verb of the invoke by which a card asks to be drawn for the one who looks at it. */
export const REFRESH = 'vitrine.refresh';

/** Tells Teams to ask us for a dialog. */
const OPENS_DIALOG = { msteams: { type: 'task/fetch' } } as const;

export const pressData = (press: Press): object => ({ vitrine: press });

export const dialogData = (press: Press): object => ({ ...OPENS_DIALOG, vitrine: press });

export const openerData = (words: string): object => ({ ...OPENS_DIALOG, vitrine: { words } });

export const refreshData = (topic: string): object => ({ vitrine: { topic } });

/** As a database takes it. */
export const Words = z.string().overwrite(storable);

/** What we name things by. It goes out again with the next dialog, which holds only so much. */
export const Id = Words.max(300);

/** What is ours lies under our name, beside what Teams and the inputs put there. */
const ours = <T extends z.ZodType>(shape: T) => z.object({ vitrine: shape });

const LONGEST_QUESTION = 1_000;

/** As we ask. Whatever else comes back was not ours, and may be more than a dialog holds. */
const Asked = z.object({
  title: Words.min(1).max(LIMITS['characters of a dialog title']),
  text: Words.max(LONGEST_QUESTION),
  yes: Words.min(1).max(LIMITS['characters of a button']),
});

const Pressed = ours(
  z.object({
    action: Id.min(1),
    boutique: Id.nullable(),
    subject: Id,
    topic: Id.nullable(),
    confirm: Asked.optional(),
  }),
);
const Opener = ours(z.object({ words: Words }));
const Refresh = ours(z.strictObject({ topic: Id.min(1) }));

/** null: not one of ours, or of a shape we no longer know. The same for a press that comes as an invoke, as a message and from a dialog. */
export function readPress(data: unknown): Press | null {
  const read = Pressed.safeParse(data);
  if (!read.success) return null;
  const { confirm, ...press } = read.data.vitrine;
  return { ...press, ...(confirm && { confirm }) };
}

/** The words of the command that the button stands for. */
export function readOpener(data: unknown): string | null {
  const read = Opener.safeParse(data);
  return read.success ? read.data.vitrine.words : null;
}

/** The topic of the card that asks to be drawn anew. */
export function readRefresh(data: unknown): string | null {
  const read = Refresh.safeParse(data);
  return read.success ? read.data.vitrine.topic : null;
}

import type { MessageShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import { storable } from '../domain/text.js';
import { answered } from './commands.js';
import type { Connection } from './connection.js';
import { plainWords } from './plain-words.js';

type Pointed = Pick<SlackShortcutMiddlewareArgs<MessageShortcut>, 'shortcut' | 'ack' | 'respond'>;

/** Somebody picked one of our shortcuts beside a message. */
export async function onShortcut(slack: Connection, { shortcut, ack, respond }: Pointed): Promise<void> {
  const { trigger_id: trigger } = shortcut;
  await answered(slack, { ack, respond, trigger, again: 'Pick it beside the message again.' }, () =>
    slack.engine.handle({
      type: 'shortcut',
      channel: 'slack',
      tenant: slack.installation().team,
      userId: shortcut.user.id,
      room: shortcut.channel.id,
      name: storable(shortcut.callback_id),
      message: { text: wordsOf(shortcut.message) },
    }),
  );
}

const Message = z.object({ text: z.string() });

/** A picture has none. */
const wordsOf = (message: unknown): string => plainWords(Message.safeParse(message).data?.text ?? '');

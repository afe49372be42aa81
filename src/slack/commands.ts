import type { RespondArguments, SlackCommandMiddlewareArgs, SlashCommand } from '@slack/bolt';
import { storable } from '../domain/text.js';
import type { Connection } from './connection.js';
import { nextAfter } from './next.js';
import { renderMessage, type Saying } from './render-card.js';

export const COMMAND = /^\/[a-z-]+$/;

/** Acknowledged at once: the form that follows is a call of its own, and its trigger lives three seconds. */
export async function onCommand(
  slack: Connection,
  { command, ack, respond }: Pick<SlackCommandMiddlewareArgs, 'command' | 'ack' | 'respond'>,
): Promise<void> {
  await ack();
  try {
    const saying = await answer(slack, command);
    if (saying !== null) await respond(forThemAlone(saying));
  } catch (error) {
    await respond(forThemAlone(slack.excuse(error, `Type ${command.command} again.`)));
  }
}

async function answer({ engine, client }: Connection, command: SlashCommand): Promise<Saying | null> {
  const next = nextAfter(
    await engine.handle({
      type: 'command',
      channel: 'slack',
      tenant: command.team_id,
      userId: command.user_id,
      room: command.channel_id,
      words: storable(`${command.command.slice(1)} ${command.text ?? ''}`).trim(),
    }),
  );
  if (next.type === 'fill-in') await client.views.open({ trigger_id: command.trigger_id, view: next.view });
  return next.type === 'read' ? next.saying : null;
}

/** Answers a command or press where it was made, without touching the message it came from. */
export function forThemAlone(saying: Saying): RespondArguments {
  return { response_type: 'ephemeral', replace_original: false, ...renderMessage(saying) };
}

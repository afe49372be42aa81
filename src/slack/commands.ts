import type { RespondArguments, RespondFn, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { storable } from '../domain/text.js';
import type { Answer } from '../engine/request.js';
import type { Connection } from './connection.js';
import { nextAfter } from './next.js';
import { renderMessage, type Saying } from './render-card.js';

export const COMMAND = /^\/[a-z-]+$/;

export async function onCommand(
  slack: Connection,
  { command, ack, respond }: Pick<SlackCommandMiddlewareArgs, 'command' | 'ack' | 'respond'>,
): Promise<void> {
  const { trigger_id: trigger } = command;
  await answered(slack, { ack, respond, trigger, again: `Type ${command.command} again.` }, () =>
    slack.engine.handle({
      type: 'command',
      channel: 'slack',
      tenant: command.team_id,
      userId: command.user_id,
      room: command.channel_id,
      words: storable(`${command.command.slice(1)} ${command.text ?? ''}`).trim(),
    }),
  );
}

interface Asking {
  readonly ack: () => Promise<void>;
  readonly respond: RespondFn;
  readonly trigger: string;
  /** What they can do where it went wrong. */
  readonly again: string;
}

/** Acknowledged at once: the form that follows is a call of its own, and its trigger lives three seconds. */
export async function answered(
  { client, excuse }: Connection,
  { ack, respond, trigger, again }: Asking,
  ask: () => Promise<Answer>,
): Promise<void> {
  await ack();
  try {
    const next = nextAfter(await ask());
    if (next.type === 'fill-in') await client.views.open({ trigger_id: trigger, view: next.view });
    if (next.type === 'read') await respond(forThemAlone(next.saying));
  } catch (error) {
    await respond(forThemAlone(excuse(error, again)));
  }
}

/** Answers a command or press where it was made, without touching the message it came from. */
export function forThemAlone(saying: Saying): RespondArguments {
  return { response_type: 'ephemeral', replace_original: false, ...renderMessage(saying) };
}

import { ApiError } from '../api-error.js';
import { type Args, parseArgs } from '../args.js';
import type { Conversation } from '../conversations.js';
import { type Delivery, sendCommand } from '../dispatcher.js';
import { post } from '../messages.js';
import { commandFields } from '../payloads.js';
import type { ClientAnswer, WorkspaceUser } from '../protocol.js';
import { respond } from '../response-urls.js';
import type { World } from '../world.js';

/** Plain text in a channel or to the bot. */
export function sayText(world: World, user: WorkspaceUser, place: Conversation, text: string): ClientAnswer {
  post(world, { channel: place.id, user: user.id, text: escaped(text), blocks: [], files: [] });
  return { ok: true };
}

/** All that was typed, with the slash. What is wrong is said by Slackbot, only to this person. */
export async function runCommand(
  world: World,
  user: WorkspaceUser,
  place: Conversation,
  typed: string,
): Promise<ClientAnswer> {
  const [, command = '', text = ''] = /^(\S+)\s*([\s\S]*)$/.exec(typed.trim()) ?? [];
  const known = world.options.workspace.commands.some((other) => other.command === command);
  if (!known) {
    slackbot(world, user.id, place.id, notACommand(command));
    return { ok: true };
  }
  const fields = commandFields(world, user, place, { command, text: text.trim() });
  const delivery = await sendCommand(world, fields);
  const trouble = delivery.outcome === 'ok' ? showAnswer(world, user, place, delivery) : errorOf(delivery);
  if (trouble !== undefined) slackbot(world, user.id, place.id, `${command} failed with the error "${trouble}"`);
  return { ok: true };
}

export function slackbot(world: World, user: string, channel: string, text: string): void {
  world.audience.tell([user], { type: 'slackbot', channel, text });
}

/** A command may be answered in the ack: text as it is, or a message as JSON. */
function showAnswer(
  world: World,
  user: WorkspaceUser,
  place: Conversation,
  { body, contentType }: Extract<Delivery, { outcome: 'ok' }>,
): string | undefined {
  if (body.trim() === '') return undefined;
  try {
    const args: Args = contentType.startsWith('application/json') ? parseArgs(contentType, body) : { text: body };
    if (Object.keys(args).length === 0) return undefined;
    respond(world, { id: '', user: user.id, channel: place.id, bornAt: 0, uses: 0 }, args);
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return 'invalid_command_response';
    throw error;
  }
}

function errorOf(delivery: Exclude<Delivery, { outcome: 'ok' }>): string {
  switch (delivery.outcome) {
    case 'timeout':
      return 'operation_timeout';
    case 'unreachable':
      return 'dispatch_failed';
    case 'status':
      return delivery.status >= 500 ? 'http_service_error' : 'http_client_error';
  }
}

/** As Slack's own client sends what is typed: a bare `<` would begin a mention or a link. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function notACommand(command: string): string {
  return (
    `${command} is not a valid command. In Slack, all messages that start with the "/" character are interpreted as ` +
    'commands. If you are trying to send a message and not run a command, try preceding the "/" with an empty space.'
  );
}

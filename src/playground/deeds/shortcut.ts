import { sendInteraction } from '../dispatcher.js';
import { HttpRefusal } from '../http.js';
import { mayRead } from '../messages.js';
import { messageShortcut } from '../payloads.js';
import type { ClientAnswer, PickShortcut, WorkspaceUser } from '../protocol.js';
import { key, type World } from '../world.js';
import { troubleOf } from './press.js';
import { slackbot } from './say.js';

/** A shortcut was picked in the menu of a message. What only one person sees has no such menu. */
export async function pickShortcut(
  world: World,
  user: WorkspaceUser,
  { channel, ts, callbackId }: PickShortcut,
): Promise<ClientAnswer> {
  const known = world.options.workspace.shortcuts.some(({ callback_id }) => callback_id === callbackId);
  if (!known) throw new HttpRefusal(400, `The menu has no "${callbackId}".`);
  const message = world.messages.get(key(channel, ts));
  if (!message || !mayRead(world, user.id, message)) throw new HttpRefusal(400, 'This message is no longer there.');
  const delivery = await sendInteraction(world, messageShortcut(world, user, message, callbackId));
  if (delivery.outcome === 'ok') return { ok: true };

  const trouble = troubleOf(delivery);
  slackbot(world, user.id, channel, trouble);
  return { ok: false, trouble };
}

import { HttpRefusal } from '../../http.js';
import type { Place } from '../conversations.js';
import { sendCompose } from '../dispatcher.js';
import { findUser } from '../people.js';
import type { RunCommand, TeamsAnswer, TeamsUser } from '../protocol.js';
import type { DialogSource, StoredMessage } from '../stored.js';
import type { TeamsWorld } from '../world.js';
import { composeInvoke, follow } from './dialogs.js';
import { messageOf, placeOf, placeOfMessage } from './places.js';
import { escaped, mentionOf, speak } from './say.js';

/** A command of the manifest, chosen in one of Teams' menus. */
export function runCommand(
  world: TeamsWorld,
  user: TeamsUser,
  { conversation, threadId, command }: RunCommand,
): TeamsAnswer | Promise<TeamsAnswer> {
  const place = placeOf(world, user, conversation, threadId);
  if ('bot' in command) return sayCommand(world, user, place, command);
  return askForDialog(world, user, place, command);
}

/** The title is said to the bot; after a slash in a channel or a group chat nobody else sees it. */
function sayCommand(
  world: TeamsWorld,
  user: TeamsUser,
  place: Place,
  { bot: title, text = '', slash = false }: Extract<RunCommand['command'], { bot: string }>,
): TeamsAnswer {
  const { kind } = place.conversation;
  const known = world.options.workspace.commands.bot.find(
    (command) => command.title === title && command.scopes.includes(kind) && (command.slash || !slash),
  );
  if (!known) throw new HttpRefusal(400, `The menu has no "${title}" here.`);
  const targeted = slash && kind !== 'personal';
  speak(world, { user, place, text: `${title} ${text}`.trim(), mention: !targeted, targeted });
  return { ok: true };
}

async function askForDialog(
  world: TeamsWorld,
  user: TeamsUser,
  place: Place,
  { action: id, message: messageId }: Extract<RunCommand['command'], { action: string }>,
): Promise<TeamsAnswer> {
  const context = messageId === undefined ? 'compose' : 'message';
  const known = world.options.workspace.commands.actions.find((each) => each.id === id);
  if (!known?.context.includes(context)) throw new HttpRefusal(400, `The menu has no "${id}" here.`);
  const message = messageId === undefined ? undefined : messageOf(world, user, place.conversation, messageId);
  const source: DialogSource = {
    kind: 'command',
    id,
    context,
    ...(message ? { payload: payloadOf(world, message) } : {}),
  };
  const asking = { user, place: message ? placeOfMessage(place.conversation, message) : place, source };
  const delivery = await sendCompose(world, () => composeInvoke(world, asking, { name: 'composeExtension/fetchTask' }));
  return follow(world, asking, delivery);
}

/** The message whose menu was used, as Teams hands it over. */
function payloadOf(world: TeamsWorld, message: StoredMessage) {
  const author = findUser(world, message.from);
  const { appId, workspace } = world.options;
  const person = author && { userIdentityType: 'aadUser', id: author.aadObjectId, displayName: author.name };
  const app = { applicationIdentityType: 'bot', id: appId, displayName: workspace.app.name };
  return {
    id: message.id,
    replyToId: message.threadId ?? null,
    createdDateTime: message.at,
    lastModifiedDateTime: null,
    deleted: false,
    subject: null,
    summary: null,
    importance: 'normal',
    locale: 'en-us',
    body: { contentType: 'html', content: `<div>${written(world, message.text)}</div>` },
    from: { device: null, conversation: null, user: person ?? null, application: person ? null : app },
    reactions: [],
    mentions: [],
  };
}

/** As Teams' own client writes it; a message that mentions the app begins with that. */
function written(world: TeamsWorld, text: string): string {
  const mention = mentionOf(world);
  const isMention = text.startsWith(mention);
  const words = escaped(isMention ? text.slice(mention.length) : text).replaceAll('\n', '<br>');
  return isMention ? `<at id="0">${escaped(world.options.workspace.app.name)}</at>${words}` : words;
}

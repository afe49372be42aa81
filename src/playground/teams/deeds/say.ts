import { type Activity, envelope } from '../activities.js';
import { isInstalled, type Place } from '../conversations.js';
import { noAnswer, sendActivity, troubleOf } from '../dispatcher.js';
import { post } from '../messages.js';
import type { Say, TeamsAnswer, TeamsUser } from '../protocol.js';
import type { StoredAttachment, StoredMessage } from '../stored.js';
import type { TeamsWorld } from '../world.js';
import { placeOf } from './places.js';

interface Spoken {
  readonly user: TeamsUser;
  readonly place: Place;
  readonly text: string;
  readonly mention: boolean;
  /** Only the bot and this person see it. */
  readonly targeted?: boolean;
  /** What the page shows. */
  readonly attachments?: readonly StoredAttachment[];
  /** What the bot gets besides the text. */
  readonly files?: readonly unknown[];
  readonly platform?: string;
}

/** Text in a channel or a chat. */
export function say(world: TeamsWorld, user: TeamsUser, said: Say): TeamsAnswer {
  const place = placeOf(world, user, said.conversation, said.threadId);
  speak(world, { user, place, text: said.text, mention: said.mention === true });
  return { ok: true };
}

/** Keeps what a person says and, if the bot may hear it, tells the bot. Nobody waits for that, as in Teams. */
export function speak(world: TeamsWorld, spoken: Spoken): void {
  const { user, place, attachments, targeted } = spoken;
  const { conversation, threadId } = place;
  const mentioned = spoken.mention && conversation.kind !== 'personal';
  const message = post(world, {
    conversation: conversation.id,
    ...(threadId === undefined ? {} : { threadId }),
    from: user.id,
    text: mentioned ? `${mentionOf(world)} ${spoken.text}` : spoken.text,
    ...(attachments ? { attachments } : {}),
    ...(targeted ? { only: user.id } : {}),
  });
  const heard = isInstalled(world, conversation) && (conversation.kind === 'personal' || mentioned || targeted);
  if (heard) world.inBackground(tell(world, message, { ...spoken, mention: mentioned }));
}

async function tell(world: TeamsWorld, message: StoredMessage, spoken: Spoken): Promise<void> {
  const delivery = await sendActivity(world, messageActivity(world, message, spoken));
  if (troubleOf(delivery) === null) return;
  const { conversation } = spoken.place;
  world.audience.tell([spoken.user.id], { type: 'notice', conversation: conversation.id, text: noAnswer });
}

function messageActivity(world: TeamsWorld, message: StoredMessage, spoken: Spoken): Activity {
  const { user, place, platform, mention, files = [] } = spoken;
  const { conversation, threadId } = place;
  // A new post is the root of its own thread; a targeted message takes no replies.
  const isRoot = conversation.kind === 'channel' && threadId === undefined && !spoken.targeted;
  const thread = isRoot ? { conversation, threadId: message.id } : place;
  const { entities, recipient, channelData, ...rest } = envelope(world, { user, place: thread, platform });
  const { name } = world.options.workspace.app;
  const mentioned = { mentioned: { id: world.botId, name }, text: mentionOf(world), type: 'mention' };
  const inTeam = { teamsChannelId: conversation.id, teamsTeamId: world.options.workspace.team.id };
  return {
    text: message.text,
    textFormat: 'plain',
    attachments: [...files, { contentType: 'text/html', content: html(world, spoken) }],
    type: 'message',
    ...rest,
    id: message.id,
    recipient: spoken.targeted ? { ...recipient, isTargeted: true } : recipient,
    entities: mention ? [mentioned, ...entities] : entities,
    channelData: conversation.kind === 'channel' ? { ...inTeam, ...channelData } : channelData,
  };
}

export function mentionOf(world: TeamsWorld): string {
  return `<at>${world.options.workspace.app.name}</at>`;
}

/** The same as Teams' own client writes it. */
function html(world: TeamsWorld, { mention, text }: Spoken): string {
  const name = escaped(world.options.workspace.app.name);
  const span = `<span itemtype="http://schema.skype.com/Mention" itemscope="" itemid="0">${name}</span>&nbsp;`;
  return `<p>${mention ? span : ''}${escaped(text)}</p>`;
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

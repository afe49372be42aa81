import { createHash } from 'node:crypto';
import type { TeamsConversation, TeamsUser } from './protocol.js';
import { key, type TeamsWorld } from './world.js';

export interface Conversation {
  readonly id: string;
  readonly kind: TeamsConversation['kind'];
  readonly name: string;
  /** People; the bot is not named. */
  readonly members: readonly string[];
}

/** A conversation, and the post whose thread is meant. */
export interface Place {
  readonly conversation: Conversation;
  readonly threadId?: string | undefined;
}

export function allConversations(world: TeamsWorld): readonly Conversation[] {
  const { app, groupChats, team, users } = world.options.workspace;
  return [
    ...users.map((user) => ({
      id: personalChatOf(world, user),
      kind: 'personal' as const,
      name: app.name,
      members: [user.id],
    })),
    ...team.channels.map((room) => ({ ...room, kind: 'channel' as const })),
    ...groupChats.map((room) => ({ ...room, kind: 'groupChat' as const })),
  ];
}

export function findConversation(world: TeamsWorld, id: unknown): Conversation | undefined {
  return allConversations(world).find((conversation) => conversation.id === id);
}

/** Always the same for the same bot and person. */
export function personalChatOf(world: TeamsWorld, user: Pick<TeamsUser, 'aadObjectId'>): string {
  return `a:1${createHash('sha512').update(`${world.options.appId} ${user.aadObjectId}`).digest('base64url')}`;
}

/** `19:…;messageid=…` in its two parts. */
export function splitId(id: string): { readonly id: string; readonly threadId?: string } {
  const [base = '', threadId] = id.split(';messageid=');
  return threadId === undefined ? { id: base } : { id: base, threadId };
}

export function isInstalled(world: TeamsWorld, conversation: Conversation): boolean {
  return world.installations.get(installationOf(world, conversation))?.installed === true;
}

/** Where an installation is kept: an app is added to a whole team. */
export function installationOf(world: TeamsWorld, { id, kind }: Conversation): string {
  return kind === 'channel' ? world.options.workspace.team.id : id;
}

export function clientConversation(world: TeamsWorld, conversation: Conversation, user: string): TeamsConversation {
  const { id, kind, name, members } = conversation;
  const readUpTo = world.readMarks.get(key(user, id)) ?? '';
  return { id, kind, name, members, installed: isInstalled(world, conversation), readUpTo };
}

/** Shows each member a conversation that changed. */
export function tellConversation(world: TeamsWorld, conversation: Conversation, people = conversation.members): void {
  for (const member of people) {
    const shown = clientConversation(world, conversation, member);
    world.audience.tell([member], { type: 'conversation', conversation: shown });
  }
}

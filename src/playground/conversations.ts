import { everybody, findUser } from './people.js';
import type { ClientConversation, WorkspaceUser } from './protocol.js';
import type { World } from './world.js';

export interface Conversation {
  readonly id: string;
  readonly kind: 'channel' | 'im';
  readonly name: string;
  readonly members: readonly string[];
  /** For `im`: the person the bot talks to. */
  readonly person?: string;
}

export function findConversation(world: World, id: unknown): Conversation | undefined {
  return allConversations(world).find((conversation) => conversation.id === id);
}

/** Channels, then the bot's direct messages with each person: they are open from the start, as for an installed app. */
export function allConversations(world: World): readonly Conversation[] {
  const { channels, app } = world.options.workspace;
  const people = everybody(world).filter((user) => user.isBot !== true);
  return [
    ...channels.map(({ id, name, members }) => ({ id, kind: 'channel' as const, name, members })),
    ...people.map((user) => ({
      id: imOf(user),
      kind: 'im' as const,
      name: app.name,
      members: [user.id, app.botUserId],
      person: user.id,
    })),
  ];
}

export function imOf(user: Pick<WorkspaceUser, 'id'>): string {
  return `D${user.id.slice(1)}`;
}

export function clientConversation(world: World, conversation: Conversation): ClientConversation {
  const { id, kind, name, members } = conversation;
  return { id, kind, name, members, ...(kind === 'im' ? { with: world.options.workspace.app.botUserId } : {}) };
}

/** As `conversations.info` and `.list` show one. */
export function slackConversation(world: World, conversation: Conversation): Readonly<Record<string, unknown>> {
  const { team, app } = world.options.workspace;
  const { id, kind, name, members, person } = conversation;
  const shared = { id, created: 1_700_000_000, is_archived: false, is_org_shared: false, is_ext_shared: false };
  if (kind === 'im') return { ...shared, is_im: true, user: person, is_user_deleted: false, priority: 0 };
  return {
    ...shared,
    name,
    name_normalized: name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: false,
    is_general: false,
    is_shared: false,
    is_member: members.includes(app.botUserId),
    context_team_id: team.id,
    shared_team_ids: [team.id],
    creator: members.find((member) => findUser(world, member)?.isBot !== true) ?? '',
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    num_members: members.length,
  };
}

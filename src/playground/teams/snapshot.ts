import { allConversations, clientConversation } from './conversations.js';
import { clientDialog } from './deeds/dialogs.js';
import { clientMessage, mayRead } from './messages.js';
import type { TeamsSnapshot, TeamsUser } from './protocol.js';
import type { TeamsWorld } from './world.js';

/** Everything one person sees. */
export function snapshot(world: TeamsWorld, me: TeamsUser): TeamsSnapshot {
  const { tenant, app, team, users, commands, walk } = world.options.workspace;
  const mine = allConversations(world).filter(({ members }) => members.includes(me.id));
  const messages = world.messages.values().filter((message) => mayRead(world, me.id, message));
  const dialog = world.dialogs.get(me.id);
  return {
    tenant,
    app: { id: world.options.appId, name: app.name, botId: world.botId },
    team: { id: team.id, name: team.name },
    me: me.id,
    users,
    conversations: mine.map((conversation) => clientConversation(world, conversation, me.id)),
    messages: [...messages].sort(byTime).map((message) => clientMessage(world, message, me.id)),
    dialog: dialog ? clientDialog(dialog) : null,
    commands,
    walk,
    log: world.log.entries(),
    automaticRefreshes: world.refreshes.count(),
  };
}

function byTime(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}

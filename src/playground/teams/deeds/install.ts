import { setTimeout as wait } from 'node:timers/promises';
import { type Activity, bareEnvelope, invokeId } from '../activities.js';
import {
  allConversations,
  type Conversation,
  installationOf,
  isInstalled,
  tellConversation,
} from '../conversations.js';
import { sendActivity } from '../dispatcher.js';
import { findUser } from '../people.js';
import type { Install, TeamsAnswer, TeamsUser } from '../protocol.js';
import type { TeamsWorld } from '../world.js';
import { conversationOf } from './places.js';

const retryDelay = 1000;

/** Adds the app to a chat or a team, or removes it. The person does not wait for the bot. */
export function install(world: TeamsWorld, user: TeamsUser, { conversation: id, installed }: Install): TeamsAnswer {
  const conversation = conversationOf(world, user, id);
  if (isInstalled(world, conversation) === installed) return { ok: true };
  mark(world, conversation, { installed, told: false });
  world.inBackground(tell(world, user, conversation, installed).then(() => undefined));
  return { ok: true };
}

/** As an administrator's policy does: the app is put wherever it has never been, and the bot hears of each until it has taken it. */
export async function installEverywhere(world: TeamsWorld): Promise<void> {
  const stateOf = (conversation: Conversation) => world.installations.get(installationOf(world, conversation));
  const fresh = allConversations(world).filter((one) => !stateOf(one)?.told && stateOf(one)?.installed !== false);
  // It is there at once, so that nothing said meanwhile is refused; the bot hears of one after the other.
  for (const conversation of fresh) mark(world, conversation, { installed: true, told: false });
  for (const conversation of fresh) {
    const user = findUser(world, conversation.members[0]);
    if (user && !stateOf(conversation)?.told) await tellUntilTaken(world, user, conversation);
  }
}

async function tellUntilTaken(world: TeamsWorld, user: TeamsUser, conversation: Conversation): Promise<void> {
  const { installRetryDelay = retryDelay } = world.options;
  while (isInstalled(world, conversation) && !(await tell(world, user, conversation, true))) {
    await wait(installRetryDelay, undefined, { signal: world.closing.signal, ref: false });
  }
}

async function tell(world: TeamsWorld, user: TeamsUser, conversation: Conversation, installed: boolean) {
  for (const activity of activities(world, user, conversation, installed)) {
    const delivery = await sendActivity(world, activity);
    if (delivery.outcome !== 'ok') return false;
  }
  // Somebody may have changed their mind meanwhile.
  if (isInstalled(world, conversation) === installed) mark(world, conversation, { installed, told: true });
  await world.store.settled();
  return true;
}

function mark(world: TeamsWorld, conversation: Conversation, state: { installed: boolean; told: boolean }): void {
  const name = installationOf(world, conversation);
  const changed = world.installations.get(name)?.installed !== state.installed;
  world.installations.set(name, state);
  if (!changed) return;
  for (const other of allConversations(world)) {
    if (installationOf(world, other) === name) tellConversation(world, other);
  }
}

function activities(world: TeamsWorld, user: TeamsUser, conversation: Conversation, added: boolean): Activity[] {
  const { channelData, ...rest } = bareEnvelope(world, { user, place: { conversation } });
  const { id, name, aadGroupId } = world.options.workspace.team;
  const inTeam = {
    ...channelData,
    settings: { selectedChannel: { id: conversation.id } },
    team: { aadGroupId, name, id },
  };
  const data = conversation.kind === 'channel' ? inTeam : channelData;
  const event = conversation.kind === 'channel' ? { eventType: added ? 'teamMemberAdded' : 'teamMemberRemoved' } : {};
  return [
    {
      [added ? 'membersAdded' : 'membersRemoved']: [{ id: world.botId }],
      type: 'conversationUpdate',
      ...rest,
      id: invokeId(world),
      channelData: { ...data, ...event },
    },
    {
      action: added ? 'add' : 'remove',
      type: 'installationUpdate',
      ...rest,
      id: invokeId(world),
      channelData: { ...data, source: { name: 'message' } },
    },
  ];
}

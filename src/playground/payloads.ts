import { type Conversation, findConversation } from './conversations.js';
import { newTrigger } from './dispatcher.js';
import { slackMessage } from './messages.js';
import { userName } from './people.js';
import type { StateValues, WorkspaceUser } from './protocol.js';
import { newResponseUrl } from './response-urls.js';
import type { PlacedElement } from './state-values.js';
import type { StoredMessage, StoredView } from './stored.js';
import { slackView } from './views.js';
import type { World } from './world.js';

type Json = Readonly<Record<string, unknown>>;

/** The bodies of requests to the bot, each as Slack sends it. */

export function commandFields(
  world: World,
  user: WorkspaceUser,
  conversation: Conversation,
  typed: { readonly command: string; readonly text: string },
): Readonly<Record<string, string>> {
  const { team, app } = world.options.workspace;
  return {
    token: 'playground',
    team_id: team.id,
    team_domain: team.domain,
    channel_id: conversation.id,
    channel_name: channelName(conversation),
    user_id: user.id,
    user_name: userName(user),
    command: typed.command,
    text: typed.text,
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: newResponseUrl(world, { user: user.id, channel: conversation.id }),
    trigger_id: newTrigger(world, user.id),
  };
}

/** An ephemeral message's action carries no `message`, and only messages have a `response_url`. */
export function messageAction(
  world: World,
  user: WorkspaceUser,
  message: StoredMessage,
  pressed: { readonly action: Json; readonly values: StateValues },
): Json {
  const conversation = findConversation(world, message.channel);
  const ephemeral = message.only !== undefined;
  return {
    ...interaction(world, user, 'block_actions'),
    container: {
      type: 'message',
      message_ts: message.ts,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
      channel_id: message.channel,
      is_ephemeral: ephemeral,
    },
    trigger_id: newTrigger(world, user.id),
    channel: { id: message.channel, name: conversation ? channelName(conversation) : '' },
    ...(ephemeral ? {} : { message: slackMessage(world, message) }),
    state: { values: pressed.values },
    response_url: newResponseUrl(world, {
      user: user.id,
      channel: message.channel,
      source: { ts: message.ts, ephemeral },
    }),
    actions: [pressed.action],
  };
}

/** It names neither the app nor a container. */
export function messageShortcut(world: World, user: WorkspaceUser, message: StoredMessage, callbackId: string): Json {
  const conversation = findConversation(world, message.channel);
  const { api_app_id: _, ...who } = interaction(world, user, 'message_action');
  return {
    ...who,
    action_ts: world.nextTs(),
    channel: { id: message.channel, name: conversation ? channelName(conversation) : '' },
    callback_id: callbackId,
    trigger_id: newTrigger(world, user.id),
    response_url: newResponseUrl(world, { user: user.id, channel: message.channel }),
    message_ts: message.ts,
    message: slackMessage(world, message),
  };
}

export function viewAction(
  world: World,
  user: WorkspaceUser,
  view: StoredView,
  pressed: { readonly action: Json; readonly values: StateValues },
): Json {
  return {
    ...interaction(world, user, 'block_actions'),
    container: { type: 'view', view_id: view.id },
    trigger_id: newTrigger(world, user.id),
    view: slackView(world, view, pressed.values),
    actions: [pressed.action],
  };
}

export function viewSubmission(world: World, user: WorkspaceUser, view: StoredView, values: StateValues): Json {
  return {
    ...interaction(world, user, 'view_submission'),
    trigger_id: newTrigger(world, user.id),
    view: slackView(world, view, values),
    response_urls: [],
  };
}

/** Neither trigger nor response_urls, and only the inputs with an initial value. */
export function viewClosed(world: World, user: WorkspaceUser, view: StoredView, cleared: boolean): Json {
  return { ...interaction(world, user, 'view_closed'), view: slackView(world, view), is_cleared: cleared };
}

export function blockSuggestion(
  world: World,
  user: WorkspaceUser,
  place: { readonly view: StoredView } | { readonly message: StoredMessage },
  asked: { readonly blockId: string; readonly actionId: string; readonly value: string },
): Json {
  return {
    ...interaction(world, user, 'block_suggestion'),
    action_id: asked.actionId,
    block_id: asked.blockId,
    value: asked.value,
    ...('view' in place
      ? { container: { type: 'view', view_id: place.view.id }, view: slackView(world, place.view) }
      : {
          container: { type: 'message', message_ts: place.message.ts, channel_id: place.message.channel },
          channel: { id: place.message.channel },
        }),
  };
}

/** One entry of `actions`: what was pressed or chosen, and where. */
export function actionOf(world: World, { block, element }: PlacedElement, values: StateValues): Json {
  const chosen = (values[block.block_id]?.[element.action_id] ?? {}) as Json;
  const { action_id, type, text, value, style, placeholder, initial_date, initial_option } = element;
  const declared = type === 'button' ? { text, value, style } : { placeholder, initial_date, initial_option };
  const known = Object.entries(declared).filter(([, part]) => part !== undefined);
  return {
    action_id,
    block_id: block.block_id,
    ...Object.fromEntries(known),
    ...chosen,
    type,
    action_ts: world.nextTs(),
  };
}

function interaction(world: World, user: WorkspaceUser, type: string): Json {
  const { team, app } = world.options.workspace;
  const name = userName(user);
  return {
    type,
    user: { id: user.id, username: name, name, team_id: team.id },
    api_app_id: app.id,
    token: 'playground',
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

function channelName({ kind, name }: Conversation): string {
  return kind === 'im' ? 'directmessage' : name;
}

import { z } from 'zod';
import { option, optionGroup } from '../block-kit/parts.js';
import { imOf } from '../conversations.js';
import { type Delivery, sendInteraction } from '../dispatcher.js';
import { HttpRefusal } from '../http.js';
import { mayRead } from '../messages.js';
import { actionOf, blockSuggestion, messageAction, viewAction } from '../payloads.js';
import type { AskOptions, BlockJson, ClientAnswer, OptionsAnswer, Press, WorkspaceUser } from '../protocol.js';
import { elementsOf, type PlacedElement, stateValues } from '../state-values.js';
import type { StoredMessage, StoredView } from '../stored.js';
import { modalsOf } from '../views.js';
import { key, type World } from '../world.js';
import { slackbot } from './say.js';

type Place = { readonly view: StoredView } | { readonly message: StoredMessage };

/** Nothing may fit. */
const offered = z.array(option).max(100);
const grouped = z.array(optionGroup).max(100);

const noAnswer = 'Operation timed out. Apps need to respond within 3 seconds.';

/** A button or another element was used. The bot has three seconds to say that it heard. */
export async function press(world: World, user: WorkspaceUser, pressed: Press): Promise<ClientAnswer> {
  const place = placeOf(world, user, pressed.source);
  const blocks = 'view' in place ? place.view.blocks : place.message.blocks;
  const placed = elementOf(blocks, pressed);
  const values = stateValues(world, blocks, pressed.values);
  const facts = { action: actionOf(world, placed, values), values };
  const payload =
    'view' in place ? viewAction(world, user, place.view, facts) : messageAction(world, user, place.message, facts);
  const delivery = await sendInteraction(world, payload);
  if (delivery.outcome === 'ok') return { ok: true };

  const trouble = troubleOf(delivery);
  slackbot(world, user.id, 'message' in place ? place.message.channel : imOf(user), trouble);
  return { ok: false, trouble };
}

/** What the bot offers in an `external_select`. */
export async function askOptions(world: World, user: WorkspaceUser, asked: AskOptions): Promise<OptionsAnswer> {
  const place = placeOf(world, user, asked.source);
  elementOf('view' in place ? place.view.blocks : place.message.blocks, asked);
  const delivery = await sendInteraction(world, blockSuggestion(world, user, place, asked));
  if (delivery.outcome !== 'ok') return { ok: false, trouble: troubleOf(delivery) };
  const { options, option_groups } = parsed(delivery.body);
  if (offered.safeParse(options).success) return { ok: true, options: options as unknown[] };
  if (grouped.safeParse(option_groups).success)
    return { ok: true, options: [], option_groups: option_groups as unknown[] };
  return { ok: false, trouble: 'The app sent no list of options that Slack can show.' };
}

function placeOf(world: World, user: WorkspaceUser, source: Press['source']): Place {
  if ('view' in source) {
    const home = world.homes.get(user.id);
    const view = [...modalsOf(world, user.id), ...(home ? [home] : [])].find(({ id }) => id === source.view);
    if (!view) throw new HttpRefusal(400, 'This view is no longer open.');
    return { view };
  }
  const place = key(source.channel, source.ts);
  const message = world.ephemerals.get(place) ?? world.messages.get(place);
  if (!message || !mayRead(world, user.id, message)) throw new HttpRefusal(400, 'This message is no longer there.');
  return { message };
}

function elementOf(blocks: readonly BlockJson[], wanted: Pick<Press, 'blockId' | 'actionId'>): PlacedElement {
  const found = elementsOf(blocks).find(
    ({ block, element }) => block.block_id === wanted.blockId && element.action_id === wanted.actionId,
  );
  if (!found) throw new HttpRefusal(400, 'This button is no longer there.');
  return found;
}

export function troubleOf(delivery: Exclude<Delivery, { outcome: 'ok' }>): string {
  switch (delivery.outcome) {
    case 'timeout':
      return noAnswer;
    case 'unreachable':
      return 'This app is not responding.';
    case 'status':
      return `This app responded with Status Code ${delivery.status}.`;
  }
}

function parsed(body: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(body));
  } catch {
    return {};
  }
}

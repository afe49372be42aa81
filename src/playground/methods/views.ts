import { ApiError, explained } from '../api-error.js';
import { type Args, required, structure, text } from '../args.js';
import { findUser } from '../people.js';
import type { StoredView } from '../stored.js';
import { findModal, openModal, publishHome, pushModal, replaceModal, slackView } from '../views.js';
import type { World } from '../world.js';
import type { Answer, Method } from './method.js';

export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open': { run: (args, world) => onTrigger(args, world, openModal) },
  'views.push': { run: (args, world) => onTrigger(args, world, pushModal) },
  'views.update': { run: update },
  'views.publish': { run: publish },
};

/** The trigger is used up only by a view that opened: a refused view may be sent again in time. */
function onTrigger(args: Args, world: World, open: typeof openModal): Answer {
  const trigger = required(args, 'trigger_id');
  const user = world.triggers.look(trigger);
  const view = open(world, user, viewOf(args));
  world.triggers.spend(trigger);
  return { view: slackView(world, view) };
}

function update(args: Args, world: World): Answer {
  const id = text(args, 'view_id');
  const externalId = text(args, 'external_id');
  if (!id && !externalId) throw explained('invalid_arguments', ['missing required field: view_id']);
  const old = findModal(world, id ? { id } : { externalId: externalId ?? '' });
  if (!old) throw new ApiError('not_found');
  checkHash(args, old);
  return { view: slackView(world, replaceModal(world, old, viewOf(args))) };
}

function publish(args: Args, world: World): Answer {
  if (world.options.homeEnabled === false) throw new ApiError('not_enabled');
  const user = findUser(world, required(args, 'user_id'));
  if (!user || user.isBot) throw explained('invalid_arguments', ['invalid `user_id`']);
  const old = world.homes.get(user.id);
  if (old) checkHash(args, old);
  return { view: slackView(world, publishHome(world, user.id, viewOf(args))) };
}

function checkHash(args: Args, view: StoredView): void {
  const hash = text(args, 'hash');
  if (hash !== undefined && hash !== view.hash) throw new ApiError('hash_conflict');
}

function viewOf(args: Args): unknown {
  const view = structure(args, 'view', explained('invalid_arguments', ['must provide an object [json-pointer:/view]']));
  if (view === undefined) throw explained('invalid_arguments', ['missing required field: view']);
  return view;
}

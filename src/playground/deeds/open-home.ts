import { imOf } from '../conversations.js';
import { sendEvent } from '../dispatcher.js';
import type { ClientAnswer, WorkspaceUser } from '../protocol.js';
import { slackView } from '../views.js';
import type { World } from '../world.js';

/** The Home tab was opened: from the second time on the event carries the view that is shown. */
export function openHome(world: World, user: WorkspaceUser): ClientAnswer {
  const home = world.homes.get(user.id);
  const event = {
    type: 'app_home_opened',
    user: user.id,
    channel: imOf(user),
    tab: 'home',
    event_ts: world.nextTs(),
    ...(home ? { view: slackView(world, home) } : {}),
  };
  world.inBackground(sendEvent(world, event));
  return { ok: true };
}

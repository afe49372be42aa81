import type { BlockAction, RespondFn, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Answer } from '../engine/request.js';
import type { Modal } from './blocks.js';
import { readButton } from './button.js';
import { forThemAlone } from './commands.js';
import type { Connection } from './connection.js';
import { slackCode } from './errors.js';
import { publishHome } from './home.js';
import { type Next, nextAfter } from './next.js';
import type { Saying } from './render-card.js';
import { resultView } from './render-view.js';

type Press = Pick<SlackActionMiddlewareArgs<BlockAction>, 'action' | 'body' | 'ack' | 'respond'>;

/** First the act, which commits, then the acknowledgement: a press that Slack reports as failed was not made. */
export async function onPress(slack: Connection, press: Press): Promise<void> {
  const { action, body, ack } = press;
  if (action.type !== 'button') return ack();

  const surface = surfaceOf(slack, press);
  let notice: Saying | undefined;
  try {
    const answer = await answerTo(slack, press);
    await ack();
    await show(surface, nextAfter(answer));
  } catch (error) {
    notice = slack.excuse(error, 'Press the button again.');
    await ack();
    await surface.excuse(notice);
  }
  if (surface.isHome) await publishHome(slack, body.user.id, notice);
}

const UNREADABLE = 'This button no longer works. Start again with the command.';

function answerTo({ engine, installation }: Connection, { action, body }: Press): Promise<Answer> {
  const route = readButton(action.action_id, 'value' in action ? action.value : undefined);
  if (route === null) return Promise.resolve({ type: 'refusal', sentence: UNREADABLE });
  return engine.handle({
    type: 'press',
    channel: 'slack',
    tenant: installation().team,
    userId: body.user.id,
    room: body.channel?.id ?? null,
    route,
  });
}

/** How one speaks to somebody where they pressed. */
interface Surface {
  readonly isHome: boolean;
  readonly ask: (view: Modal) => Promise<unknown>;
  readonly say: (saying: Saying) => Promise<unknown>;
  /** As `say`, without the trigger, which may be used up. */
  readonly excuse: (sentence: string) => Promise<unknown>;
}

async function show(surface: Surface, next: Next): Promise<void> {
  if (next.type === 'fill-in') await surface.ask(next.view);
  if (next.type === 'read') await surface.say(next.saying);
}

function surfaceOf({ client }: Connection, { body, respond }: Press): Surface {
  const { trigger_id, view } = body;
  const open = (modal: Modal): Promise<unknown> => client.views.open({ trigger_id, view: modal });
  if (view?.type === 'modal') return modalSurface({ client }, trigger_id, view.id);
  if (body.response_url) return messageSurface(open, respond);

  const say = (saying: Saying): Promise<unknown> => open(resultView(saying));
  // Home shows the excuse itself; elsewhere there is no way left to say it.
  return { isHome: view?.type === 'home', ask: open, say, excuse: () => Promise.resolve() };
}

function messageSurface(ask: Surface['ask'], respond: RespondFn): Surface {
  const say = (saying: Saying): Promise<unknown> => respond(forThemAlone(saying));
  return { isHome: false, ask, say, excuse: say };
}

function modalSurface({ client }: Pick<Connection, 'client'>, trigger_id: string, view_id: string): Surface {
  const replace = (view: Modal): Promise<unknown> => client.views.update({ view_id, view });
  const say = (saying: Saying): Promise<unknown> => replace(resultView(saying));
  const ask = async (view: Modal): Promise<unknown> => {
    try {
      return await client.views.push({ trigger_id, view });
    } catch (error) {
      // Slack stacks three; the fourth takes the place of the one that was pressed in.
      if (slackCode(error) !== 'push_limit_reached') throw error;
      return replace(view);
    }
  };
  return { isHome: false, ask, say, excuse: say };
}

import type { SlackOptionsMiddlewareArgs } from '@slack/bolt';
import type { PlainTextOption } from '@slack/types';
import { z } from 'zod';
import type { Connection } from './connection.js';
import { factsOf } from './errors.js';
import { checkFound } from './limits.js';
import { readFormRoute } from './read-form.js';
import { optionOf } from './render-form.js';

type Asked = Pick<SlackOptionsMiddlewareArgs<'block_suggestion'>, 'body' | 'ack'>;

/** Somebody types into a menu that finds. A list is answered whatever happens: without one, Slack's menu turns for ever. */
export async function onSearch(slack: Connection, { body, ack }: Asked): Promise<void> {
  await ack({ options: await found(slack, body) });
}

async function found(slack: Connection, body: Asked['body']): Promise<PlainTextOption[]> {
  try {
    const options = await optionsFor(slack, body);
    checkFound(options);
    return options;
  } catch (error) {
    slack.log.error('what was typed could not be looked up', factsOf(error));
    return [];
  }
}

const Typed = z.object({ user: z.object({ id: z.string() }), block_id: z.string(), value: z.string().nullish() });

/** Which form it is stands in the view, as where it comes back; a block is called as its field. */
async function optionsFor({ engine, installation }: Connection, body: Asked['body']): Promise<PlainTextOption[]> {
  const route = readFormRoute(body.view?.private_metadata);
  const typed = Typed.safeParse(body).data;
  if (route === null || !typed) return [];
  const { team: tenant } = installation();
  const { user, block_id: field, value } = typed;
  const asked = { channel: 'slack', tenant, userId: user.id, room: null } as const;
  const options = await engine.search({ type: 'search', ...asked, route, field, words: value ?? '' });
  return options.map(optionOf);
}

import type { Database } from '../database/client.js';
import type { Person } from '../domain/people.js';
import { act, type Parts } from './context.js';
import type { HomePage } from './request.js';

/** Who opened their Home, and in which chat. */
export interface Visitor {
  readonly person: Person;
  readonly channel: string;
}

/** A chat's home page, by the capability that has one. */
export async function homePage(parts: Parts, { person, channel }: Visitor, db: Database): Promise<HomePage> {
  const home = parts.registry.capabilities.find((each) => each.home)?.home;
  if (!home) return { title: person.name, cards: [], messages: [] };
  const moment = { actor: person, boutique: null, subject: '', now: parts.now(), db, through: channel };
  return act(parts, moment, (context) => home(context));
}

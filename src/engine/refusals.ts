import { createHash } from 'node:crypto';
import { whyAway } from '../database/away.js';
import { type Connection, transaction } from '../database/client.js';
import { lookupWithin } from '../database/lookup.js';
import { Refusal } from '../domain/refusal.js';
import { recordOf } from './about.js';
import { act, type Parts } from './context.js';
import { errorFacts, type Log } from './log.js';
import type { Answer, Request, Search } from './request.js';
import { routeOf } from './routing.js';

export interface Refusing {
  readonly parts: Parts;
  readonly connection: Connection;
  readonly log: Log;
}

/** People get refusals, developers get errors: anything else becomes a number to give to support. */
export async function refusalOf(machine: Refusing, request: Request | Search, error: unknown): Promise<Answer> {
  if (!(error instanceof Refusal)) return broken(machine, request, error);
  if (error.onRecord) await recordRefusal(machine, request, error);
  if (error.field && request.type === 'submission')
    return { type: 'corrections', corrections: { [error.field]: error.sentence } };
  return { type: 'refusal', sentence: error.sentence };
}

function broken({ parts, log }: Refusing, request: Request | Search, error: unknown): Answer {
  if (whyAway(error) !== null) {
    log.error('a request found no database', {
      request: request.type,
      route: interactionOf(request),
      ...errorFacts(error),
    });
    return notNow;
  }
  const digest = createHash('sha256').update(parts.newId()).digest('hex').toUpperCase();
  const number = `${digest.slice(0, 4)}-${digest.slice(4, 6)}`;
  log.error('a request failed', {
    number,
    request: request.type,
    route: interactionOf(request),
    ...errorFacts(error),
  });
  const sentence = `Something went wrong on our side; nothing was saved. Try again. If it happens again, give support this number: ${number}.`;
  return { type: 'refusal', sentence, failed: true };
}

/** The database does not answer; whether it has saved something, nobody knows yet. */
export function tooLate({ log }: Refusing, request: Request | Search): Answer {
  log.error('a request took too long', { request: request.type, route: interactionOf(request) });
  return notNow;
}

const notNow: Answer = {
  type: 'refusal',
  sentence: "Vitrine can't answer right now. Try again in a moment: nothing is saved twice.",
  failed: true,
};

const interactionOf = (request: Request | Search): string | undefined =>
  'route' in request ? request.route.interaction : undefined;

/** After the rollback, in a transaction of its own; under the record that it was about. */
async function recordRefusal(machine: Refusing, request: Request | Search, refusal: Refusal): Promise<void> {
  const { connection, parts } = machine;
  try {
    const wanted = routeOf(parts.registry, request);
    const now = parts.now();
    await transaction(connection, async (db) => {
      const { person, boutique } = await lookupWithin(db, wanted.key, now);
      const actor = person ?? { id: `${request.tenant}/${request.userId}`, name: '', language: '', roles: [] };
      const { interaction, subject } = wanted.route;
      const about = await recordOf(parts, wanted, db);
      const facts = { interaction, code: refusal.code, ...(about !== subject && { on: subject }) };
      const moment = { actor, boutique, subject, now, db, through: request.channel };
      await act(parts, moment, async ({ record }) => record('refused', about, facts, { reason: refusal.sentence }));
    });
  } catch (error) {
    machine.log.error('a refusal could not be recorded', errorFacts(error));
  }
}

import type { Client } from 'pg';
import { choosePlace, type Place } from './postgres-place.js';
import { createCluster, readPassword, removeDrafts, stopServer, superuser } from './postgres-server.js';
import { enter, isLast, type Session, type SessionOptions, urlOf } from './postgres-session.js';
import { StartError } from './start-error.js';

export interface Embedded {
  readonly url: string;
  /** Stops the server, unless somebody else still uses it: the last one out does. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataFolder: string;
  /** For the password and for names that must not meet; it has to be hard to guess. */
  readonly newId: () => string;
  readonly say: (line: string) => void;
  /** A `bot` wants to be the only one; a `guest`, such as a command, works beside it. */
  readonly role?: 'bot' | 'guest';
  /** A free one unless it is given. */
  readonly port?: number;
  /** False only where data may be lost, in tests: then the disk is not waited for. */
  readonly durable?: boolean;
}

/** The PostgreSQL that came with npm, on data of its own: created, started or adopted, as it is found. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const late = setTimeout(() => options.say('Preparing the database…'), 1000);
  const { dataFolder } = options;
  try {
    const place = await choosePlace(dataFolder, options.newId);
    const password = await passwordOf(place, options);
    const asked = {
      dataFolder,
      password,
      role: options.role ?? 'bot',
      port: options.port,
      durable: options.durable ?? true,
    } as const;
    const session = await enter(place, asked);
    await removeDrafts(place);
    await createDatabase(session.client);
    return stayIn(place, session, asked, options.say);
  } finally {
    clearTimeout(late);
  }
}

async function passwordOf(place: Place, { newId, durable = true }: EmbeddedOptions): Promise<string> {
  const known = await readPassword(place);
  if (known) return known;
  await createCluster(place, newId, durable);
  const made = await readPassword(place);
  if (made) return made;
  throw new StartError(
    `The folder ${place.cluster} holds no database of ours: move it away, or set DATA_DIR to another folder.`,
  );
}

async function createDatabase(client: Client): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [superuser]);
  if (rowCount === 0) await client.query(`create database ${superuser}`).catch(unlessThere);
}

function unlessThere(error: { code?: string }): void {
  if (error.code !== '42P04' && error.code !== '23505') throw error;
}

/** Should the server be killed under us, it is started again on the same port, so that every pool finds it again. */
function stayIn(place: Place, first: Session, asked: SessionOptions, say: (line: string) => void): Embedded {
  let session = first;
  let returning: Promise<void> = Promise.resolve();
  let stopping: Promise<void> | undefined;
  const watch = () =>
    session.client.once('end', () => {
      if (!stopping) returning = comeBack().catch((error: Error) => say(error.message));
    });
  const comeBack = async () => {
    session = await enter(place, { ...asked, port: session.port });
    watch();
  };
  const leave = async () => {
    await returning;
    if (await isLast(session.client)) await stopServer(place);
    await session.client.end().catch(() => undefined);
  };
  watch();
  return {
    url: urlOf(first.port, asked.password, superuser),
    stop() {
      stopping ??= leave();
      return stopping;
    },
  };
}

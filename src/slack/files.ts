import { Refusal } from '../domain/refusal.js';
import type { Connection } from './connection.js';
import { slackCode } from './errors.js';

type Slack = Pick<Connection, 'client' | 'installation' | 'log'>;

/** As many bytes as Slack itself takes in a form. */
const LARGEST_FILE = 10_000_000;
const PATIENCE_MS = 30_000;
const FILES = 'https://files.slack.com';

/**
 * The bytes of a file that somebody sent, asked for by its id. The token goes to Slack's file host alone and follows
 * no redirect. Throws a refusal where no further try can help; anything else may be tried again.
 */
export async function download(slack: Slack | null, tenant: string, id: string): Promise<Uint8Array> {
  if (tenant !== slack?.installation().team) throw notOurs();
  const address = await addressOf(slack, id);
  const response = await fetch(address, {
    headers: { authorization: `Bearer ${slack.client.token}` },
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  try {
    mustBeGiven(slack, response);
    return await bytesOf(response);
  } finally {
    // What was not read must not keep the connection.
    await response.body?.cancel().catch(() => {});
  }
}

async function addressOf(slack: Slack, id: string): Promise<URL> {
  const { client } = slack;
  const { file } = await client.files.info({ file: id }).catch((error) => refuseWhatIsFinal(slack, error));
  if (file?.is_external) throw new Refusal('no-file', 'It lies outside Slack. Upload the file itself.');
  if ((file?.size ?? 0) > LARGEST_FILE) throw tooLarge();
  const address = file?.url_private_download ?? '';
  if (!URL.canParse(address) || !isSlacks(new URL(address), client.slackApiUrl))
    throw notGiven(slack, { reason: 'no address at Slack' });
  return new URL(address);
}

/** Slack's file host; the API's own where the API is somewhere else than Slack's. */
function isSlacks({ origin, username, password }: URL, apiUrl: string): boolean {
  const api = new URL(apiUrl).origin;
  return (origin === FILES || (api !== 'https://slack.com' && origin === api)) && username === '' && password === '';
}

/** Without the right to read, Slack answers 200 with its login page, or sends one there. */
function mustBeGiven(slack: Slack, { status, headers }: Response): void {
  if (status === 408 || status === 429 || status >= 500) throw new Error(`Slack's file host answered ${status}`);
  const type = headers.get('content-type') ?? '';
  if (status !== 200 || /^\s*(text\/html|application\/xhtml)/i.test(type)) throw notGiven(slack, { status, type });
}

/** Counted while they come: what was announced proves nothing. */
async function bytesOf({ body }: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > LARGEST_FILE) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const FINAL: ReadonlySet<string> = new Set([
  'access_denied',
  'file_deleted',
  'file_not_found',
  'file_not_visible',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
]);

function refuseWhatIsFinal(slack: Slack, error: unknown): never {
  const code = slackCode(error) ?? '';
  throw FINAL.has(code) ? notGiven(slack, { code }) : error;
}

/** The person can only try otherwise; whoever runs Vitrine sees why. */
function notGiven({ log }: Slack, facts: Readonly<Record<string, unknown>>): Refusal {
  log.warn('Slack did not give a file', facts);
  return notOurs();
}

const notOurs = (): Refusal =>
  new Refusal('no-file', 'Slack did not give the file. Send it again, or scan or paste the serials.');

const tooLarge = (): Refusal =>
  new Refusal('large-file', 'It is larger than 10 MB. Split it and send the parts one by one.');

import { setTimeout as pause } from 'node:timers/promises';
import { type Activity, letIn, ofOurs, type TeamsHome } from './activities.js';
import type { Json } from './recorded.js';
import { eventOf, post, type Reply } from './sender.js';
import { faultsInAnswer, opensForm } from './shapes.js';
import type { Call } from './teams-stand-in.js';

/** Whom the activities are played to. */
export interface TeamsTarget {
  /** `…/api/messages`. */
  readonly address: string;
  readonly home: TeamsHome;
  /** Signed by the key that the bot trusts, for the service of this activity; or by another, or ten minutes late. */
  readonly token: (serviceUrl: unknown, how?: 'forged' | 'expired') => string;
  /** What the bot asked of Teams so far. */
  readonly calls: readonly Call[];
  /** What the bot counts; null where it is somebody else's. */
  readonly figures: () => Promise<ReadonlyMap<string, number>>;
}

/** `recorded`: unchanged, for a tenant and a service that are not ours. `let in`: as ours would send it. `ours`: of our own buttons. */
type As = 'recorded' | 'let in' | 'ours';

export interface TeamsRow {
  readonly file: string;
  readonly kind: string;
  readonly as: As;
  readonly sent: Json;
  readonly reply: Reply;
  /** Unsigned, forged, expired. */
  readonly refused: readonly Reply[];
  readonly calls: readonly Call[];
  /** How many requests it took for something one may do, and did. */
  readonly done: number;
}

/** Teams waits longer; whoever answers later has lost the person already. */
export const TEAMS_PATIENCE_MS = 2_000;

export async function replayTeams(target: TeamsTarget, activities: readonly Activity[]): Promise<readonly TeamsRow[]> {
  const rows: TeamsRow[] = [];
  for (const activity of activities) {
    const inside = letIn(activity, target.home, String(rows.length));
    rows.push(await play(target, activity, 'recorded', activity.payload));
    rows.push(await play(target, activity, 'let in', inside));
    rows.push(await play(target, activity, 'ours', ofOurs(letIn(activity, target.home, `${rows.length}9`))));
  }
  return rows;
}

async function play(target: TeamsTarget, { file, kind }: Activity, as: As, sent: Json): Promise<TeamsRow> {
  const { address, token } = target;
  const parcel = eventOf(sent);
  const send = (authorization: string) => post(address, parcel, { ...(authorization && { authorization }) });
  const refused = [
    await send(''),
    await send(`Bearer ${token(sent.serviceUrl, 'forged')}`),
    await send(`Bearer ${token(sent.serviceUrl, 'expired')}`),
  ];
  const [before, heard] = [doneIn(await target.figures()), target.calls.length];
  const reply = await send(`Bearer ${token(sent.serviceUrl)}`);
  if (reply.status === 200) await settled(target, sent, heard);
  const done = doneIn(await target.figures()) - before;
  return { file, kind, as, sent, reply, refused, calls: target.calls.slice(heard), done };
}

/** Whatever it did but refuse. */
const doneIn = (figures: ReadonlyMap<string, number>): number =>
  [...figures].reduce(
    (sum, [name, value]) => (/requests_total\{.*outcome="(done|reply|form)"/.test(name) ? sum + value : sum),
    0,
  );

/** Until nothing is left to be said, and of a file how it ended. */
async function settled(target: TeamsTarget, sent: Json, heard: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const figures = await target.figures();
    const isQuiet = (figures.get('vitrine_deliveries_waiting') ?? 0) === 0;
    const isRead = !filesIn(sent) || FILE_ENDS.test(saidIn(target.calls.slice(heard)));
    if (isQuiet && (isRead || tries > 100)) return;
    await pause(25);
  }
}

const FILE_ENDS = /is here|could not be read/;
const filesIn = (sent: Json): number =>
  JSON.stringify(sent).split('application/vnd.microsoft.teams.file.download.info').length - 1;

export const saidIn = (calls: readonly Call[]): string => calls.map(({ body }) => body).join('\n');

/** What must not be, in words. */
export function faultsOfRow(row: TeamsRow): string[] {
  const { file, as, reply, refused } = row;
  const faults = [
    ...(reply.status === null || reply.milliseconds > TEAMS_PATIENCE_MS ? [`no answer in time: ${reply.body}`] : []),
    ...(refused.some(({ status, body }) => status !== 401 || body !== '')
      ? [`unsigned, forged or expired, and answered ${refused.map(({ status }) => status).join('/')}`]
      : []),
    ...(as === 'recorded' ? faultsOfForeign(row) : faultsOfAnswer(row)),
  ];
  return faults.map((fault) => `${file} (${as}): ${fault}`);
}

function faultsOfForeign({ reply, calls, done }: TeamsRow): string[] {
  if (reply.status === 401 && reply.body === '' && calls.length === 0 && done === 0) return [];
  return [`of another tenant and service, and answered ${reply.status} ${reply.body.slice(0, 80)}`];
}

function faultsOfAnswer(row: TeamsRow): string[] {
  const { as, sent, reply, calls, done } = row;
  const name = String(sent.name ?? '');
  const isInvoke = sent.type === 'invoke';
  const said = calls.filter(({ what }) => /^(POST|PUT) .*\/activities/.test(what));
  return [
    ...(reply.status === 200 ? [] : [`answered ${reply.status}`]),
    ...(isInvoke ? faultsInAnswer(name, reply.body) : []),
    ...(isInvoke || reply.body === '' ? [] : [`nobody waits for ${reply.body.slice(0, 80)}`]),
    ...(as === 'let in' && done > 0 && !isHelped(row) ? ['it names nothing of ours, and something was done'] : []),
    ...(as === 'ours' && FETCHES.test(name) && !opensForm(reply.body) ? ['no form opened'] : []),
    ...(isCalm(sent) && said.length > 0 ? [`nobody asked for ${said[0]?.body.slice(0, 80)}`] : []),
    ...(calls.some(({ what }) => what.includes('@unq.gbl.spaces')) ? ['sent into a chat that never let us in'] : []),
    ...(calls.some(({ what }) => what.startsWith('PUT /files/')) ? ['gave a document that nobody had offered'] : []),
    ...faultsOfFiles(row),
  ];
}

/** Whoever types what nobody knows is told what they can do, which changes nothing. */
const isHelped = ({ calls, done }: TeamsRow): boolean => done === 1 && /What you can do/.test(saidIn(calls));

const FETCHES = /^(task|composeExtension)\/fetch/;

/** What needs no word from us: others talk among themselves, like something, or put us into a channel. */
function isCalm({ type, entities, conversation, recipient, value }: Json): boolean {
  if (type === 'messageReaction' || type === 'conversationUpdate') return true;
  const { conversationType } = conversation as Json;
  if (type === 'installationUpdate') return conversationType !== 'personal';
  const mentioned = JSON.stringify(entities ?? []).includes(`"mentioned":{"id":"${(recipient as Json).id}"`);
  return type === 'message' && conversationType !== 'personal' && !mentioned && value === undefined;
}

/** A file is taken; a web page in its place is refused with a sentence for whoever sent it. */
function faultsOfFiles({ sent, calls }: TeamsRow): string[] {
  if (filesIn(sent) === 0) return [];
  const isPage = JSON.stringify(sent).includes('/files/page');
  const expected = isPage ? 'Teams gave a web page instead of the file.' : 'is here';
  return saidIn(calls).includes(expected) ? [] : [`whoever sent the file did not read "${expected}"`];
}

export function teamsRowInWords({ file, kind, as, reply, refused, calls }: TeamsRow): string {
  const said = calls.flatMap(({ what, body }) => (/^(POST|PUT) .*\/activities/.test(what) ? [summaryIn(body)] : []));
  const columns = [
    file.replace(/\.json$/, '').padEnd(50),
    kind.padEnd(38),
    as.padEnd(8),
    String(reply.status ?? '-').padStart(3),
    `${reply.milliseconds} ms`.padStart(8),
    refused.map(({ status }) => status ?? '-').join('/'),
    [reply.body.slice(0, 90), ...said.map((words) => `says: ${words.slice(0, 90)}`)].filter(Boolean).join('  '),
  ];
  return columns.join('  ').trimEnd();
}

const summaryIn = (body: string): string => /"summary":"([^"]*)"/.exec(body)?.[1] ?? body.slice(0, 60);

export function teamsSummary(rows: readonly TeamsRow[], skipped: number): string {
  const [refused, taken] = [rows.filter(({ as }) => as === 'recorded'), rows.filter(({ as }) => as !== 'recorded')];
  const foreign = refused.filter(({ reply }) => reply.status === 401).length;
  const ok = taken.filter(({ reply }) => reply.status === 200).length;
  const unsigned = rows.flatMap((row) => row.refused).filter(({ status }) => status === 401).length;
  const slowest = Math.max(0, ...rows.map(({ reply }) => reply.milliseconds));
  return [
    `\n${refused.length} activities. As recorded, of another tenant and service: ${foreign} refused.`,
    `As ours: ${ok} of ${taken.length} answered 200; slowest ${slowest} ms.`,
    `Unsigned, forged or expired: ${unsigned} of ${rows.length * 3} refused. ${skipped} files skipped.`,
  ].join(' ');
}

import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from '../../src/demo/chance.js';
import { directMessages, type Fault } from '../tools/slack-stand-in.js';
import { until } from './lives.js';
import { type Result, spread } from './result.js';
import type { Stage } from './stage.js';

/** Slack answers 429, 500, nothing or hangs up; then one conversation alone is told to slow down. */
export async function sickSlack(stage: Stage, seconds: number): Promise<Result[]> {
  return [await everythingFails(stage, seconds), await oneIsSlow(stage, Math.ceil(seconds / 2))];
}

async function everythingFails(stage: Stage, seconds: number): Promise<Result> {
  const { standIn, chance } = stage;
  const before = standIn.calls.length;
  await stage.atWork(async () => {
    await pause(8_000);
    standIn.fault = (method) => {
      if (method.startsWith('chat.') || method.startsWith('files.')) return anyFault(chance);
      // Without a modal now and then nobody would have anything to send.
      return method.startsWith('views.') && chance.below(2) === 0 ? anyFault(chance) : null;
    };
    await pause(seconds * 1000);
    standIn.fault = () => null;
  });
  const failed = standIn.calls.slice(before).filter(({ fault }) => fault !== null);
  const sums = { seconds, ...counted(failed.map(({ fault }) => `answers: ${fault}`)) };
  const { sums: compared, faults } = await stage.compare();
  return { name: 'Slack sick', sums: { ...sums, ...compared }, faults };
}

function anyFault(chance: Chance): Fault {
  const unheard = chance.below(3) === 0;
  return chance.pick<Fault>([
    { kind: 'rate-limited', seconds: 1 + chance.below(4) },
    { kind: 'error' },
    { kind: 'hang', unheard },
    { kind: 'reset', unheard },
  ]);
}

/** The others must not notice. */
const NOTICED_MS = 5_000;

async function oneIsSlow(stage: Stage, seconds: number): Promise<Result> {
  const { standIn, lives } = stage;
  const slow = directMessages('U0ANA');
  const since = new Date();
  await stage.atWork(async () => {
    standIn.fault = (method, { channel }) =>
      method.startsWith('chat.') && channel === slow ? { kind: 'rate-limited', seconds: 10 } : null;
    await pause(seconds * 1000);
  });
  const end = new Date();
  await until(async () => (await lagsOf(stage, since, end)).every(({ waits }) => !waits), 10);
  const lags = await lagsOf(stage, since, end);
  const asked = standIn.calls.filter(
    ({ at, channel, fault }) => at >= since.getTime() && channel === slow && fault,
  ).length;
  standIn.fault = () => null;
  const late = lags.filter(({ lag, waits }) => waits || lag > NOTICED_MS);
  const { sums: compared, faults } = await stage.compare();
  const [anas] = await lives.query<{ lag: number }>(
    `select max(extract(epoch from sent_at - created_at) * 1000)::int as lag from deliveries
     where conversation = 'slack/person/ana' and state = 'sent' and created_at >= $1`,
    [since],
  );
  return {
    name: 'One conversation told to slow down',
    sums: {
      seconds,
      'answers 429, Retry-After 10': asked,
      'deliveries of the others meanwhile': lags.length,
      'their way (median / 99 % / most)': spread(lags.map(({ lag }) => lag)),
      'the slow one’s longest way': `${anas?.lag ?? 0} ms`,
      deliveries: compared.deliveries ?? 0,
      'the last word, after the end': compared['the last word, after the end'] ?? '',
    },
    faults: [...late.map(({ id, lag }) => `delivery ${id} of another conversation took ${lag} ms`), ...faults],
  };
}

/** On their way in the time of the trouble, in every other conversation. */
function lagsOf({ lives }: Stage, since: Date, end: Date) {
  return lives.query<{ id: string; lag: number; waits: boolean }>(
    `select id, extract(epoch from coalesce(sent_at, now()) - created_at)::float * 1000 as lag, state = 'waiting' as waits
     from deliveries where conversation <> 'slack/person/ana' and state in ('sent', 'waiting') and created_at between $1 and $2`,
    [since, end],
  );
}

function counted(words: readonly string[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const word of words) sums[word] = (sums[word] ?? 0) + 1;
  return sums;
}

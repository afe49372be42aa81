import { deepStrictEqual } from 'node:assert';
import { fork } from 'node:child_process';
import { button, buttonsFor, card, lines, text } from '../../src/chat/card.js';
import { type Microsoft, startMicrosoft, TENANT } from '../teams/microsoft.js';
import type { InvokeOrder } from './invoke-load.js';
import { alternate, judge, ratios, report } from './measure.js';
import { type Bench, openBench } from './postgres.js';
import { child, end } from './processes.js';
import { invoke, type Kind, type Somebody } from './teams.js';
import { reportDelays, underLoad } from './under-load.js';

const INVOKES = 3_000;
const IN_FLIGHT = 16;
const WARM_UP = 3;

/** Invokes of Teams answered in a second: the product, and a bare botbuilder bot with one query. */
export async function benchInvokes(): Promise<void> {
  const bench = await openBench();
  const microsoft = await startMicrosoft();
  const load = fork(new URL('./invoke-load.js', import.meta.url));
  const given = [bench.url, JSON.stringify(microsoft.registration)];
  const product = await child<{ port: number }>('vitrine-in-teams', given);
  const bare = await child<{ port: number }>('bare-bot', given);
  try {
    const people = await peopleIn(bench);
    const ports = [product.first.port, bare.first.port];
    for (const port of ports) await mustAskWho(port, microsoft, people);
    for (const kind of ['dialog', 'refresh'] as const) {
      await sameAnswers(kind, ports, microsoft, people);
      const order = { kind, invokes: INVOKES, inFlight: IN_FLIGHT, authorization: bearer(microsoft), people };
      await compare(order, load, ports);
    }
  } finally {
    await Promise.all([product.process, bare.process, load].map(end));
    await microsoft.close();
    await bench.stop();
  }
}

async function compare(order: Omit<InvokeOrder, 'port'>, load: ReturnType<typeof fork>, ports: readonly number[]) {
  const names = [`Vitrine, ${order.kind}`, `bare botbuilder, one prepared query, ${order.kind}`];
  const apps = names.map((name, index) => underLoad(name, load, { ...order, port: ports[index] }));
  const rounds = await alternate(apps, { rounds: 11, warmUp: WARM_UP });
  report(apps, rounds, 'invokes/s');
  reportDelays(apps, 'answered', WARM_UP);
  const what = `Vitrine to bare botbuilder, ${order.kind}`;
  judge({ what, ratio: ratios(rounds[0], rounds[1]), target: { least: 0.7 } });
}

const bearer = (microsoft: Microsoft): string => `Bearer ${microsoft.token()}`;

/** The store managers, in the channels of their boutiques, each with a card there that they may decide on. All are known by their account. */
async function peopleIn({ connection: { pool } }: Bench): Promise<Somebody[]> {
  await pool.query(
    `insert into chat_accounts (channel, tenant, user_id, person_id, bound_at)
     select 'teams', $1, md5(id)::uuid::text, id, now() from people`,
    [TENANT],
  );
  const { rows } = await pool.query<Manager>(`
    select p.id, md5(p.id)::uuid::text as "userId", '29:' || p.id as mri, b.teams_channel as room, b.code as boutique
    from roles r join boutiques b on b.code = r.boutique_code join people p on p.id = r.person_id
    where r.role = 'store-manager' order by b.code = 'MADISON' desc, r.person_id`);
  const people = rows.map((row) => ({ ...row, topic: `approval/${row.boutique}/0` }));
  for (const person of people) await pool.query(DELIVERED, deliveryFor(person));
  await pool.query('analyze');
  return people.map(({ userId, mri, room, topic }) => ({ userId, mri, room, topic }));
}

interface Manager extends Omit<Somebody, 'topic'> {
  readonly id: string;
  readonly boutique: string;
}

const DELIVERED = `
insert into deliveries (conversation, topic, card, state, reference, created_at, sent_at)
values ($1, $2, $3, 'sent', '{}', now(), now())`;

/** As an approval is told in a channel. */
function deliveryFor({ id, boutique, room, topic }: Manager & Somebody): string[] {
  const subject = `the-approval-at-${boutique}`;
  const decision = card(
    'Vitrine 2: 2 pieces differ',
    [
      lines(
        ['Missing', 'RG-20-88  Ring, white gold, 0.52 ct  $4,200'],
        ['Unexpected', 'NK-11-03  Necklace, of another boutique  $4,750'],
        ['Net', '+$550, gross $8,950, at retail'],
      ),
      text('Counted by Ana, recounted by Ben.'),
      buttonsFor(
        [id],
        { ...button('engine.approve', 'Approve', subject, { style: 'primary' }), boutique },
        { ...button('engine.reject', 'Send back', subject), boutique },
      ),
    ],
    '118 expected',
  );
  return [`teams/channel/${room}`, topic, JSON.stringify(decision)];
}

/** Whoever is not Teams is let in by neither: what checks it is the same on both sides. */
async function mustAskWho(port: number, microsoft: Microsoft, [who]: readonly Somebody[]): Promise<void> {
  const tokens = ['', `Bearer ${microsoft.token({ aud: 'another-bot' })}`];
  for (const token of tokens) {
    const { status } = await posted(port, 'dialog', who as Somebody, token);
    if (status !== 401) throw new Error(`a token that is no good was answered by ${status}`);
  }
}

/** Otherwise one of them would do less than the other. The id of each rendering is its own. */
async function sameAnswers(kind: Kind, ports: readonly number[], microsoft: Microsoft, people: readonly Somebody[]) {
  for (const who of people) {
    const answers: unknown[] = [];
    for (const port of ports) {
      const answer = await (await posted(port, kind, who, bearer(microsoft))).text();
      answers.push(JSON.parse(answer.replace(/"instance":"[^"]*"/, '"instance":""')));
    }
    deepStrictEqual(answers[1], answers[0]);
  }
}

function posted(port: number, kind: Kind, who: Somebody, authorization: string): Promise<Response> {
  const { path, body, headers } = invoke(kind, who, authorization);
  return fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body, headers });
}

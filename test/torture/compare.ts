import type { Card } from '../../src/chat/card.js';
import { renderMessage } from '../../src/slack/render-card.js';
import { directMessages, type Said, type StandIn } from '../tools/slack-stand-in.js';
import type { Query } from './lives.js';
import { type Diary, type Submission, workers } from './people.js';
import { grouped } from './result.js';

/** A sentence for each thing that is not as it must be, and what was looked at. */
export interface Findings {
  readonly faults: string[];
  readonly sums: Record<string, number>;
}

/** What people were told against what the database holds. */
export async function compareSubmissions(query: Query, { submissions, presses }: Diary): Promise<Findings> {
  const faults: string[] = [];
  const sums = { submissions: submissions.length, accepted: 0, refused: 0, open: 0, 'open and saved': 0 };
  const saved = await savedMarkers(query);
  for (const submission of submissions) {
    const end = endOf(submission);
    if (submission.carries === 'nothing') continue;
    sums[end] += 1;
    const times = saved.get(submission.marker) ?? 0;
    if (end === 'open' && times > 0) sums['open and saved'] += 1;
    const fault = faultOf(submission, end, times);
    if (fault) faults.push(`${fault}: ${JSON.stringify(submission)}`);
  }
  const known = new Set(submissions.map(({ marker }) => marker));
  for (const marker of saved.keys()) if (!known.has(marker)) faults.push(`${marker} was saved and never sent`);
  faults.push(...(await compareLines(query)), ...(await comparePresses(query, presses)));
  return { faults, sums };
}

/** `open`: nobody can tell by what they were told. */
function endOf({ attempts }: Submission): 'accepted' | 'refused' | 'open' {
  if (attempts.some(({ outcome }) => outcome === 'accepted')) return 'accepted';
  return attempts.every(({ outcome }) => outcome === 'refused') ? 'refused' : 'open';
}

function faultOf({ carries }: Submission, end: ReturnType<typeof endOf>, times: number): string | null {
  if (times > 1) return `saved ${times} times`;
  if (end === 'refused' && times > 0) return 'refused, and saved';
  // A file may be refused when it is read, in a sentence of its own; that it is known is what was promised.
  return end === 'accepted' && times === 0 && carries !== 'words' ? 'accepted, and lost' : null;
}

/** How often each marker was saved: as a line of a batch that was not read from a file, or as a file. */
async function savedMarkers(query: Query): Promise<Map<string, number>> {
  const rows = await query<{ marker: string; times: number }>(`
    with files as (select batch_id from count_files where batch_id is not null),
    marked as (
      select ltrim(l.text, '?') as marker from count_lines l where l.text ~ '^[?]?TX[0-9]+X[0-9]+$'
        and l.batch_id not in (select batch_id from files)
      union all select reference from count_files
      union all select distinct on (note, named_at) note from count_causes where note is not null
      union all select document from counts where document is not null
      union all select void_reason from counts where void_reason is not null
      union all select reason from approvals where reason is not null and status <> 'withdrawn')
    select marker, count(*)::int as times from marked group by marker`);
  return new Map(rows.map(({ marker, times }) => [marker, times]));
}

/** Batches are whole, files are read once or refused with a reason, and nobody waits for anything. */
async function compareLines(query: Query): Promise<string[]> {
  const faults: string[] = [];
  const twice = await query<{ text: string; times: number }>(`
    select l.text, count(*)::int as times from count_lines l where l.text ~ '^[?]?TX' group by l.text having count(*) > 1`);
  for (const { text, times } of twice) faults.push(`the line ${text} is there ${times} times`);
  const files = await query<{ name: string; state: string; lines: number }>(`
    select f.name, f.state, count(l.*)::int as lines from count_files f left join count_lines l on l.batch_id = f.batch_id
    group by f.id having (f.state = 'saved') <> (count(l.*) > 0) or f.state = 'reading' or (f.state = 'refused' and f.reason is null)`);
  for (const { name, state, lines } of files) faults.push(`the file ${name} is ${state} with ${lines} lines`);
  return faults;
}

/** A press that was acknowledged was made, or its refusal said; and nothing was made twice. */
async function comparePresses(query: Query, presses: Diary['presses']): Promise<string[]> {
  const faults: string[] = [];
  const events = await query<{ event: string; key: string; times: number }>(`
    select event, subject || ' ' || coalesce(facts->>'batch', facts->>'round', facts->>'id', '') || ' ' || coalesce(before::text, '') as key,
      count(*)::int as times
    from audit_events where event in ('stock-counts.zone-closed', 'stock-counts.batch-taken-back', 'stock-counts.batch-saved',
      'stock-counts.opened', 'stock-counts.sent-on', 'stock-counts.document-entered', 'approval.approved', 'approval.rejected')
    group by 1, 2 having count(*) > 1`);
  for (const { event, key, times } of events) faults.push(`${event} ${key} is on record ${times} times`);
  const rounds = new Set(
    (await query<{ id: string }>('select id from count_rounds where closed_at is null')).map(({ id }) => id),
  );
  const batches = await query<{ id: string }>(`
    select b.id from count_batches b join count_rounds r on r.id = b.round_id where b.taken_back_at is null and r.closed_at is null`);
  const kept = new Set(batches.map(({ id }) => id));
  for (const { who, action, value, acknowledged, responses } of presses) {
    const [, subject] = JSON.parse(value) as [string, string];
    if (!acknowledged || responses !== '') continue;
    // Somebody who presses a zone with nothing in it is asked first.
    const open = action === 'stock-counts.take-back' && kept.has(subject);
    if (open) faults.push(`${who} took ${subject} back, was told nothing else, and it still counts`);
    if (action === 'stock-counts.send-on' && rounds.has(subject))
      faults.push(`${who} sent ${subject} on, and it is open`);
  }
  return faults;
}

interface DeliveryRow {
  readonly id: string;
  readonly conversation: string;
  readonly topic: string | null;
  readonly card: Card;
  readonly state: string;
  readonly error: string | null;
  readonly reference: { readonly channel: string; readonly ts: string } | null;
}

/** What was to be said against what stands in the stand-in, and in which order it came there. */
export async function compareDeliveries(query: Query, { messages, said }: StandIn): Promise<Findings> {
  const rows = await query<DeliveryRow>(
    'select id, conversation, topic, card, state, error, reference from deliveries order by id',
  );
  const faults: string[] = [];
  const sums: Record<string, number> = { deliveries: rows.length };
  for (const { id, conversation, state, error } of rows) {
    sums[state] = (sums[state] ?? 0) + 1;
    if (state === 'waiting' || state === 'failed')
      faults.push(`delivery ${id} to ${conversation} is ${state} (${error})`);
  }
  for (const [conversation, theirs] of grouped(rows, (row) => row.conversation))
    faults.push(
      ...compareOrder(
        conversation,
        theirs,
        said.filter(({ channel }) => channel === placeOf(conversation)),
      ),
    );
  faults.push(...lastStates(rows, messages));
  sums['said again after a kill or a lost answer'] = said.length - (sums.sent ?? 0);
  sums['of them posted as a second message'] = unknownMessages(rows, messages);
  return { faults, sums };
}

function placeOf(conversation: string): string {
  const [, kind, id = ''] = conversation.split('/');
  const person = workers.find(({ name }) => name === id);
  return kind === 'person' ? directMessages(person?.id ?? `U0${id.toUpperCase()}`) : id;
}

const drawn = (card: Card): string => {
  const { text, blocks } = renderMessage(card);
  return JSON.stringify([text, blocks]);
};

/** Everything that came is of a delivery, none earlier than the one before; a repeat is no fault. */
function compareOrder(conversation: string, rows: readonly DeliveryRow[], said: readonly Said[]) {
  const faults: string[] = [];
  const cards = rows.map(({ card }) => drawn(card));
  const heard = said.map(({ message }) => JSON.stringify([message.text, message.blocks]));
  let at = 0;
  for (const each of heard) {
    const next = cards.indexOf(each, at);
    if (next === -1) faults.push(`${conversation}: out of order or unknown: ${each.slice(0, 120)}`);
    if (next === -1) continue;
    at = next;
  }
  let from = 0;
  for (const [index, { id, state }] of rows.entries()) {
    if (state !== 'sent') continue;
    const where = heard.indexOf(cards[index] ?? '', from);
    if (where === -1) faults.push(`${conversation}: delivery ${id} is marked as sent and did not come in its order`);
    else from = where + 1;
  }
  return faults;
}

/** What was posted, and never noted because of a kill or a lost answer: it stays as it is. */
function unknownMessages(rows: readonly DeliveryRow[], messages: StandIn['messages']): number {
  const known = new Set(rows.map(({ reference }) => `${reference?.channel} ${reference?.ts}`));
  const all = [...messages].flatMap(([channel, there]) => [...there.keys()].map((ts) => `${channel} ${ts}`));
  return all.filter((place) => !known.has(place)).length;
}

/** The message of each topic says what was last to be said. */
function lastStates(rows: readonly DeliveryRow[], messages: StandIn['messages']): string[] {
  const last = new Map<string, DeliveryRow>();
  for (const row of rows) if (row.state === 'sent') last.set(`${row.conversation} ${row.topic ?? row.id}`, row);
  return [...last].flatMap(([place, { card, reference }]) => {
    const message = messages.get(reference?.channel ?? '')?.get(reference?.ts ?? '');
    if (!message) return [`${place}: its message is gone`];
    const shown = JSON.stringify([message.text, message.blocks]);
    return shown === drawn(card)
      ? []
      : [`${place}: shows ${shown.slice(0, 100)} and should show ${drawn(card).slice(0, 100)}`];
  });
}

/** The tallies people see say what the database counts. */
export async function compareTallies(query: Query, { messages }: StandIn): Promise<string[]> {
  const rows = await query<{ round: string; person: string; scanned: number; reference: DeliveryRow['reference'] }>(`
    select distinct on (d.conversation, d.topic) r.id as round, split_part(d.conversation, '/', 3) as person, d.reference,
      (select count(distinct l.serial)::int from count_lines l join count_batches b on b.id = l.batch_id
       where b.round_id = r.id and not b.late and b.taken_back_at is null) as scanned
    from deliveries d join count_rounds r on d.topic like 'tally/' || r.id || '/%' join counts c on c.id = r.count_id
    where r.closed_at is null and c.state in ('counting', 'recounting') and d.state = 'sent'
    order by d.conversation, d.topic, d.id desc`);
  return rows.flatMap(({ round, person, scanned, reference }) => {
    const shown = messages.get(reference?.channel ?? '')?.get(reference?.ts ?? '')?.text ?? '';
    const said = Number(/([\d,]+) scanned in/.exec(shown)?.[1]?.replaceAll(',', '') ?? 0);
    return said === scanned ? [] : [`${person} reads ${said} scanned in ${round}, and there are ${scanned}`];
  });
}

/** The boutique's channel names everybody who counts. */
export async function compareChannel(query: Query, { messages }: StandIn): Promise<string[]> {
  const rows = await query<{ count: string; names: string[]; reference: DeliveryRow['reference'] }>(`
    select distinct on (d.topic) c.id as count, d.reference,
      array(select distinct p.name from count_batches b join count_rounds r on r.id = b.round_id
        join people p on p.id = b.person_id where r.count_id = c.id) as names
    from deliveries d join counts c on d.topic = 'count/' || c.id
    where c.state = 'counting' and d.conversation = 'slack/channel/C0MADISON' and d.state = 'sent'
    order by d.topic, d.id desc`);
  return rows.flatMap(({ count, names, reference }) => {
    const shown = messages.get(reference?.channel ?? '')?.get(reference?.ts ?? '')?.text ?? '';
    const missing = names.filter((name) => !shown.includes(name));
    return missing.length > 0 ? [`the channel leaves out ${missing} in ${count}: ${shown}`] : [];
  });
}

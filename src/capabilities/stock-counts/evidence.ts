import type { Attachment } from '../../chat/channel.js';
import { type Head, printedHead } from '../../domain/audit.js';
import { type Cell, csv } from '../../domain/csv-file.js';
import { minorDigits } from '../../domain/money.js';
import type { Evidence, KeptEvent, KeptLine } from './store-evidence.js';

/** The whole count as files, in their order: what was expected, every line, what differed, why, who was refused what. */
export function evidenceFiles(evidence: Evidence): Attachment[] {
  const files: readonly (readonly [name: string, bytes: Uint8Array | null])[] = [
    ['count.json', json(summary(evidence))],
    ['expected.csv', expectedTable(evidence)],
    ['lines.csv', linesTable(evidence)],
    ['differences.csv', differencesTable(evidence)],
    ['causes.csv', evidence.causes.length === 0 ? null : causesTable(evidence)],
    ['refusals.csv', refusalsTable(evidence)],
    ['events.csv', eventsTable(evidence)],
  ];
  return files.flatMap(([name, bytes]) => (bytes === null ? [] : [{ name, bytes }]));
}

export interface Sealing {
  /** Of all chains, at the moment the files speak of. */
  readonly heads: readonly Head[];
  readonly by: string;
  readonly now: Date;
  readonly sha256: (bytes: Uint8Array) => string;
}

/** Says what the files are, so that a change to one of them shows. */
export function manifest(
  { count: { id, boutiqueCode } }: Evidence,
  files: readonly Attachment[],
  { heads, by, now, sha256 }: Sealing,
): Attachment {
  const said = {
    count: id,
    boutique: boutiqueCode,
    exportedAt: now.toISOString(),
    exportedBy: by,
    cells:
      'In CSV files an apostrophe stands before a cell that begins with = + - @ (also full-width), tab, return, new line or an apostrophe; it is not part of the text.',
    digests:
      'The trail keeps the SHA-256 of each batch (event stock-counts.batch-saved, facts.content; of every line its number, a tab and the text as scanned, joined by new lines) and of what was expected (event stock-counts.opened, facts.expected; of every piece its zone, serial and price in minor units, joined by tabs, sorted by byte, joined by new lines).',
    times: 'UTC',
    files: files.map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: sha256(bytes) })),
    heads: heads.map((head) => printedHead(head, 'whole')),
  };
  return { name: 'manifest.json', bytes: json(said) };
}

function json(value: unknown): Uint8Array {
  const kept = (_key: string, each: unknown) => (typeof each === 'bigint' ? Number(each) : each);
  return Buffer.from(`${JSON.stringify(value, kept, 2)}\n`);
}

function summary(evidence: Evidence) {
  const { count, boutique, source, zones, rounds, files, witnesses, events } = evidence;
  const decisions = events.map(decoded).filter(({ event }) => event.startsWith('approval.'));
  return {
    ...count,
    boutique,
    source,
    zones,
    rounds,
    files,
    witnesses,
    sums: sumsOf(evidence),
    moves: events.map(decoded).filter(({ event }) => event === 'stock-counts.moved'),
    approvals: evidence.approvals.map((approval) => ({
      ...approval,
      decisions: decisions.filter(({ facts }) => facts.id === approval.id),
    })),
    people: peopleIn(evidence),
  };
}

const sumsOf = ({ expected, lines, differences, causes }: Evidence) => ({
  expected: expected.length,
  lines: lines.length,
  differences: differences.length,
  causes: causes.length,
});

function decoded({ chain, number, at, event, actor, facts, before, after, reason }: KeptEvent) {
  const states = { before: before && JSON.parse(before), after: after && JSON.parse(after) };
  return {
    chain,
    number,
    at,
    event,
    by: actor,
    facts: JSON.parse(facts) as { readonly id?: unknown },
    ...states,
    reason,
  };
}

/** The names of everybody with a part in it. */
function peopleIn({ count, rounds, witnesses, approvals, causes, lines, events, people }: Evidence) {
  const ids = new Set([
    ...[count.openedBy, count.decidedBy, count.documentBy],
    ...rounds.flatMap(({ closedBy, assignedTo }) => [closedBy, assignedTo]),
    ...witnesses.map(({ personId }) => personId),
    ...approvals.flatMap(({ notBy, decidedBy }) => [...notBy, decidedBy]),
    ...causes.map(({ namedBy }) => namedBy),
    ...events.map(({ actor }) => actor),
  ]);
  for (const { person } of lines) ids.add(person);
  return Object.fromEntries([...people].filter(([id]) => ids.has(id)));
}

function expectedTable({ expected, source, count, boutique: { currency } }: Evidence): Uint8Array {
  const inUnits = unitsOf(currency);
  const columns = ['serial', 'zone', 'reference', 'description', 'retail', 'currency'] as const;
  const frozen = ['source file', 'source sha256', 'source of', 'imported at', 'frozen at'] as const;
  return csv(
    [...columns, ...frozen],
    expected.map((piece) => ({
      ...piece,
      retail: inUnits(piece.retail),
      currency,
      'source file': source.fileName,
      'source sha256': source.sha256,
      'source of': source.statedAt.toISOString(),
      'imported at': source.importedAt.toISOString(),
      'frozen at': count.openedAt.toISOString(),
    })),
  );
}

function linesTable({ lines, people }: Evidence): Uint8Array {
  const where = [
    'zone',
    'round',
    'batch',
    'item',
    'line',
    'as scanned',
    'serial',
    'result',
    'counts',
    'why not',
  ] as const;
  const who = ['taken back at', 'file', 'scanned by', 'name', 'saved at', 'batch id'] as const;
  return csv(
    [...where, ...who],
    lines.map((line) => ({
      ...{ zone: line.zone, round: line.round, batch: Number(line.number), item: line.item, line: line.line },
      'as scanned': line.text,
      serial: line.serial,
      result: line.result,
      counts: whyNot(line) === null,
      'why not': whyNot(line),
      'taken back at': line.takenBackAt?.toISOString(),
      file: line.file,
      'scanned by': line.person,
      name: people.get(line.person),
      'saved at': line.savedAt.toISOString(),
      'batch id': line.batch,
    })),
  );
}

function whyNot({ takenBackAt, late, result }: KeptLine): string | null {
  if (takenBackAt) return 'taken back';
  if (late) return 'came after the zone was closed';
  if (result === 'unreadable') return 'not readable';
  return result === 'again' ? 'scanned before' : null;
}

function differencesTable({ differences, boutique: { currency } }: Evidence): Uint8Array {
  const inUnits = unitsOf(currency);
  const columns = ['comparison', 'serial', 'kind', 'expected zone', 'found zones', 'belongs to', 'listed as'] as const;
  return csv(
    [...columns, 'reference', 'description', 'retail', 'currency'],
    differences.map(({ comparison, serial, kind, reference, description, ...each }) => ({
      ...{ comparison, serial, kind, reference, description },
      'expected zone': each.expectedZone,
      'found zones': each.foundZones.join(' + '),
      'belongs to': each.belongsTo,
      'listed as': each.listedAs,
      ...(each.retail !== null && { retail: inUnits(each.retail), currency }),
    })),
  );
}

function causesTable({ causes, people }: Evidence): Uint8Array {
  return csv(
    ['comparison', 'serial', 'cause', 'note', 'photo', 'named by', 'name', 'named at'],
    causes.map(({ comparison, serial, cause, note, photo, namedBy, namedAt }) => ({
      ...{ comparison, serial, cause, note, photo },
      'named by': namedBy,
      name: people.get(namedBy),
      'named at': namedAt.toISOString(),
    })),
  );
}

function refusalsTable({ events, people }: Evidence): Uint8Array {
  const refused = events.filter(({ event }) => event === 'refused');
  return csv(
    ['at', 'who', 'name', 'channel', 'wanted', 'code', 'told', 'chain', 'number'],
    refused.map(({ at, actor, channel, facts, reason, chain, number }) => {
      const { interaction, code } = JSON.parse(facts) as Readonly<Record<string, Cell>>;
      const name = people.get(actor ?? '');
      return {
        at: at.toISOString(),
        who: actor,
        name,
        channel,
        wanted: interaction,
        code,
        told: reason,
        chain,
        number,
      };
    }),
  );
}

function eventsTable({ events, people }: Evidence): Uint8Array {
  const what = [
    'chain',
    'number',
    'at',
    'who',
    'name',
    'channel',
    'event',
    'subject',
    'facts',
    'before',
    'after',
  ] as const;
  return csv(
    [...what, 'reason', 'previous', 'hash'],
    events.map(({ at, actor, ...event }) => ({
      ...event,
      at: at.toISOString(),
      who: actor,
      name: people.get(actor ?? ''),
    })),
  );
}

function unitsOf(currency: string): (retail: bigint) => number {
  const minor = 10 ** minorDigits(currency);
  return (retail) => Number(retail) / minor;
}

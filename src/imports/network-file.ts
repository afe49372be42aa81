import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { checkNetwork, type Path, type Problem, pathInWords } from './network-checks.js';
import { type Network, networkShape } from './network-shape.js';

export interface NetworkFault {
  /** From 1, as an editor counts. */
  readonly line: number;
  /** `boutiques[0].time_zone`; empty where the file is no YAML. */
  readonly path: string;
  /** What is wrong and what works. */
  readonly reason: string;
}

export type NetworkRead = { readonly network: Network } | { readonly faults: readonly NetworkFault[] };

/** Reads who works where from YAML, or says every fault with its line and field. */
export function readNetwork(yamlText: string): NetworkRead {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line);
  const unreadable = [...syntaxFaults(document)];
  if (unreadable.length > 0)
    return { faults: unreadable.map(({ offset, reason }) => ({ line: lineAt(offset), path: '', reason })) };

  const read = networkShape.safeParse(document.toJS() ?? {}, { error: inOurWords });
  const problems = read.success ? [...checkNetwork(read.data)] : read.error.issues.flatMap(problemsOf);
  if (read.success && problems.length === 0) return { network: read.data };

  const faults = problems.map(({ path, reason }) => ({
    line: lineAt(offsetOf(document, path)),
    path: pathInWords(path),
    reason,
  }));
  return { faults: faults.sort((a, b) => a.line - b.line) };
}

/** `line 14, boutiques[0].time_zone: This is not a time zone, such as America/New_York.` */
export function networkFaultInWords({ line, path, reason }: NetworkFault): string {
  return `line ${line}${path && `, ${path}`}: ${reason}`;
}

/** An alias could make a small file endless, and nobody needs one here. */
function* syntaxFaults(document: Document): Generator<{ readonly offset: number; readonly reason: string }> {
  for (const { pos, message } of document.errors) yield { offset: pos[0], reason: `${message}.` };

  const aliases: number[] = [];
  visit(document, { Alias: (_, alias) => void aliases.push(alias.range?.[0] ?? 0) });
  for (const offset of aliases) yield { offset, reason: 'An alias is not read here. Write it out.' };
}

function inOurWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'invalid_type') return undefined;
  if (issue.input === undefined) return 'This is missing.';
  if (issue.expected === 'array') return 'This must be a list.';
  return issue.expected === 'string'
    ? 'This must be a text, not a list or fields.'
    : 'This must have fields of its own.';
}

function problemsOf({ path, ...issue }: z.core.$ZodIssue): Problem[] {
  const place = path.map((part) => (typeof part === 'number' ? part : String(part)));
  if (issue.code !== 'unrecognized_keys') return [{ path: place, reason: issue.message }];
  return issue.keys.map((key) => ({ path: [...place, key], reason: 'This field is not known.' }));
}

/** Where a field is written; for one that is missing, where the thing begins that lacks it. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;

  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (!isScalar(pair?.key)) return offset;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(part)];
      offset = startOf(node) ?? offset;
    }
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) ? node.range?.[0] : undefined;
}

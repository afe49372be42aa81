import { ApiError, explained } from './api-error.js';

/** The arguments of one call: strings from a form, any JSON from a JSON body. */
export type Args = Readonly<Record<string, unknown>>;

export function parseArgs(contentType: string, body: string): Args {
  if (contentType.startsWith('application/json')) return fromJson(body);
  return Object.fromEntries(new URLSearchParams(body));
}

export function text(args: Args, name: string): string | undefined {
  const value = args[name];
  if (value === undefined || value === null || value === '') return undefined;
  return typeof value === 'object' ? undefined : String(value);
}

export function required(args: Args, name: string): string {
  const value = text(args, name);
  if (value === undefined) throw explained('invalid_arguments', [`missing required field: ${name}`]);
  return value;
}

/** `blocks`, `view` and `files` come as JSON in a form field, or as they are in a JSON body. */
export function structure(args: Args, name: string, error: ApiError): unknown {
  const value = args[name];
  if (typeof value !== 'string' || value === '') return value === '' ? undefined : value;
  try {
    return JSON.parse(value);
  } catch {
    throw error;
  }
}

/** One page of a list, with Slack's cursors. */
export function pageOf<T>(args: Args, items: readonly T[], usual = 100): { items: readonly T[]; next: string } {
  const cursor = text(args, 'cursor');
  const start = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64').toString().replace('next:', ''));
  if (!Number.isInteger(start) || start < 0) throw new ApiError('invalid_cursor');
  const limit = Number(text(args, 'limit') ?? usual);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new ApiError('invalid_limit');
  const end = start + limit;
  const next = end < items.length ? Buffer.from(`next:${end}`).toString('base64') : '';
  return { items: items.slice(start, end), next };
}

function fromJson(body: string): Args {
  const value = parse(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ApiError('json_not_object');
  return value as Args;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ApiError('invalid_json');
  }
}

import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** zod's findings in the words Slack uses, so that a developer can search for them. */
export function complaints(schema: z.ZodType, value: unknown, root: Path): string[] {
  const result = schema.safeParse(value, { reportInput: true });
  return result.success ? [] : result.error.issues.flatMap((issue) => inSlacksWords(issue, [...root, ...issue.path]));
}

export function complaint(text: string, path: Path): string {
  return `${text} [json-pointer:/${path.map(String).join('/')}]`;
}

function inSlacksWords(issue: Issue, path: Path): string[] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => complaint(`invalid additional property: ${key}`, path));
    case 'too_big':
      return [complaint(tooMuch(issue.origin, Number(issue.maximum)), path)];
    case 'too_small':
      return [complaint(tooLittle(issue.origin, Number(issue.minimum)), path)];
    case 'invalid_type':
      return [issue.input === undefined ? missing(path) : complaint(wanted(issue.expected), path)];
    case 'invalid_union':
    case 'invalid_value':
      return [notAllowed(issue.input, path)];
    default:
      return [complaint(issue.message, path)];
  }
}

function missing(path: Path): string {
  return complaint(`missing required field: ${String(path.at(-1))}`, path.slice(0, -1));
}

function notAllowed(input: unknown, path: Path): string {
  if (path.at(-1) !== 'type')
    return input === undefined ? missing(path) : complaint('must be a valid enum value', path);
  const type = typeof input === 'object' && input !== null ? (input as { type?: unknown }).type : input;
  return type === undefined ? missing(path) : complaint(`unsupported type: ${String(type)}`, path);
}

function tooMuch(origin: string, maximum: number): string {
  if (origin === 'string') return `must be less than ${maximum + 1} characters`;
  return origin === 'array' ? `no more than ${maximum} items allowed` : `must be less than ${maximum + 1}`;
}

function tooLittle(origin: string, minimum: number): string {
  if (origin === 'string') return `must be more than ${minimum - 1} characters`;
  return origin === 'array' ? `no fewer than ${minimum} items allowed` : `must be more than ${minimum - 1}`;
}

function wanted(expected: string): string {
  const article = /^[aeiou]/.test(expected) ? 'an' : 'a';
  return `must provide ${article} ${expected === 'int' ? 'integer' : expected}`;
}

import { z } from 'zod';
import { checkCard } from '../../src/playground/teams/cards/check.js';

/** What is wrong with the answer to an invoke of this name, as Teams would read it; nothing is a good answer. */
export function faultsInAnswer(name: string, body: string): readonly string[] {
  const json = parsed(body);
  if (json === undefined) return [`no JSON: ${body.slice(0, 80)}`];
  if (name === 'adaptiveCard/action') return faultsIn(besideCard, json);
  if (DIALOGS.has(name)) return faultsIn(dialog, json);
  if (name === 'application/search') return faultsIn(found, json);
  if (name.startsWith('composeExtension/')) return faultsIn(inMessageBox, json);
  return faultsIn(anything, json);
}

/** Whether it opens a form. */
export const opensForm = (body: string): boolean => /"type":"continue".*"interaction":/s.test(body);

const DIALOGS = new Set([
  ...['task/fetch', 'task/submit'],
  ...['composeExtension/fetchTask', 'composeExtension/submitAction'],
]);

const CARD = 'application/vnd.microsoft.card.adaptive';

const drawn = (place: 'message' | 'dialog') =>
  z.unknown().superRefine((card, { addIssue }) => {
    for (const fault of checkCard(card, place)) addIssue(fault);
  });

const words = z.string().min(1).max(4_000);

const besideCard = z.discriminatedUnion('type', [
  z.strictObject({ statusCode: z.literal(200), type: z.literal(CARD), value: drawn('message') }),
  z.strictObject({
    statusCode: z.literal(200),
    type: z.literal('application/vnd.microsoft.activity.message'),
    value: words,
  }),
]);

const size = z.union([z.number(), z.enum(['small', 'medium', 'large'])]);

const dialog = z.strictObject({
  task: z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('continue'),
      value: z.strictObject({
        title: words,
        height: size,
        width: size,
        card: z.strictObject({ contentType: z.literal(CARD), content: drawn('dialog') }),
      }),
    }),
    z.strictObject({ type: z.literal('message'), value: words }),
  ]),
});

const found = z.strictObject({
  statusCode: z.literal(200),
  type: z.literal('application/vnd.microsoft.search.searchResponse'),
  value: z.strictObject({ results: z.array(z.strictObject({ title: words, value: words })) }),
});

const inMessageBox = z.strictObject({
  composeExtension: z.strictObject({ type: z.literal('message'), text: words }),
});

const anything = z.strictObject({});

function faultsIn(shape: z.ZodType, json: unknown): readonly string[] {
  const { error } = shape.safeParse(json);
  return (error?.issues ?? []).map(({ path, message }) => `/${path.join('/')}: ${message}`);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

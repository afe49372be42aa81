import { z } from 'zod';
import { checkCard } from './cards/check.js';
import { wrongAnswer } from './dispatcher.js';
import type { CardJson, TeamsDialog } from './protocol.js';

/** What the bot's answer to an invoke asks Teams to do. */
export type Answer =
  | { readonly kind: 'card'; readonly card: CardJson }
  | { readonly kind: 'notice'; readonly text: string }
  | { readonly kind: 'dialog'; readonly dialog: Pick<TeamsDialog, 'card' | 'height' | 'title' | 'width'> }
  | { readonly kind: 'done' }
  /** `why` is for the log: a person only reads that something went wrong. */
  | { readonly kind: 'trouble'; readonly text: string; readonly why: readonly string[] };

type Trouble = Extract<Answer, { kind: 'trouble' }>;

const adaptiveCard = 'application/vnd.microsoft.card.adaptive';
const measure = z.union([z.number(), z.enum(['small', 'medium', 'large'])]);

const actionAnswer = z.discriminatedUnion('type', [
  z.object({ statusCode: z.literal(200), type: z.literal(adaptiveCard), value: z.unknown() }),
  z.object({
    statusCode: z.literal(200),
    type: z.literal('application/vnd.microsoft.activity.message'),
    value: z.string().min(1),
  }),
]);

const searchAnswer = z.object({
  statusCode: z.literal(200),
  type: z.literal('application/vnd.microsoft.search.searchResponse'),
  value: z.object({ results: z.array(z.object({ title: z.string().min(1), value: z.string().min(1) })) }),
});

const task = z.object({
  task: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('continue'),
      value: z.object({
        title: z.string().optional(),
        width: measure.optional(),
        height: measure.optional(),
        card: z.object({ contentType: z.literal(adaptiveCard), content: z.unknown() }),
      }),
    }),
    z.object({ type: z.literal('message'), value: z.string() }),
  ]),
});

/** The answer to an Action.Execute or a refresh. */
export function readActionAnswer(body: unknown): Answer {
  const read = actionAnswer.safeParse(body);
  if (!read.success) return trouble(inWords(read.error));
  const { type, value } = read.data;
  if (type !== adaptiveCard) return { kind: 'notice', text: value };
  const complaints = checkCard(value);
  return complaints.length > 0 ? trouble(complaints) : { kind: 'card', card: value as CardJson };
}

/** The answer to task/fetch, task/submit and the two of a message extension. Nothing at all closes the dialog. */
export function readTaskAnswer(body: unknown): Answer {
  if (body === undefined) return { kind: 'done' };
  const read = task.safeParse(body);
  if (!read.success) return trouble(inWords(read.error));
  const answer = read.data.task;
  if (answer.type === 'message') return answer.value === '' ? { kind: 'done' } : { kind: 'notice', text: answer.value };
  const { card, title = '', width = 'medium', height = 'medium' } = answer.value;
  const complaints = checkCard(card.content, 'dialog');
  if (complaints.length > 0) return trouble(complaints);
  return { kind: 'dialog', dialog: { title, width, height, card: card.content as CardJson } };
}

/** The answer to application/search: what was found, or why Teams can't show it. */
export function readSearchAnswer(body: unknown): z.infer<typeof searchAnswer>['value']['results'] | Trouble {
  const read = searchAnswer.safeParse(body);
  return read.success ? read.data.value.results : trouble(inWords(read.error));
}

function trouble(why: readonly string[]): Trouble {
  return { kind: 'trouble', text: wrongAnswer, why };
}

function inWords(error: z.ZodError): readonly string[] {
  return error.issues.map(({ path, message }) => `/${path.join('/')}: ${message}`);
}

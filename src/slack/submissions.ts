import type { SlackViewMiddlewareArgs, ViewOutput, ViewResponseAction, ViewSubmitAction } from '@slack/bolt';
import type { Answer, FormRoute } from '../engine/request.js';
import type { Connection } from './connection.js';
import { readForm, readFormRoute } from './read-form.js';
import type { Saying } from './render-card.js';
import { renderForm } from './render-form.js';
import { resultView } from './render-view.js';

type Submission = Pick<SlackViewMiddlewareArgs<ViewSubmitAction>, 'view' | 'body' | 'ack'>;

/** First the act, which commits, then the acknowledgement, which is also the answer. Until then what was typed stays. */
export async function onSubmission(slack: Connection, { view, body, ack }: Submission): Promise<void> {
  await ack(await replyTo(slack, view, body.user.id));
}

async function replyTo(slack: Connection, view: ViewOutput, userId: string): Promise<ViewResponseAction> {
  try {
    return reply(view, await answerTo(slack, view, userId));
  } catch (error) {
    return refuse(view, slack.excuse(error, 'Send it again.'));
  }
}

const UNREADABLE = 'This form no longer works. Start again with the command.';

function answerTo({ engine, installation }: Connection, view: ViewOutput, userId: string): Promise<Answer> {
  const route: FormRoute | null = readFormRoute(view.private_metadata);
  if (route === null) return Promise.resolve({ type: 'refusal', sentence: UNREADABLE });
  return engine.handle({
    type: 'submission',
    channel: 'slack',
    tenant: installation().team,
    userId,
    room: null,
    route,
    raw: readForm(view.state, installation().team),
  });
}

function reply(view: ViewOutput, answer: Answer): ViewResponseAction {
  switch (answer.type) {
    case 'form':
      return { response_action: 'update', view: renderForm(answer) };
    case 'reply':
      return read(answer.card);
    case 'refusal':
      return refuse(view, answer.sentence);
    case 'corrections':
      return correct(view, Object.entries(answer.corrections));
    case 'done':
      return { response_action: 'clear' };
  }
}

/** Beside the first question, so that nothing typed is lost; a form without questions has nothing to lose. */
function refuse(view: ViewOutput, sentence: string): ViewResponseAction {
  return correct(view, [['', sentence]]);
}

/** Slack takes errors for input blocks only. What concerns no question here stands beside the first. */
function correct(
  view: ViewOutput,
  corrections: readonly (readonly [field: string, sentence: string])[],
): ViewResponseAction {
  const questions = view.blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id ?? '');
  const [first] = questions;
  if (first === undefined) return read(corrections.map(([, sentence]) => sentence).join(' '));

  const errors = new Map<string, string>();
  for (const [field, sentence] of corrections) {
    const beside = questions.includes(field) ? field : first;
    errors.set(beside, [errors.get(beside), sentence].filter(Boolean).join(' '));
  }
  return { response_action: 'errors', errors: Object.fromEntries(errors) };
}

const read = (saying: Saying): ViewResponseAction => ({ response_action: 'update', view: resultView(saying) });

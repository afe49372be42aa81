import type { TeamsAnswer, TeamsMessage } from '../../teams/protocol.js';
import { post, sendFile } from './api.js';
import { type Choice, said } from './commands.js';
import { noticeOf, type TeamsApp } from './state.js';

/** Where something is said or asked for. */
export interface Spot {
  readonly conversation: string;
  /** In a channel: within this post. */
  readonly threadId?: string;
}

/** What was typed, with the file beside it. Without a mention a channel's bot hears nothing, as in Teams. */
export async function say(app: TeamsApp, spot: Spot, typed: string, file: File | null): Promise<TeamsAnswer> {
  const { snapshot } = app.state();
  const { text, mention } = said(typed, snapshot.app.name);
  const place = { ...spot, user: snapshot.me };
  const answer = file
    ? await sendFile({ ...place, file, ...(text && { text }), ...(mention && { mention: 'true' as const }) })
    : await post('say', { ...place, text, ...(mention && { mention }) });
  return heard(app, answer, snapshot.app.name, [text, `/${text}`]);
}

/** A command chosen in a menu: its words are said, or its dialog opens. */
export async function runChoice(
  app: TeamsApp,
  choice: Choice,
  where: (Spot & { readonly text?: string; readonly slash?: boolean }) | { readonly message: TeamsMessage },
): Promise<TeamsAnswer> {
  const { snapshot } = app.state();
  const spot = 'message' in where ? spotOf(where.message) : where;
  const answer = await post('command', {
    user: snapshot.me,
    conversation: spot.conversation,
    ...(spot.threadId && { threadId: spot.threadId }),
    command: commandOf(choice, where),
  });
  const { title } = choice;
  return heard(app, answer, title, [title, `/${title}`]);
}

function commandOf(choice: Choice, where: Parameters<typeof runChoice>[2]) {
  const message = 'message' in where ? where.message.id : undefined;
  if (choice.kind === 'action') return { action: choice.id, ...(message && { message }) };
  const { text = '', slash = false } = 'message' in where ? {} : where;
  return { bot: choice.title, ...(text && { text }), ...(slash && { slash }) };
}

function spotOf({ conversation, id, threadId }: TeamsMessage): Spot {
  return conversation.endsWith('@thread.tacv2') ? { conversation, threadId: threadId ?? id } : { conversation };
}

/** The walk hears of what was taken; words of the bot's stand in a dialog's place. */
function heard(app: TeamsApp, answer: TeamsAnswer, title: string, labels: readonly string[]): TeamsAnswer {
  const notice = noticeOf(answer);
  if (notice) app.tell(title, notice);
  if (answer.ok) app.sent({ sent: 'command', labels });
  return answer;
}

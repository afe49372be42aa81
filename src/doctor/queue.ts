import type { QueueHealth } from '../database/health.js';
import { type Finding, mend, note, things, well } from './finding.js';

export function checkQueue(queue: QueueHealth, now: Date): Finding[] {
  const found = [...checkWaiting(queue, now), ...queue.failed.map(failedDeliveries), ...checkJobs(queue)];
  const whole = found.length > 0 ? found : [well('Nothing waits too long, and nothing failed.')];
  return [...whole, ...(queue.unsure > 0 ? [unsure(queue.unsure)] : [])];
}

const MINUTE = 60_000;
const LONG_MINUTES = 10;

function checkWaiting({ waiting, oldest }: QueueHealth, now: Date): Finding[] {
  const minutes = oldest ? Math.floor((now.getTime() - oldest.getTime()) / MINUTE) : 0;
  if (minutes < LONG_MINUTES) return [];
  const says = `${things(waiting, 'message waits', 'messages wait')}, the oldest for ${minutes} minutes.`;
  return [mend(says, 'Check that the bot runs, and that the chat answers it; they are sent by themselves then.')];
}

function failedDeliveries({ reason, times, example }: QueueHealth['failed'][number]): Finding {
  const says = `${things(times, 'message')} could not be sent this week: ${reason}, as to ${example}.`;
  const remedy = REMEDIES[reason] ?? (example.startsWith('teams/') ? TEAMS_WORDS : SLACK_WORDS);
  return mend(says, remedy.startsWith('Nothing') ? remedy : `${remedy} Then run vitrine messages resend.`);
}

const SLACK_WORDS = 'Look the word up among the errors of chat.postMessage at docs.slack.dev.';
const TEAMS_WORDS = 'Look the word up among the status codes of bots at learn.microsoft.com/microsoftteams.';

const unsure = (messages: number): Finding =>
  note(
    `${things(messages, 'message')} of this week may stand twice: the connection broke as ${messages === 1 ? 'it was' : 'they were'} sent.`,
    'Nothing; where it happens often, look at the network.',
  );

const CHANNEL = "Check the channel's id in the network file.";
const PERSON = 'Check the person in the network file and in the chat.';
const TEAM = 'Add the app to that team in Teams, or install it for that person.';
const BLOCKED = 'Ask in Teams who has blocked Vitrine there, and why.';

const REMEDIES: Readonly<Record<string, string>> = {
  not_in_channel: 'Invite Vitrine in that channel: /invite @Vitrine.',
  channel_not_found: `${CHANNEL} A private one must have invited Vitrine.`,
  is_archived: CHANNEL,
  no_slack_team: 'Write slack_team beside the channel in the network file, and run vitrine network apply FILE.',
  workspace_not_installed: 'Install the app in that workspace at /slack/install, or correct slack_team.',
  missing_scope: "Bring the app's manifest up to date, and install it again.",
  account_inactive: 'Install the app again and copy the new token.',
  users_not_found: PERSON,
  user_not_found: PERSON,
  user_disabled: PERSON,
  not_a_full_member: PERSON,
  bound_to_another_account: PERSON,
  person_left: 'Nothing, where they have left.',
  not_found_in_teams: PERSON,
  BotNotInConversationRoster: TEAM,
  ConversationNotFound: `${CHANNEL} ${TEAM}`,
  BotDisabledByAdmin: 'Allow the app in the Teams admin center.',
  ConversationBlockedByUser: BLOCKED,
  MessageWritesBlocked: BLOCKED,
};

function checkJobs({ jobsFailed, jobsHeld, idleTransactions }: QueueHealth): Finding[] {
  const found: Finding[] = [];
  if (jobsFailed > 0)
    found.push(mend(`${things(jobsFailed, 'job has', 'jobs have')} used up all tries.`, "Read why in the bot's log."));
  if (jobsHeld > 0)
    found.push(
      mend(
        `${things(jobsHeld, 'job is', 'jobs are')} held for more than 15 minutes.`,
        'Restart the instance that hangs; another one takes its jobs over within two minutes.',
      ),
    );
  if (idleTransactions > 0)
    found.push(
      mend(
        `${things(idleTransactions, 'transaction is', 'transactions are')} open for minutes and ${idleTransactions === 1 ? 'asks' : 'ask'} nothing.`,
        'End them: select pg_terminate_backend(pid) from pg_stat_activity, where nobody needs them.',
      ),
    );
  return found;
}

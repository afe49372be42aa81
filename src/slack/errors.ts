import { SlackError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { RateLimited, Undeliverable } from '../chat/channel.js';
import { LimitExceeded } from './limits.js';

/** Slack's own word for what is wrong: `channel_not_found`; null for anything that isn't an answer of Slack's. */
export function slackCode(error: unknown): string | null {
  if (!(error instanceof WebAPIPlatformError)) return null;
  // An answer that is no JSON becomes the "code" as a whole: a page of a proxy, say.
  return /^[a-z0-9_]{1,80}$/.test(error.data.error) ? error.data.error : 'unreadable_answer';
}

/** The trigger of a command or press lives three seconds and opens one modal. */
export function isLateTrigger(error: unknown): boolean {
  const code = slackCode(error);
  if (code === 'invalid_arguments') return remarks(error).some((remark) => remark.includes('trigger_id'));
  return code !== null && LATE.has(code);
}

/** What is written about an error: kinds, codes and places. A message may quote what somebody typed, so only known ones are kept. */
export function factsOf(error: unknown): Readonly<Record<string, unknown>> {
  const code = slackCode(error);
  if (code !== null) return { error: 'WebAPIPlatformError', code };
  if (!(error instanceof Error)) return { error: typeof error };
  if (error instanceof LimitExceeded || error instanceof SlackError)
    return { error: error.name, message: error.message };

  const places = error.stack?.split('\n').filter((line) => line.startsWith('    at '));
  return { error: error.name, at: places?.slice(0, 5).map((line) => line.trim()) };
}

/** What the channel's port promises about errors; whatever is not named here is thrown as it is, to be tried again. */
export function channelError(error: unknown): unknown {
  if (error instanceof LimitExceeded) return new Undeliverable(error.message);
  if (error instanceof WebAPIRateLimitedError) return new RateLimited(error.retryAfter);

  const code = slackCode(error);
  if (code === 'ratelimited' || code === 'rate_limited') return new RateLimited(pauseOf(error));
  if (code !== null && isFinal(code)) return new Undeliverable(code);
  return error;
}

/** Messages that can no longer be changed; a new one takes their place. */
export function isGone(error: unknown): boolean {
  const code = slackCode(error);
  return code === 'message_not_found' || code === 'cant_update_message' || code === 'edit_window_closed';
}

const LATE: ReadonlySet<string> = new Set(['expired_trigger_id', 'exchanged_trigger_id', 'invalid_trigger_id']);

/** Where Slack names no pause. */
const PAUSE_SECONDS = 30;

function isFinal(code: string): boolean {
  return FINAL.has(code) || code.startsWith('restricted_action') || code.startsWith('slack_connect_');
}

/** No further try can help with these: the place, the person, a right or the content is the cause. */
const FINAL: ReadonlySet<string> = new Set([
  'access_denied',
  'account_inactive',
  'cannot_dm_bot',
  'channel_not_found',
  'channels_limit_exceeded',
  'ekm_access_denied',
  'enterprise_is_restricted',
  'file_type_not_allowed',
  'file_upload_size_restricted',
  'file_uploads_disabled',
  'file_uploads_except_images_disabled',
  'invalid_arguments',
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_channel',
  'is_archived',
  'is_inactive',
  'messages_tab_disabled',
  'missing_scope',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_permission',
  'no_text',
  'not_in_channel',
  'posting_to_channel_denied',
  'storage_limit_reached',
  'team_not_found',
  'user_disabled',
  'user_not_found',
  'user_not_visible',
  'users_not_found',
]);

function remarks(error: unknown): readonly string[] {
  return error instanceof WebAPIPlatformError ? (error.data.response_metadata?.messages ?? []) : [];
}

function pauseOf(error: unknown): number {
  return (error instanceof WebAPIPlatformError && error.data.response_metadata?.retryAfter) || PAUSE_SECONDS;
}

import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Null-free: what is not used is not there. */
export type SlackConfig = {
  /** Null: Slack's own. */
  readonly apiUrl: string | null;
} & ({ readonly signingSecret: string } | { readonly appToken: string }) &
  ({ readonly token: string } | { readonly oauth: OAuthConfig });

/** Several workspaces, each of which installs us by itself. */
export interface OAuthConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly stateSecret: string;
  /** The first one seals; all of them open. 32 bytes each. */
  readonly keys: readonly Buffer[];
}

export const slackSettings = {
  SLACK_BOT_TOKEN: z
    .string()
    .startsWith('xoxb-', 'SLACK_BOT_TOKEN begins with xoxb-; it stands under OAuth & Permissions.')
    .optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .min(8, 'SLACK_SIGNING_SECRET stands under Basic Information; it is longer than that.')
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith('xapp-', 'SLACK_APP_TOKEN begins with xapp-; it stands under Basic Information, App-Level Tokens.')
    .optional(),
  SLACK_CLIENT_ID: z
    .string()
    .regex(/^\d+\.\d+$/, 'SLACK_CLIENT_ID is two numbers with a dot between; it stands under Basic Information.')
    .optional(),
  SLACK_CLIENT_SECRET: z
    .string()
    .min(8, 'SLACK_CLIENT_SECRET stands under Basic Information; it is longer than that.')
    .optional(),
  SLACK_STATE_SECRET: z.string().min(16, 'SLACK_STATE_SECRET has at least 16 characters.').optional(),
  ENCRYPTION_KEY: z
    .string()
    .refine(
      (text) => keysIn(text).every(({ length }) => length === 32),
      'ENCRYPTION_KEY is 32 bytes in base64, as openssl rand -base64 32 makes them.',
    )
    .optional(),
  SLACK_API_URL: z
    .url({ protocol: /^https?$/, error: 'SLACK_API_URL is an address, such as https://slack.com/api/.' })
    .optional(),
};

export type SlackSettings = { readonly [Name in keyof typeof slackSettings]?: string | undefined };

/** Null: the playground. */
export function slackConfig(given: SlackSettings): SlackConfig | null {
  const { SLACK_BOT_TOKEN: token, SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = given;
  const apiUrl = given.SLACK_API_URL ?? null;
  if (token && appToken) return { token, appToken, apiUrl };
  if (token && signingSecret) return { token, signingSecret, apiUrl };

  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, ENCRYPTION_KEY: key } = given;
  if (!clientId || !clientSecret || !key || !signingSecret) return null;
  const stateSecret = given.SLACK_STATE_SECRET ?? createHash('sha256').update(`state ${key}`).digest('hex');
  return { oauth: { clientId, clientSecret, stateSecret, keys: keysIn(key) }, signingSecret, apiUrl };
}

/** What no setting of Slack's can say of itself. */
export function slackContradictions(given: SlackSettings): string[] {
  const { SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, SLACK_APP_TOKEN } = given;
  if (!SLACK_BOT_TOKEN && wantsSeveral(given)) return severalContradictions(given);

  const mistakes: string[] = [];
  if (SLACK_BOT_TOKEN && !SLACK_SIGNING_SECRET && !SLACK_APP_TOKEN)
    mistakes.push('SLACK_SIGNING_SECRET is missing; with SLACK_BOT_TOKEN both are needed.');
  if (SLACK_APP_TOKEN && !SLACK_BOT_TOKEN)
    mistakes.push('SLACK_BOT_TOKEN is missing; with SLACK_APP_TOKEN both are needed.');
  if (SLACK_SIGNING_SECRET && !SLACK_BOT_TOKEN && !SLACK_APP_TOKEN)
    mistakes.push('SLACK_BOT_TOKEN is missing; with SLACK_SIGNING_SECRET both are needed.');
  return mistakes;
}

export function wantsSlack(given: SlackSettings): boolean {
  const { SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, SLACK_APP_TOKEN } = given;
  return Boolean(SLACK_BOT_TOKEN || SLACK_SIGNING_SECRET || SLACK_APP_TOKEN) || wantsSeveral(given);
}

const SEVERAL = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_SIGNING_SECRET', 'ENCRYPTION_KEY'] as const;

const wantsSeveral = ({ SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_STATE_SECRET }: SlackSettings): boolean =>
  Boolean(SLACK_CLIENT_ID || SLACK_CLIENT_SECRET || SLACK_STATE_SECRET);

function severalContradictions(given: SlackSettings): string[] {
  const missing = SEVERAL.filter((name) => !given[name]);
  const all = `${SEVERAL.slice(0, -1).join(', ')} and ${SEVERAL.at(-1)}`;
  const line = 'SLACK_APP_TOKEN is for one workspace: leave it out, or set SLACK_BOT_TOKEN instead of SLACK_CLIENT_ID.';
  return [
    ...missing.map((name) => `${name} is missing; several workspaces need ${all}.`),
    ...(given.SLACK_APP_TOKEN ? [line] : []),
  ];
}

const keysIn = (text: string): Buffer[] => text.split(',').map((key) => Buffer.from(key.trim(), 'base64'));

import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type SlackConfig, slackConfig, slackContradictions, slackSettings, wantsSlack } from './config-slack.js';
import { type TeamsConfig, teamsConfig, teamsContradictions, teamsSettings, wantsTeams } from './config-teams.js';
import { StartError } from './database/start-error.js';

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataFolder: string;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Null: the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  /** Without Slack and Teams, the playground. */
  readonly slack: SlackConfig | null;
  readonly teams: TeamsConfig | null;
  /** Null: figures are for this computer alone. */
  readonly metricsToken: string | null;
}

const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];

const environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce
    .number('PORT is a number, such as 3000.')
    .int('PORT is a whole number, such as 3000.')
    .min(1, 'PORT is at least 1.')
    .max(65_535, 'PORT is at most 65535.')
    .default(3000),
  DATA_DIR: z.string().default(fileURLToPath(new URL('../.vitrine', import.meta.url))),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'LOG_LEVEL is debug, info, warn, error or silent.')
    .default('info'),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: 'DATABASE_URL looks like postgresql://user:password@host:5432/vitrine.',
    })
    .optional(),
  ...slackSettings,
  ...teamsSettings,
  METRICS_TOKEN: z.string().min(16, 'METRICS_TOKEN has at least 16 characters.').optional(),
  NODE_ENV: z.string().optional(),
});

type Environment = z.infer<typeof environment>;

/** The only place that reads the environment, and a file `.env` beside it. Throws one error that lists every mistake. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = environment.safeParse(given);
  const mistakes = read.success
    ? contradictions(read.data)
    : [...read.error.issues.map(({ message }) => message), ...contradictions(given)];
  if (!read.success || mistakes.length > 0)
    throw new StartError(`The configuration needs another look:\n${mistakes.map((each) => `  ${each}`).join('\n')}`);

  const { HOST, PORT, DATA_DIR, LOG_LEVEL, DATABASE_URL, METRICS_TOKEN } = read.data;
  return {
    host: HOST,
    port: PORT,
    dataFolder: DATA_DIR,
    logLevel: LOG_LEVEL,
    databaseUrl: DATABASE_URL ?? null,
    slack: slackConfig(read.data),
    teams: teamsConfig(read.data),
    metricsToken: METRICS_TOKEN ?? null,
  };
}

export function loadEnvFile(): void {
  const file = fileURLToPath(new URL('../.env', import.meta.url));
  if (existsSync(file)) process.loadEnvFile(file);
}

/** The id under which Teams knows the bot: its package needs no other setting, and may be made on another computer. */
export function readTeamsAppId(env: NodeJS.ProcessEnv = process.env): string {
  const { success, data } = teamsSettings.MICROSOFT_APP_ID.safeParse(env.MICROSOFT_APP_ID || undefined);
  if (!success) throw new StartError("MICROSOFT_APP_ID is no GUID; copy it from the Azure bot's configuration.");
  if (!data) throw new StartError('MICROSOFT_APP_ID is missing: set it in the environment or in .env.');
  return data;
}

/** What no single setting can say of itself. */
function contradictions(given: Partial<Environment> | Record<string, unknown>): string[] {
  const { HOST = '127.0.0.1', NODE_ENV, SLACK_API_URL } = given as Partial<Environment>;
  const production = NODE_ENV === 'production';
  const loopback = LOOPBACK.includes(HOST);
  const mistakes = [...slackContradictions(given), ...teamsContradictions(given, { production, loopback, now: now() })];
  if (production && SLACK_API_URL && !/^https:\/\/([a-z0-9-]+\.)*slack(-gov)?\.com\//.test(SLACK_API_URL)) {
    mistakes.push('SLACK_API_URL may only be at slack.com in production.');
  }
  const playground = !wantsSlack(given) && !wantsTeams(given);
  if (playground && production)
    mistakes.push(
      'SLACK_BOT_TOKEN or MICROSOFT_APP_ID is needed in production, with what belongs to it; the playground does not run there.',
    );
  if (playground && !loopback)
    mistakes.push(`HOST is ${HOST}; without Slack and Teams the playground runs, and only on 127.0.0.1.`);
  return mistakes;
}

/** Chance comes in through here, the clock too. */
export const newId = (): string => randomUUID();

export const now = (): Date => new Date();

/** From 0 to 1. */
export const chance = (): number => Math.random();

import { startVitrine } from '../helpers/vitrine.js';
import { child } from './processes.js';
import { SIGNING_SECRET, TOKEN } from './slack.js';

export interface StandIn {
  readonly apiPort: number;
  readonly openingsPort: number;
}

export interface Product {
  readonly port: number;
  readonly apiUrl: string;
  readonly openingsPort: number;
  readonly stop: () => Promise<void>;
}

/** The whole bot with Slack's token and secret, in a process of its own, and the stand-in for Slack in another. */
export async function openProduct(databaseUrl: string): Promise<Product> {
  const slack = await child<StandIn>('slack-stand-in');
  const apiUrl = `http://127.0.0.1:${slack.first.apiPort}/`;
  const settings = { SLACK_BOT_TOKEN: TOKEN, SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_API_URL: apiUrl };
  const vitrine = await startVitrine({ ...settings, DATABASE_URL: databaseUrl, LOG_LEVEL: 'info' });
  while ((await fetch(`${vitrine.address}/readyz`)).status !== 200)
    await new Promise((resolve) => setTimeout(resolve, 50));
  return {
    port: Number(new URL(vitrine.address).port),
    apiUrl,
    openingsPort: slack.first.openingsPort,
    async stop() {
      await vitrine.end('SIGTERM');
      slack.process.disconnect();
    },
  };
}

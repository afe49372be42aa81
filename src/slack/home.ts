import { Refusal } from '../domain/refusal.js';
import type { HomePage } from '../engine/request.js';
import type { HomeView } from './blocks.js';
import type { Connection } from './connection.js';
import type { Saying } from './render-card.js';
import { homeView } from './render-view.js';

/** A notice is said there once: the next visit draws the page anew. */
export async function publishHome(slack: Connection, userId: string, notice?: Saying): Promise<void> {
  await slack.client.views.publish({ user_id: userId, view: await pageOf(slack, userId, notice) });
}

async function pageOf(slack: Connection, userId: string, notice?: Saying): Promise<HomeView> {
  try {
    const page = await slack.engine.home({ channel: 'slack', tenant: slack.installation().team, userId });
    return homeView(page, notice);
  } catch (error) {
    if (error instanceof Refusal) return homeView(EMPTY, error.sentence);
    return homeView(EMPTY, slack.excuse(error, 'Open this page again.'));
  }
}

const EMPTY: HomePage = { title: 'Vitrine', cards: [], messages: [] };

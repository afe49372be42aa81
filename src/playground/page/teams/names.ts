import type { TeamsSnapshot } from '../../teams/protocol.js';
import type { Faces } from '../names.js';

/** Ids to words, as this person's client knows them. */
export function namesIn({ users, app }: Pick<TeamsSnapshot, 'users' | 'app'>): Faces {
  const isApp = (id: string) => id === app.botId || id === app.id;
  return { user: (id) => (isApp(id) ? app.name : (users.find((user) => user.id === id)?.name ?? null)), isApp };
}

import type { Snapshot } from '../protocol.js';
import { h } from './dom.js';
import { icon } from './icons.js';
import { PLAYGROUND } from './snapshot.js';

/** Ids to words, as this person's client knows them. */
export interface Names {
  readonly me: string;
  readonly user: (id: string) => string | null;
  readonly channel: (id: string) => string | null;
  readonly isApp: (id: string) => boolean;
}

/** As much as a face needs. */
export type Faces = Pick<Names, 'user' | 'isApp'>;

export function namesIn(snapshot: Snapshot): Names {
  const { app } = snapshot;
  const users = new Map(snapshot.users.map((user) => [user.id, user.name]));
  users.set(app.botUserId, app.name).set(app.botId, app.name).set(PLAYGROUND, 'Playground');
  const channels = new Map(snapshot.conversations.filter(({ kind }) => kind === 'channel').map((c) => [c.id, c.name]));
  return {
    me: snapshot.me,
    user: (id) => users.get(id) ?? null,
    channel: (id) => channels.get(id) ?? null,
    isApp: (id) => id === app.botUserId || id === app.botId,
  };
}

/** Initials on a color made from the id, or the app's mark. Beside a name, so hidden from readers. */
export function avatar(id: string, names: Faces, size: 'small' | 'medium' | 'large' = 'medium'): HTMLElement {
  const node = h('span', { class: `avatar avatar-${size}`, 'aria-hidden': 'true' });
  if (names.isApp(id)) {
    node.classList.add('avatar-app');
    node.append(icon('gem'));
  } else if (id === PLAYGROUND) {
    node.classList.add('avatar-playground');
    node.append(icon('walk'));
  } else {
    node.style.setProperty('--hue', String(hueOf(id)));
    node.append(initials(names.user(id) ?? '?'));
  }
  return node;
}

export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}

/** The same person has the same color everywhere (FNV-1a, spread over the circle). */
export function hueOf(id: string): number {
  let hash = 0x811c9dc5;
  for (const char of id) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return (hash >>> 8) % 360;
}

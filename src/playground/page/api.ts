import type {
  AskOptions,
  ClientAnswer,
  Close,
  OpenHome,
  OptionsAnswer,
  PickShortcut,
  Press,
  SendText,
  Snapshot,
  Submit,
  UploadAnswer,
} from '../protocol.js';
import { postJson } from './server.js';

interface Verbs {
  readonly command: SendText;
  readonly message: SendText;
  readonly shortcut: PickShortcut;
  readonly press: Press;
  readonly submit: Submit;
  readonly close: Close;
  readonly home: OpenHome;
}

/** One request of a person. Never throws: a server that is away is trouble in words, as any other. */
export async function post<V extends keyof Verbs>(verb: V, body: Verbs[V]): Promise<ClientAnswer> {
  return postJson<ClientAnswer>(`/playground/client/${verb}`, body);
}

/** What the bot finds for the words typed into a menu. */
export const find = (asked: AskOptions): Promise<OptionsAnswer> =>
  postJson<OptionsAnswer>('/playground/client/options', asked);

/** The sentence to show when a request was refused and there are no fields to put it beside. */
export function troubleOf(answer: ClientAnswer): string | null {
  if (answer.ok) return null;
  return 'trouble' in answer ? answer.trouble : Object.values(answer.errors).join(' ');
}

/** The bytes of one chosen file. */
export async function upload(user: string, file: File): Promise<UploadAnswer> {
  const query = new URLSearchParams({ user, name: file.name });
  try {
    const response = await fetch(`/playground/client/upload?${query}`, { method: 'POST', body: file });
    return (await response.json()) as UploadAnswer;
  } catch {
    return { ok: false, trouble: `${file.name} could not be uploaded.` };
  }
}

/** Without a person the server chooses the first of the switch. */
export async function loadSnapshot(user: string | null): Promise<Snapshot> {
  const response = await fetch(`/playground/client/snapshot${user ? `?user=${encodeURIComponent(user)}` : ''}`);
  if (!response.ok) throw new Error(`snapshot: status ${response.status}`);
  return (await response.json()) as Snapshot;
}

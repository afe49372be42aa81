import type {
  ClientAnswer,
  ClientEvent,
  Close,
  OpenHome,
  Press,
  SendText,
  Snapshot,
  Submit,
  UploadAnswer,
} from '../protocol.js';

interface Verbs {
  readonly command: SendText;
  readonly message: SendText;
  readonly press: Press;
  readonly submit: Submit;
  readonly close: Close;
  readonly home: OpenHome;
}

/** One request of a person. Never throws: a server that is away is trouble in words, as any other. */
export async function post<V extends keyof Verbs>(verb: V, body: Verbs[V]): Promise<ClientAnswer> {
  try {
    const response = await fetch(`/playground/client/${verb}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer: unknown = await response.json().catch(() => null);
    return isAnswer(answer)
      ? answer
      : { ok: false, trouble: `The playground answered with status ${response.status}.` };
  } catch {
    return { ok: false, trouble: 'The playground does not answer. Start it again, then try once more.' };
  }
}

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

interface Listener {
  /** The stream stands, for the first time or again: what was missed must be loaded. */
  readonly opened: () => void;
  readonly lost: () => void;
  readonly event: (event: ClientEvent) => void;
}

/** Keeps one stream open and opens it again whenever it breaks, sooner first, every three seconds later. */
export function keepStream(user: string, listener: Listener): () => void {
  let source: EventSource | null = null;
  let timer = 0;
  let wait = FIRST_WAIT;
  const open = () => {
    source = new EventSource(`/playground/client/stream?user=${encodeURIComponent(user)}`);
    source.onopen = () => {
      wait = FIRST_WAIT;
      listener.opened();
    };
    source.onmessage = (message) => listener.event(JSON.parse(message.data) as ClientEvent);
    source.onerror = () => {
      source?.close();
      listener.lost();
      timer = window.setTimeout(open, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    };
  };
  open();
  return () => {
    window.clearTimeout(timer);
    source?.close();
  };
}

const FIRST_WAIT = 400;
const LONGEST_WAIT = 3_000;

function isAnswer(value: unknown): value is ClientAnswer {
  return typeof value === 'object' && value !== null && 'ok' in value;
}

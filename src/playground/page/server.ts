/** A refusal in words, as every deed's answer has it. */
interface Trouble {
  readonly ok: false;
  readonly trouble: string;
}

/** One request of a person. Never throws: a server that is away is trouble in words, as any other. */
export async function postJson<Answer extends { readonly ok: boolean }>(
  path: string,
  body: unknown,
): Promise<Answer | Trouble> {
  const headers = { 'content-type': 'application/json' };
  return postBody<Answer>(path, { headers, body: JSON.stringify(body) });
}

/** The same with the bytes of a file. */
export async function postBody<Answer extends { readonly ok: boolean }>(
  path: string,
  request: Pick<RequestInit, 'body' | 'headers'>,
): Promise<Answer | Trouble> {
  try {
    const response = await fetch(path, { method: 'POST', ...request });
    const answer: unknown = await response.json().catch(() => null);
    if (isAnswer<Answer>(answer)) return answer;
    return { ok: false, trouble: `The playground answered with status ${response.status}.` };
  } catch {
    return { ok: false, trouble: 'The playground does not answer. Start it again, then try once more.' };
  }
}

interface Listener<Event> {
  /** The stream stands, for the first time or again: what was missed must be loaded. */
  readonly opened: () => void;
  readonly lost: () => void;
  readonly event: (event: Event) => void;
}

/** Keeps one stream open and opens it again whenever it breaks, sooner first, every three seconds later. */
export function keepStream<Event>(address: string, listener: Listener<Event>): () => void {
  let source: EventSource | null = null;
  let timer = 0;
  let wait = FIRST_WAIT;
  const open = () => {
    source = new EventSource(address);
    source.onopen = () => {
      wait = FIRST_WAIT;
      listener.opened();
    };
    source.onmessage = (message) => listener.event(JSON.parse(message.data) as Event);
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

function isAnswer<Answer>(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'ok' in value;
}

import { createHmac } from 'node:crypto';

/** A request as Slack makes it, before it is signed. */
export interface Parcel {
  readonly contentType: string;
  readonly body: string;
}

export interface Sealed {
  readonly secret: string;
  readonly secondsAgo?: number;
}

export type Reply =
  | { readonly status: number; readonly body: string; readonly milliseconds: number }
  /** No answer: the reason in a word. */
  | { readonly status: null; readonly body: string; readonly milliseconds: number };

/** Bolt takes this content type only without a charset, which is how Slack sends it. */
export const FORM = 'application/x-www-form-urlencoded';

/** Slack's own patience. */
export const PATIENCE_MS = 3_000;

export const fieldsOf = (fields: Readonly<Record<string, string>>): Parcel => ({
  contentType: FORM,
  body: new URLSearchParams(fields).toString(),
});

export const payloadOf = (payload: object): Parcel => fieldsOf({ payload: JSON.stringify(payload) });

export const eventOf = (event: object): Parcel => ({ contentType: 'application/json', body: JSON.stringify(event) });

/** Sends it signed, and waits as long as Slack does. Never throws. */
export const send = (address: string, parcel: Parcel, seal: Sealed): Promise<Reply> =>
  post(address, parcel, signed(parcel.body, seal));

/** Never throws. */
export async function post(
  address: string,
  { contentType, body }: Parcel,
  headers: Readonly<Record<string, string>>,
): Promise<Reply> {
  const since = performance.now();
  const took = () => Math.round(performance.now() - since);
  try {
    const response = await fetch(address, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
      body: Buffer.from(body),
      headers: { 'content-type': contentType, ...headers },
    });
    return { status: response.status, body: await response.text(), milliseconds: took() };
  } catch (error) {
    return { status: null, body: reasonOf(error), milliseconds: took() };
  }
}

export function signed(body: string, { secret, secondsAgo = 0 }: Sealed): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000) - secondsAgo);
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return 'no answer';
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code ?? error.name;
}

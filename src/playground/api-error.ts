/** A refusal of the Web API: `{"ok":false,"error":code}` and what goes with it. */
export class ApiError extends Error {
  readonly code: string;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(code: string, more: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.code = code;
    this.more = more;
  }
}

/** How Slack tells what is wrong with arguments, views and blocks. */
export function explained(code: string, messages: readonly string[]): ApiError {
  return new ApiError(code, {
    ...(code === 'invalid_blocks' ? { errors: messages } : {}),
    response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
  });
}

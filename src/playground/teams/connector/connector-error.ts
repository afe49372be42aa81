/** A refusal of the connector: `{"error":{"code","message"}}`. */
export class ConnectorError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const refusals = {
  badArgument: (what: string) => new ConnectorError(400, 'BadArgument', `Invalid request payload provided. ${what}`),
  badSyntax: (what: string) => new ConnectorError(400, 'BadSyntax', what),
  notInRoster: () =>
    new ConnectorError(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.'),
  notInstalled: () =>
    new ConnectorError(403, 'ForbiddenOperationException', "Bot is not installed in user's personal scope"),
  notYours: () =>
    new ConnectorError(403, 'NotEnoughPermissions', 'The bot does not have enough permissions for this operation.'),
  noConversation: () => new ConnectorError(404, 'ConversationNotFound', 'Conversation not found.'),
  noActivity: () => new ConnectorError(404, 'ActivityNotFoundInConversation', 'Conversation not found.'),
  noMember: () => new ConnectorError(404, 'MemberNotFoundInConversation', 'Member not found in conversation.'),
  parallel: () => new ConnectorError(412, 'PreconditionFailed', 'Precondition failed, please try again.'),
  tooBig: () => new ConnectorError(413, 'MessageSizeTooBig', 'Message size too large.'),
  throttled: (seconds: number | undefined) =>
    new ConnectorError(
      429,
      'Throttled',
      'Too many requests.',
      seconds === undefined ? {} : { 'retry-after': String(seconds) },
    ),
  badGateway: () => new ConnectorError(502, 'ServiceError', 'Service unavailable.'),
  gatewayTimeout: () => new ConnectorError(504, 'ServiceError', 'Gateway timeout.'),
} as const satisfies Readonly<Record<string, (...args: never[]) => ConnectorError>>;

import { z } from 'zod';
import { checkCard } from '../cards/check.js';
import type { Conversation } from '../conversations.js';
import type { CardJson } from '../protocol.js';
import type { StoredAttachment, StoredMessage } from '../stored.js';
import type { TeamsWorld } from '../world.js';
import { refusals } from './connector-error.js';

export type Content = Pick<StoredMessage, 'attachments' | 'text' | 'textFormat'>;

const attachmentShape = z.looseObject({
  contentType: z.string().min(1),
  content: z.unknown().optional(),
  contentUrl: z.string().nullish(),
  name: z.string().nullish(),
});
type Attachment = z.infer<typeof attachmentShape>;

const activityShape = z.looseObject({
  type: z.enum(['message', 'typing']),
  text: z.string().nullish(),
  textFormat: z.enum(['plain', 'markdown', 'xml']).nullish(),
  attachments: z.array(attachmentShape).nullish(),
  recipient: z.looseObject({ id: z.string().nullish() }).nullish(),
});
export type GivenActivity = z.infer<typeof activityShape>;

const consentShape = z.looseObject({
  description: z.string().nullish(),
  sizeInBytes: z.number().int().min(0),
  acceptContext: z.unknown().optional(),
  declineContext: z.unknown().optional(),
});
const fileInfoShape = z.looseObject({ uniqueId: z.string(), fileType: z.string().nullish() });

const prefix = 'application/vnd.microsoft.';
/** Other kinds that Teams shows; nothing here looks into them. */
const others = [
  `${prefix}card.hero`,
  `${prefix}card.thumbnail`,
  `${prefix}card.receipt`,
  `${prefix}card.signin`,
  `${prefix}card.oauth`,
  `${prefix}teams.card.list`,
  `${prefix}teams.card.o365connector`,
  'text/html',
];

export function readActivity(body: unknown): GivenActivity {
  return parsed(activityShape, body, '');
}

/** Text and attachments of a message on its way in: refused as Teams refuses them, but with the place and the reason. */
export function readContent(world: TeamsWorld, conversation: Conversation, given: GivenActivity): Content {
  const attachments = (given.attachments ?? []).map((each, index) =>
    readAttachment(world, conversation, each, `/attachments/${index}`),
  );
  const text = given.text ?? '';
  if (text === '' && attachments.length === 0) throw refusals.badSyntax('A message needs a text or an attachment.');
  return { text, textFormat: given.textFormat ?? 'markdown', attachments };
}

function readAttachment(world: TeamsWorld, { kind }: Conversation, given: Attachment, at: string): StoredAttachment {
  const { contentType, content } = given;
  switch (contentType) {
    case `${prefix}card.adaptive`:
      return { kind: 'card', card: readCard(content, at) };
    case `${prefix}teams.card.file.consent`:
      if (kind !== 'personal') throw refusals.badSyntax(`${at}: a file consent card needs a personal chat.`);
      return readConsent(given, at);
    case `${prefix}teams.card.file.info`:
      return readFileInfo(world, given, at);
    default:
      if (!others.includes(contentType) && !/^(image|video|audio)\//.test(contentType)) {
        throw refusals.badSyntax(`${at}: Unknown attachment type: ${contentType}`);
      }
      return { kind: 'other', contentType };
  }
}

function readCard(content: unknown, at: string): CardJson {
  const complaints = checkCard(content);
  if (complaints.length > 0) {
    throw refusals.badSyntax(complaints.map((complaint) => `${at}/content${complaint}`).join('; '));
  }
  return content as CardJson;
}

function readConsent({ content, name }: Attachment, at: string): StoredAttachment {
  const { description, sizeInBytes, acceptContext, declineContext } = parsed(consentShape, content, `${at}/content`);
  return {
    kind: 'consent',
    name: named(name, at),
    description: description ?? '',
    size: sizeInBytes,
    state: 'open',
    acceptContext: acceptContext ?? null,
    declineContext: declineContext ?? null,
  };
}

function readFileInfo(world: TeamsWorld, { content, contentUrl, name }: Attachment, at: string): StoredAttachment {
  const { uniqueId, fileType } = parsed(fileInfoShape, content, `${at}/content`);
  if (!contentUrl) throw refusals.badArgument(`${at}/contentUrl: is missing`);
  const id = uniqueId.toUpperCase();
  const file = world.files.get(id) ? id : null;
  return { kind: 'file', name: named(name, at), fileType: fileType ?? '', file };
}

function named(name: string | null | undefined, at: string): string {
  if (!name) throw refusals.badArgument(`${at}/name: is missing`);
  return name;
}

function parsed<T>(shape: z.ZodType<T>, value: unknown, at: string): T {
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw refusals.badArgument(`${at}/${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'is wrong'}`);
}

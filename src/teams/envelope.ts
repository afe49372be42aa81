import { z } from 'zod';
import { type Conversation, type ConversationKind, roomOf, type Seen } from './book.js';
import { Words } from './press-data.js';

/** What is missing or of another shape counts as not there; only who and where must be known. */
const loosely = <T extends z.ZodType>(shape: T) => shape.optional().catch(undefined as never);

const Named = z.object({ id: Words });

export const Envelope = z.object({
  type: Words,
  name: loosely(Words),
  id: loosely(Words),
  serviceUrl: Words,
  from: z.object({ id: Words.min(1), aadObjectId: loosely(Words.min(1).toLowerCase()) }),
  recipient: z.object({ id: Words.min(1), isTargeted: loosely(z.boolean()) }),
  conversation: z.object({
    id: Words.min(1),
    conversationType: loosely(z.enum(['personal', 'channel', 'groupChat'])),
    isGroup: loosely(z.boolean()),
  }),
  channelData: loosely(z.object({ team: loosely(Named), channel: loosely(Named), eventType: loosely(Words) })),
  text: loosely(Words),
  entities: loosely(z.array(z.unknown())),
  attachments: loosely(z.array(z.unknown())),
  value: z.unknown().optional(),
  action: loosely(Words),
  membersAdded: loosely(z.array(Named)),
  membersRemoved: loosely(z.array(Named)),
});

export type Envelope = z.infer<typeof Envelope>;

/** Where it happened. */
export function conversationOf(envelope: Envelope, tenant: string): Conversation {
  const { conversation, serviceUrl, recipient, from, channelData } = envelope;
  const kind = kindOf(envelope);
  return {
    tenant,
    id: roomOf(conversation.id),
    kind,
    serviceUrl,
    bot: recipient.id,
    userId: kind === 'personal' ? (from.aadObjectId ?? null) : null,
    team: kind === 'channel' ? (channelData?.team?.id ?? null) : null,
  };
}

function kindOf({ conversation, channelData }: Envelope): ConversationKind {
  if (conversation.conversationType) return conversation.conversationType;
  if (channelData?.team) return 'channel';
  return conversation.isGroup ? 'groupChat' : 'personal';
}

/** Null for other bots, and where Teams does not say who it is. */
export function senderOf({ from }: Envelope): Seen | null {
  return isBot(from.id) || !from.aadObjectId ? null : { userId: from.aadObjectId, mri: from.id };
}

export const isBot = (id: string): boolean => id.startsWith('28:');

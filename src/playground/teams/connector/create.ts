import { z } from 'zod';
import { findConversation, isInstalled, personalChatOf } from '../conversations.js';
import { findAccount } from '../people.js';
import type { TeamsWorld } from '../world.js';
import { type Call, type Reply, roomOf } from './call.js';
import { refusals } from './connector-error.js';
import { say } from './messages.js';

const shape = z.looseObject({
  isGroup: z.boolean().nullish(),
  members: z.array(z.looseObject({ id: z.string() })).nullish(),
  tenantId: z.string().nullish(),
  channelData: z
    .looseObject({
      channel: z.looseObject({ id: z.string() }).nullish(),
      tenant: z.looseObject({ id: z.string() }).nullish(),
    })
    .nullish(),
  activity: z.unknown().optional(),
});
type Wanted = z.infer<typeof shape>;

/** `POST v3/conversations`: the personal chat with one person, or a new post in a channel. */
export function create(world: TeamsWorld, call: Call): Reply {
  const wanted = shape.safeParse(call.body);
  if (!wanted.success) throw refusals.badArgument(wanted.error.issues[0]?.message ?? '');
  const channel = wanted.data.channelData?.channel;
  return channel ? newPost(world, call, channel.id, wanted.data) : personalChat(world, call, wanted.data);
}

/** Whom a call is counted for before it is carried out. */
export function createdIn(world: TeamsWorld, body: unknown): string {
  const wanted = shape.safeParse(body);
  if (!wanted.success) return '';
  const person = findAccount(world, wanted.data.members?.[0]?.id);
  return wanted.data.channelData?.channel?.id ?? (person ? personalChatOf(world, person) : '');
}

function newPost(world: TeamsWorld, call: Call, channel: string, { activity }: Wanted): Reply {
  const conversation = roomOf(world, channel);
  if (conversation.kind !== 'channel') throw refusals.badSyntax('Incorrect conversation creation parameters');
  const { body } = say(world, { conversation }, { ...call, body: activity });
  const { id } = body as { readonly id: string };
  return { status: 201, body: { id: `${channel};messageid=${id}`, activityId: id } };
}

function personalChat(world: TeamsWorld, call: Call, wanted: Wanted): Reply {
  const [member, ...others] = wanted.members ?? [];
  const tenant = wanted.tenantId ?? wanted.channelData?.tenant?.id;
  const alone = member !== undefined && others.length === 0 && wanted.isGroup !== true;
  if (!alone) throw refusals.badSyntax('Incorrect conversation creation parameters');
  if (tenant !== world.options.workspace.tenant.id) throw refusals.badSyntax('Unknown tenant.');
  const person = findAccount(world, member.id);
  if (!person) throw refusals.badSyntax('Invalid user identity in provided tenant.');
  const conversation = findConversation(world, personalChatOf(world, person));
  if (!conversation || !isInstalled(world, conversation)) throw refusals.notInstalled();
  if (wanted.activity === undefined || wanted.activity === null) return { status: 201, body: { id: conversation.id } };
  const said = say(world, { conversation }, { ...call, body: wanted.activity });
  const { id } = said.body as { readonly id: string };
  return { status: 201, body: { id: conversation.id, activityId: id } };
}

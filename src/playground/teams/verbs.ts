import { z } from 'zod';
import { runCommand } from './deeds/commands.js';
import { closeDialog, openDialog, submitDialog } from './deeds/dialogs.js';
import { answerConsent } from './deeds/files.js';
import { install } from './deeds/install.js';
import { pressExecute, pressSubmit } from './deeds/press.js';
import { react } from './deeds/react.js';
import { readUpTo } from './deeds/read-up-to.js';
import { say } from './deeds/say.js';
import { search } from './deeds/search.js';
import { seen } from './deeds/seen.js';
import type { FoundAnswer, TeamsAnswer, TeamsUser } from './protocol.js';
import type { TeamsWorld } from './world.js';

type Verb = (world: TeamsWorld, personOf: (id: string) => TeamsUser, body: unknown) => VerbAnswer | Promise<VerbAnswer>;

export type VerbAnswer = TeamsAnswer | FoundAnswer;

const at = { user: z.string(), conversation: z.string() };
const atMessage = z.object({ ...at, message: z.string() });
const inputs = z.record(z.string(), z.string());
const inCard = z.object({
  ...at,
  message: z.string(),
  card: z.int().min(0).exactOptional(),
  action: z.string(),
  title: z.string().exactOptional(),
  inputs,
});

export const fileWords = z.object({
  ...at,
  name: z.string().min(1).max(255),
  threadId: z.string().optional(),
  text: z.string().optional(),
  mention: z.literal('true').optional(),
  device: z.literal('ios').optional(),
});

export const verbs: Readonly<Record<string, Verb>> = {
  say: verb(
    z.object({
      ...at,
      threadId: z.string().exactOptional(),
      text: z.string().min(1),
      mention: z.boolean().exactOptional(),
    }),
    say,
  ),
  execute: verb(inCard.extend({ oldClient: z.boolean().exactOptional() }), pressExecute),
  submit: verb(inCard, pressSubmit),
  'open-dialog': verb(inCard, openDialog),
  'submit-dialog': verb(z.object({ user: z.string(), dialog: z.string(), action: z.string(), inputs }), submitDialog),
  search: verb(z.object({ user: z.string(), dialog: z.string(), input: z.string(), words: z.string() }), search),
  'close-dialog': verb(z.object({ user: z.string(), dialog: z.string() }), closeDialog),
  command: verb(
    z.object({
      ...at,
      threadId: z.string().exactOptional(),
      command: z.union([
        z.object({ bot: z.string(), text: z.string().exactOptional(), slash: z.boolean().exactOptional() }),
        z.object({ action: z.string(), message: z.string().exactOptional() }),
      ]),
    }),
    runCommand,
  ),
  consent: verb(atMessage.extend({ action: z.enum(['accept', 'decline']) }), answerConsent),
  react: verb(
    atMessage.extend({
      reaction: z.enum(['like', 'heart', 'laugh', 'surprised', 'sad', 'angry']),
      on: z.boolean(),
    }),
    react,
  ),
  install: verb(z.object({ ...at, installed: z.boolean() }), install),
  seen: verb(atMessage, seen),
  read: verb(atMessage, readUpTo),
  faults: setFault,
};

const fault = z.object({
  method: z.enum(['*', 'send', 'reply', 'update', 'delete', 'create', 'members', 'member', 'upload', 'download']),
  times: z.int().min(0).max(10_000),
  kind: z.enum(['rate_limited', 'precondition_failed', 'bad_gateway', 'gateway_timeout', 'cut', 'reset', 'slow']),
  retryAfter: z.int().min(0).max(3600).exactOptional(),
  milliseconds: z.int().min(0).max(600_000).exactOptional(),
});

function setFault(world: TeamsWorld, _personOf: unknown, body: unknown): TeamsAnswer {
  world.faults.set(fault.parse(body));
  return { ok: true };
}

function verb<T extends { readonly user: string }>(
  shape: z.ZodType<T>,
  run: (world: TeamsWorld, user: TeamsUser, deed: T) => VerbAnswer | Promise<VerbAnswer>,
): Verb {
  return (world, personOf, body) => {
    const deed = shape.parse(body);
    return run(world, personOf(deed.user), deed);
  };
}

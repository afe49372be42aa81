import { createHash } from 'node:crypto';
import type { ChatName } from '../chat/channel.js';
import { LONGEST_TEXT, readAnswers } from '../chat/form.js';
import { type Connection, type Database, type Json, transaction } from '../database/client.js';
import { type Found, type LookupKey, lookup, lookupWithin } from '../database/lookup.js';
import { markUsed } from '../database/people.js';
import { claim, keepAnswer, release } from '../database/receipts.js';
import type { Boutique } from '../domain/boutique.js';
import type { Person } from '../domain/people.js';
import { denied } from '../domain/refusal.js';
import { storable } from '../domain/text.js';
import { shortened } from '../domain/words.js';
import { recordOf } from './about.js';
import type { Asking, Capability, Context, Interaction, Outcome } from './capability.js';
import { act, asking, type Moment, type Parts, withBoutique } from './context.js';
import { inTime } from './deadline.js';
import { engineActions } from './engine-actions.js';
import { homePage } from './home.js';
import { introduce } from './identity.js';
import type { Log } from './log.js';
import { mustBeAllowed } from './permission.js';
import { prefillOf } from './prefill.js';
import { refusalOf, tooLate } from './refusals.js';
import { createRegistry, type Registry } from './registry.js';
import { reminderJobs } from './reminders/postponing.js';
import type { Answer, Engine, Pointing, Request, Route, Submission, WhoIs } from './request.js';
import { mustSee } from './restrictions.js';
import { routeOf, type Wanted } from './routing.js';
import { sayOnce, shownTo } from './said.js';
import { search } from './searching.js';

export interface EngineOptions {
  readonly capabilities: readonly Capability[];
  readonly connection: Connection;
  /** The chat's word on somebody we have not met; each channel has its own. */
  readonly whoIs: (channel: Request['channel']) => WhoIs;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly log: Log;
  /** Those that run. */
  readonly chats?: readonly ChatName[];
}

interface Machine extends EngineOptions {
  readonly parts: Parts;
}

/** Runs the capabilities for whatever the edges bring. */
export function createEngine(options: EngineOptions): Engine & { readonly parts: Parts } {
  const registry: Registry = createRegistry(
    options.capabilities,
    engineActions(() => parts),
    reminderJobs(() => parts),
  );
  const { chats = ['slack'], newId, now } = options;
  const parts: Parts = { registry, chats, newId, now };
  const machine: Machine = { ...options, parts };
  return {
    parts,
    handle: (request) => inTime(request.channel, handle(machine, request), () => tooLate(machine, request)),
    search: (request) => search(machine, request),
    home: async (asked) => {
      const found = await known(machine, { ...asked, boutique: null, room: null });
      const visitor = { person: found.person, channel: asked.channel };
      return transaction(options.connection, (db) => homePage(parts, visitor, db));
    },
    asks: (interaction) => registry.interaction(interaction)?.interaction.type === 'ask',
    opens: (name) => opens(registry.interaction(name)?.interaction),
    // A chat may ask by itself, so whoever looks is neither introduced nor thought to have come over.
    shown: async (asked, topic) => {
      const { person } = await lookup(options.connection, { ...asked, boutique: null }, now());
      return person && shownTo(options.connection, { ...asked, person }, topic);
    },
    say: (asked, saying) => sayOnce(machine, asked, saying),
  };
}

const opens = (interaction: Interaction | undefined): boolean =>
  interaction?.type === 'ask' || interaction?.looks === true;

async function handle(machine: Machine, request: Request): Promise<Answer> {
  try {
    const wanted = routeOf(machine.parts.registry, request);
    const { connection } = machine;
    if (request.type === 'submission') return await submit(machine, request, wanted);
    if (wanted.registered.interaction.type === 'ask') {
      const found = await known(machine, wanted.key);
      return await openForm(machine, momentOf(machine, wanted, found, connection.prisma, request), wanted);
    }
    return await asKnown(machine, wanted, (db, found) =>
      perform(machine, request, momentOf(machine, wanted, found, db, request), wanted),
    );
  } catch (error) {
    return await refusalOf(machine, request, error);
  }
}

type Known = Found & { readonly person: Person };

/** The person behind an account, introduced on their first visit. */
async function known(machine: Machine, key: LookupKey): Promise<Known> {
  return orIntroduced(machine, key, async () => {
    const { person, ...found } = await lookup(machine.connection, key, machine.now());
    if (person && found.cameOver) await markUsed(machine.connection.prisma, key, machine.now());
    return person && { person, ...found };
  });
}

/** In one transaction, in which who they are and what they may is asked too. */
async function asKnown(
  machine: Machine,
  { key }: Wanted,
  work: (db: Database, found: Known) => Promise<Answer>,
): Promise<Answer> {
  return orIntroduced(machine, key, () =>
    transaction(machine.connection, async (db) => {
      const { person, ...found } = await lookupWithin(db, key, machine.now());
      if (person && found.cameOver) await markUsed(db, key, machine.now());
      return person && work(db, { person, ...found });
    }),
  );
}

/** Tries again where it came to nothing because we had not met them. */
async function orIntroduced<T>(
  { connection, parts, whoIs }: Machine,
  key: LookupKey,
  attempt: () => Promise<T | null>,
): Promise<T> {
  const first = await attempt();
  if (first !== null) return first;

  await introduce(parts, connection, whoIs(key.channel as Request['channel']), key);
  const second = await attempt();
  if (second !== null) return second;
  throw denied('left', 'Your account is no longer active in Vitrine. Ask your operations manager.');
}

function momentOf(machine: Machine, { route }: Wanted, found: Known, db: Database, request: Request): Moment {
  return {
    actor: found.person,
    boutique: found.boutique,
    subject: route.subject,
    now: machine.now(),
    db,
    through: request.channel,
    quoted: request.type === 'shortcut' ? quotedFrom(request) : null,
  };
}

/** As much as a field holds; null where the message has no words: a picture. */
function quotedFrom({ message }: Pointing): string | null {
  const words = shortened(storable(message.text).trim(), LONGEST_TEXT);
  return words === '' ? null : words;
}

async function openForm({ parts, connection }: Machine, moment: Moment, wanted: Wanted): Promise<Answer> {
  const read = await admitted(parts, moment, wanted);
  if (read) await transaction(connection, (db) => act(parts, { ...moment, db }, async (context) => read(context)));
  return formAnswer(parts, asking(parts, moment), wanted.registered.interaction, wanted.route);
}

/** Whoever may neither do this nor see what it is about is refused. Of what is restricted, that they read it is to be put on record. */
async function admitted(
  parts: Parts,
  moment: Moment,
  wanted: Wanted,
): Promise<((context: Pick<Context, 'record'>) => void) | null> {
  const { registered, route } = wanted;
  await mustBeAllowed(parts, moment, registered.interaction, route);
  if (registered.interaction.takesWords) return null;
  const record = await recordOf(parts, wanted, moment.db);
  if (!(await mustSee(moment.db, moment.actor, record))) return null;
  return (context) => context.record('restricted.read', record, { how: route.interaction });
}

async function formAnswer(
  parts: Parts,
  asked: Asking<Boutique | null>,
  interaction: Interaction,
  route: Route,
): Promise<Answer> {
  if (interaction.type !== 'ask') throw new Error(`${route.interaction} asks nothing`);
  // Without a boutique only where the question makes sense without one: `mustBeAllowed` has seen to that.
  const context = asked as Asking;
  const form = typeof interaction.form === 'function' ? await interaction.form(context) : interaction.form;
  return {
    type: 'form',
    form,
    prefill: await prefillOf(interaction, form, context),
    route: { ...route, boutique: asked.boutique?.code ?? null, instance: parts.newId() },
  };
}

/** A press or a command, done at once. A press that is repeated gets the first one's answer. */
async function perform(machine: Machine, request: Request, moment: Moment, wanted: Wanted): Promise<Answer> {
  const { interaction } = wanted.registered;
  const read = await admitted(machine.parts, moment, wanted);
  if (interaction.type === 'ask') throw new Error(`${wanted.route.interaction} asks first`);

  const work = async () => {
    const outcome = await act(machine.parts, moment, (context) => {
      read?.(context);
      return interaction.type === 'run' ? interaction.run(withBoutique(context)) : interaction.run(context);
    });
    return answerOf(machine.parts, moment, wanted, outcome);
  };
  const { interaction: name, subject } = wanted.route;
  return request.type === 'press' && !interaction.looks
    ? once(moment, `press:${moment.actor.id}:${name}:${subject}`, work)
    : work();
}

/** A form that comes back. It is read by the questions of this moment, and saved, or nothing happened. */
async function submit(machine: Machine, request: Submission, wanted: Wanted): Promise<Answer> {
  return asKnown(machine, wanted, async (db, found) => {
    const moment = { ...momentOf(machine, wanted, found, db, request), shown: Object.keys(request.raw) };
    const { interaction } = wanted.registered;
    const seen = await admitted(machine.parts, moment, wanted);
    if (interaction.type !== 'ask') throw new Error(`${wanted.route.interaction} asks nothing`);

    const digest = createHash('sha256').update(JSON.stringify(request.raw)).digest('hex');
    return once(
      moment,
      `form:${found.person.id}:${request.route.interaction}:${request.route.instance}:${digest}`,
      async () => {
        const context = asking(machine.parts, moment) as Asking;
        const form = typeof interaction.form === 'function' ? await interaction.form(context) : interaction.form;
        const read = readAnswers(form, request.raw);
        if ('corrections' in read) return { type: 'corrections', corrections: read.corrections };
        const outcome = await act(machine.parts, moment, (acting) => {
          seen?.(acting);
          return interaction.submit(read.answers, interaction.anywhere ? (acting as Context) : withBoutique(acting));
        });
        return answerOf(machine.parts, moment, wanted, outcome);
      },
    );
  });
}

/** One effect and one answer for each key. What did nothing, such as corrections or a question after a press, may come again. */
async function once({ db, now }: Moment, key: string, work: () => Promise<Answer>): Promise<Answer> {
  const before = await claim(db, key, now);
  if (before) return before as unknown as Answer;

  const answer = await work();
  const didNothing = answer.type === 'corrections' || (answer.type === 'form' && key.startsWith('press:'));
  if (didNothing) await release(db, key);
  // As it is drawn: what checks the answers is made anew when they come, and is no JSON.
  else await keepAnswer(db, key, answer as unknown as Json);
  return answer;
}

async function answerOf(
  parts: Parts,
  moment: Moment,
  { registered, route }: Wanted,
  outcome: Outcome,
): Promise<Answer> {
  if ('reply' in outcome) return { type: 'reply', card: outcome.reply };
  if ('done' in outcome) return { type: 'done' };

  const interaction = `${registered.capability}.${outcome.ask}`;
  const next = parts.registry.interaction(interaction);
  if (!next) throw new Error(`${interaction} is not registered`);
  const subject = outcome.subject;
  const context = asking(parts, { ...moment, subject, shown: null });
  return formAnswer(parts, context, next.interaction, { ...route, interaction, subject });
}

import type { Duration } from 'date-fns';
import type { Button, Card, Line } from '../chat/card.js';
import type { Attachment, Document } from '../chat/channel.js';
import type { Answers, FileReference, Form, RawAnswers } from '../chat/form.js';
import type { Database, Json } from '../database/client.js';
import type { TradingTime } from '../domain/approval.js';
import type { Boutique } from '../domain/boutique.js';
import type { Day } from '../domain/calendar.js';
import type { DepartmentRole, Person, Role } from '../domain/people.js';
import type { PlaceCalendar } from '../domain/place-calendar.js';
import type { Refusal } from '../domain/refusal.js';

export type { FileReference } from '../chat/form.js';
export type { Database, Json } from '../database/client.js';

/**
 * One thing the assistant can do for a boutique: its commands, the buttons on its cards, who must approve.
 * Data and small functions; nothing here knows Slack, Teams, cron or Prisma.
 */
export interface Capability {
  /** Also the folder name and the prefix of its action ids: `stock-counts`. */
  readonly name: string;
  readonly title: string;
  /** What people type, without the slash: `count`; the words after it choose: `count open`. */
  readonly commands: Readonly<Record<string, Interaction>>;
  /** What people pick beside a message in a chat. The name is what Slack and Teams know it by: `report-anomaly`. */
  readonly shortcuts: Readonly<Record<string, Shortcut>>;
  /** What the buttons on its cards do: `close-zone` becomes `stock-counts.close-zone`. */
  readonly actions: Readonly<Record<string, Interaction>>;
  // biome-ignore lint/suspicious/noExplicitAny: each approval has a subject of its own; `approval()` has checked it
  readonly approvals: readonly Approval<any>[];
  /** Work that outlasts a request: committed with the request that asks for it, run by the job queue. */
  // biome-ignore lint/suspicious/noExplicitAny: each job has an input of its own; `job()` has checked it
  readonly jobs: Readonly<Record<string, Job<any, any>>>;
  /** What a button's subject belongs to: the count of a round. A refusal is on record under it; otherwise under the subject. */
  readonly about?: (subject: string, db: Database) => Promise<string | null>;
  /** What waits for this person; Home and the inbox show it. */
  readonly waiting: (person: Person, db: Database) => Promise<readonly Waiting[]>;
  /** What this person asked for and what became of it, the newest first. */
  readonly asked?: (person: Person, db: Database) => Promise<readonly Entry[]>;
  /** What fits to these words of what this person may see, the newest first. What is restricted is left out by the engine too. */
  readonly find?: (words: readonly string[], person: Person, db: Database) => Promise<readonly Entry[]>;
  /** What is open at each boutique, for whoever answers for several: one query, however many there are. What its reminders say is late is counted by the engine, and not here again. */
  readonly attention?: (now: Date, db: Database) => Promise<readonly Attention[]>;
  /** A chat's home page for the actor; one capability has it. */
  readonly home?: (context: Context<Boutique | null>) => Promise<Home>;
  /** What the demo network begins with of it; done once. */
  readonly demo?: (context: Context<Boutique | null>) => Promise<void>;
  /** What time alone brings: escalations, reminders, a month that ended. */
  readonly timed?: readonly Timed[];
  /** What people and boutiques owe by a day, said in the morning until it is done. */
  // biome-ignore lint/suspicious/noExplicitAny: each reminder has facts of its own; `reminder()` has checked it
  readonly reminders?: readonly Reminder<any>[];
}

export interface Home {
  readonly title: string;
  /** As a page that has room. */
  readonly cards: readonly Card[];
  /** The same where there is no page: as few messages as will do. */
  readonly messages: readonly Card[];
}

/** A thing in a list: one line, and at most one button. */
export interface Entry {
  /** By code; null where it is the network's. */
  readonly boutique: string | null;
  /** What it is, as the audit trail calls it: who may see it is asked by this. */
  readonly record: string;
  readonly since: Date;
  readonly line: (boutique: Boutique | null, now: Date) => Line;
  readonly button?: Button;
}

export interface Waiting extends Entry {
  readonly urgency: Urgency;
  readonly button: Button;
  /** Where there is more to see and to press than a line: Home shows it whole. */
  readonly card?: (boutique: Boutique) => Card;
}

/** `now`: somebody or something is in danger; `today`: others wait for it; `soon`: the rest. */
export type Urgency = 'now' | 'today' | 'soon';

/** Why a boutique needs attention: "2 counts late". */
export interface Attention {
  readonly boutique: string;
  /** Adds up over capabilities: 10 for what can't wait, 3 for what is late, 1 for what is merely open. */
  readonly weight: number;
  readonly words: string;
  /** Where it speaks of records that may be restricted: it is left out for whoever may not see them all. */
  readonly records?: readonly string[];
}

/** Looked at every minute. A bot that slept catches up with what is still owed. */
export interface Timed {
  readonly name: string;
  /** Everything that is owed now, over the whole network, in queries whose number does not grow with it. */
  readonly due: (now: Date, db: Database) => Promise<readonly Due[]>;
  /** Does it, once for each key, in a transaction of its own. The actor is nobody. Looks again whether it is still owed. */
  readonly act: (due: Due, context: Context<Boutique | null>) => Promise<void>;
}

export interface Due {
  /** Of this one thing at this one time: `ANOMALY/acknowledge/2`. What was done under it is not done again. */
  readonly key: string;
  readonly boutique: string | null;
  readonly subject: string;
}

/**
 * What a place owes: cron says when we look, `due` alone what is owed, a unique key that it is said once. What is no
 * longer owed ends at the next look, or at once where the capability calls `settle`.
 */
export interface Reminder<Fact = unknown> {
  /** Within its capability: `monthly-check`. */
  readonly name: string;
  /** In settings and in what managers try out: "AML monthly check". */
  readonly title: string;
  /** When we look, on the clocks of each place: `BEFORE_MORNING`, unless it can be critical. */
  readonly cron: string;
  /** Whose duties these are: of each boutique, or of the network as a whole, whose place has no code. */
  readonly places: 'boutiques' | 'network';
  /** What `due` needs to know of all these places at once, by code; the network's under "". The number of queries does not grow with them. */
  readonly facts: (places: readonly Place[], now: Date, db: Database) => Promise<ReadonlyMap<string, Fact>>;
  /** Pure: everything that this place owes today. */
  readonly due: (place: Place, today: Day, fact: Fact | undefined) => readonly Owed[];
  /** Who hears, one after the other; a rung is climbed while nobody has said that they saw it. At least one. */
  readonly ladder: readonly Rung[];
  /** Said in the boutique's channel too, unless a boutique set it otherwise; `never`: none can, it is nothing for everybody there. */
  readonly channel?: boolean | 'never';
}

/** A boutique, or the network. */
export interface Place {
  /** Null: the network. */
  readonly code: Boutique['code'] | null;
  readonly name: string;
  readonly timeZone: string;
  readonly calendar: PlaceCalendar;
}

/** Said once for each level of its subject: a level overtakes the one before. */
export interface Owed {
  /** Of this one thing at this place: "2026-10". */
  readonly subject: string;
  readonly level: 'upcoming' | 'due' | 'late';
  readonly on: Day | null;
  /** `normal`: in the morning with everything else; `urgent`: in the morning, apart; `critical`: at once, at any hour. `normal` where it is left out. */
  readonly weight?: 'normal' | 'urgent' | 'critical';
  /** Whose it is; otherwise whoever has the role of the first rung. */
  readonly owner?: Person['id'];
  /** One line says it, the place's name included where one person may answer for several. */
  readonly line: Line;
  /** Does it now. */
  readonly button: Button;
  /** What it is about, as the audit trail calls it, where that may be restricted. */
  readonly record?: string;
}

export interface Rung {
  readonly to: Role;
  /** Days on which the place is open, since the rung below was told; for what is critical, hours of the clock. 0 for the first. Silence about what is only upcoming takes it nowhere. */
  readonly after: { readonly openDays: number } | { readonly hours: number };
}

/** Before anybody's morning, and at an hour that no clock change leaves out. */
export const BEFORE_MORNING = '30 4 * * *';

/** Somebody points at a message: the command's form opens, and its `prefill` has the words. */
export interface Shortcut {
  /** At most 24 characters: "Report as anomaly". */
  readonly title: string;
  /** One that asks. */
  readonly command: string;
}

/** Either a question and what to do with the answers, or something done at once. */
// biome-ignore lint/suspicious/noExplicitAny: each question has a form of its own; `ask()` has checked it
export type Interaction = Ask<any> | Run | RunAnywhere;

interface Permitted {
  /** Shown where people look commands up. */
  readonly summary: string;
  readonly allow: readonly Role[];
  /** Who else may, for this one subject: somebody who was named for it. */
  readonly also?: (asking: Asking) => Promise<boolean>;
  /** What follows the command is no boutique but words, its subject: `vitrine find safe door`. */
  readonly takesWords?: true;
}

export interface Ask<F extends Form = Form> extends Permitted {
  readonly type: 'ask';
  /** Makes sense without a boutique too: `askAnywhere`. */
  readonly anywhere?: true;
  /** Choices may come from data: the zones of this boutique. Made again, and checked again, when the answers come. */
  readonly form: F | ((asking: Asking) => Promise<F> | F);
  /** What we know already; it may come from data. */
  readonly prefill?: (asking: Asking) => Prefill<F> | Promise<Prefill<F>>;
  readonly submit: (answers: Answers<F>, context: Context) => Promise<Outcome>;
}

export type Prefill<F extends Form = Form> = Partial<Record<keyof F['fields'], RawAnswers[string]>>;

/** Asks what makes sense without a boutique too. */
export interface AskAnywhere<F extends Form = Form> extends Permitted {
  readonly form: F | ((asking: Asking<Boutique | null>) => Promise<F> | F);
  readonly prefill?: (asking: Asking<Boutique | null>) => Prefill<F> | Promise<Prefill<F>>;
  readonly submit: (answers: Answers<F>, context: Context<Boutique | null>) => Promise<Outcome>;
}

/** As an action, its subject names one act: a press that is repeated gets the first one's answer. */
export interface Run extends Permitted {
  readonly type: 'run';
  readonly looks?: true;
  readonly run: (context: Context) => Promise<Outcome>;
}

/** Makes sense without a boutique too; the context's is null where none is meant. */
export interface RunAnywhere extends Permitted {
  readonly type: 'run-anywhere';
  /** Only shows: every press is a new look. Otherwise a press that is repeated gets the first one's answer. */
  readonly looks?: true;
  readonly run: (context: Context<Boutique | null>) => Promise<Outcome>;
}

/** What the actor alone sees next. `ask` opens another of the capability's questions: an action's name and what it is about. */
export type Outcome =
  | { readonly reply: Card }
  | { readonly ask: string; readonly subject: string }
  | { readonly done: true };

/** While we ask, nothing changes: who, where, about what, when. */
export interface Asking<B = Boutique> {
  readonly actor: Person;
  /** From the card, else the words after the command, else the channel, else the actor's only one. */
  readonly boutique: B;
  /** What it is about: the button's subject. */
  readonly subject: string;
  readonly now: Date;
  readonly today: Day;
  /** Pass it to a store function; do not look inside. */
  readonly db: Database;
  /** The fields of the form that came back; null while it is still to be asked. A form whose questions come from data asks the same again. */
  readonly shown: readonly string[] | null;
  /** The words of the message that somebody pointed at, while the form is still to be asked; null otherwise. */
  readonly quoted: string | null;
  /** Every reminder there is. */
  readonly reminders: readonly KnownReminder[];
}

/** One request, one moment, one transaction. It commits or nothing happened. */
export interface Context<B = Boutique> extends Asking<B> {
  readonly newId: () => string;
  /**
   * Tells others; leaves once the transaction commits. The same topic replaces the earlier message in every chat it
   * went to, and a revision that is overtaken before it leaves is never sent.
   */
  readonly tell: (audience: Audience, card: Card, options?: TellOptions) => void;
  /** Starts an approval: the first step's approvers receive the card with its buttons. */
  readonly propose: <S extends Subject>(approval: Approval<S>, subject: S) => Promise<void>;
  /** Shows the card of an approval anew to those who decide: what it is about has changed. */
  readonly refresh: <S extends Subject>(approval: Approval<S>, subject: S) => Promise<void>;
  /** Refuses, in words, whoever may not decide on this at this moment: for what else they do from the card. */
  readonly mustDecide: <S extends Subject>(approval: Approval<S>, subject: S) => Promise<void>;
  /** There is nothing left to decide: every card says why. */
  readonly withdraw: <S extends Subject>(approval: Approval<S>, subject: S, why: string) => Promise<void>;
  /** It is done: what was said of it in this reminder ends, in every message that still asks for it; while a look is under way, as soon as that has ended. By capability and name: `aml-checks/monthly-check`. */
  readonly settle: (reminder: string, subjects: readonly string[]) => void;
  /** Asks for a job, in this transaction: `stock-counts.read-file`. It runs as the same actor, at the same boutique or at the one that is named; by the queue, or at the end of this act where it is `atOnce`. */
  readonly later: (job: string, input: Json, boutique?: Boutique['code']) => void;
  /** From now on only these see the record, everywhere; who has had it in a message sees there that it is closed to them. On record. */
  readonly restrict: (record: string, to: Restricted) => Promise<void>;
  /** Of these records, those that this person may see. What is restricted among them is recorded as read. */
  readonly reading: (records: readonly string[]) => Promise<ReadonlySet<string>>;
  /** What all capabilities have for the actor. What they may not see is left out; what is restricted is recorded as read. */
  readonly across: Across;
  /** Writes the audit trail: `stock-counts.opened`. */
  readonly record: (event: string, subject: string, facts?: Facts, change?: Change) => void;
}

/** Who may see a restricted record: roles are meant at its boutique or across the network. */
export interface Restricted {
  readonly roles: readonly Role[];
  readonly people: readonly Person['id'][];
}

/** Over all capabilities, the approvals included. */
export interface Across {
  /** The most urgent first. `whole` where their cards will be shown: what a decision's card shows counts as seen. */
  readonly waiting: (options: { readonly whole: boolean }) => Promise<readonly Placed<Waiting>[]>;
  readonly asked: () => Promise<readonly Placed<Entry>[]>;
  readonly find: (words: string) => Promise<readonly Placed<Entry>[]>;
  /** The boutique that needs it most first. */
  readonly attention: () => Promise<readonly { readonly boutique: Boutique; readonly words: readonly string[] }[]>;
  /** What the actor may do here. */
  readonly commands: () => readonly KnownCommand[];
  /** What the actor owes by a day, the most pressing first, and what they passed on; what is put off too. */
  readonly owed: () => Promise<readonly Placed<OwedEntry>[]>;
  /** What is late at each of the boutiques that the actor answers for, where it is most first. */
  readonly late: () => Promise<readonly { readonly boutique: Boutique; readonly late: readonly LateLine[] }[]>;
}

/** What is late, whoever owes it. */
export interface LateLine {
  /** The id of the reminder, as in `OwedEntry`. */
  readonly reminder: string;
  readonly line: Line;
}

/** As it stands in a morning's message. */
export interface OwedEntry extends Entry {
  readonly reminder: string;
  /** What has become of it: "Seen by Inès Laurent, 9:12 AM". Empty where nothing has. */
  readonly state: string;
  readonly buttons: readonly Button[];
  readonly passedOn: boolean;
}

export interface KnownReminder {
  /** `aml-checks/monthly-check`. */
  readonly name: string;
  readonly title: string;
  /** The title of its capability. */
  readonly part: string;
  readonly places: Reminder['places'];
  /** Whether it is said in a boutique's channel too, where the boutique has not set it otherwise; `never`: nowhere. */
  readonly channel: boolean | 'never';
}

export interface KnownCommand {
  readonly words: string;
  readonly summary: string;
  /** The title of its capability. */
  readonly part: string;
}

export interface Placed<E extends Entry> {
  readonly entry: E;
  readonly boutique: Boutique | null;
}

/** What an act changed, and why, where that is more than its facts. */
export interface Change {
  readonly before?: Json;
  readonly after?: Json;
  readonly reason?: string;
  /** What is too long for the trail and must not change either, every line of a batch: its SHA-256 goes on record. */
  readonly content?: string;
}

/** A job runs once; what it does in its transaction is done once. */
export interface Job<Input extends Json = Json, Fetched = undefined> {
  /**
   * Needs nothing from outside, and what is said meanwhile builds on it: done at the end of the transaction that asks. It
   * tells nobody: by then the trail is held, which others take last, and two would wait for each other.
   */
  readonly atOnce?: true;
  /** Jobs of one queue are done one after another: those that wait for the same would else hold up all others. */
  readonly queue?: string;
  /** Makes sense without a boutique too: `jobAnywhere`. */
  readonly anywhere?: true;
  /** Reads what lies outside, with no transaction open. A refusal is handed on to `run`; anything else is tried again. */
  readonly fetch?: (input: Input, files: Files) => Promise<Fetched>;
  readonly run: (input: Input, fetched: Fetched | Refusal, context: Context) => Promise<void>;
}

/** Work that makes sense without a boutique too. */
export interface JobAnywhere<Input extends Json = Json, Fetched = undefined>
  extends Pick<Job<Input, Fetched>, 'fetch' | 'queue'> {
  readonly run: (input: Input, fetched: Fetched | Refusal, context: Context<Boutique | null>) => Promise<void>;
}

export interface Files {
  /** Throws a refusal where the file can't be had or is too large. */
  readonly read: (file: FileReference) => Promise<Uint8Array>;
}

export interface TellOptions {
  readonly topic?: string;
  /** The record it shows. Where that is restricted, nobody else gets it, and no channel but a department's that may see it. */
  readonly about?: string;
  readonly attachments?: readonly Attachment[];
  /** Those that the card shows and that are not kept yet, each under an id of the capability's own; at most 18,000 bytes each, or they go along as documents. */
  readonly pictures?: readonly Document[];
  /** It speaks of several boutiques or of none: its buttons say themselves which they are about. */
  readonly placed?: true;
}

/** For the trail: ids and figures, never a client's name. */
export type Facts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** `boutique-channel` is the channel of the context's boutique; roles are meant at that boutique or across the network. */
export type Audience =
  | { readonly person: Person['id'] }
  | { readonly role: Role }
  | { readonly department: DepartmentRole }
  | 'boutique-channel'
  /** Only those who already have a message of this topic. */
  | 'who-was-told';

export interface Subject {
  readonly id: string;
  /** Nobody of these may decide: who asked, who counted, who recounted. */
  readonly notBy: readonly Person['id'][];
}

/** Who must agree, in order. Silence passes it up; where nobody at a step may decide, it passes up at once, on record. */
export interface Approval<S extends Subject = Subject> {
  readonly name: string;
  readonly steps: readonly ApprovalStep<S>[];
  /** What a decision is called on the buttons. */
  readonly words: { readonly approve: string; readonly reject: string; readonly reasonHint: string };
  readonly find: (db: Database, id: string) => Promise<S>;
  readonly card: (subject: S, boutique: Boutique) => Card;
  /** Documents that go with the card. */
  readonly attachments?: (subject: S, boutique: Boutique) => readonly Attachment[];
  /** Why it can't be approved yet: a cause is missing. Its button comes alive when nothing is. */
  readonly ready?: (subject: S) => Refusal | null;
  /** What else whoever decides may do from the card: name the causes. */
  readonly actions?: (subject: S) => readonly Button[];
  /** Somebody was shown the card: they know what is in it. */
  readonly shown?: (subject: S, people: readonly Person['id'][], context: Context) => Promise<void>;
  readonly approved: (subject: S, context: Context) => Promise<void>;
  readonly rejected: (subject: S, reason: string, context: Context) => Promise<void>;
}

export interface ApprovalStep<S extends Subject = Subject> {
  readonly by: Role;
  /** How long before silence passes it up, at any hour or while the boutique trades. */
  readonly within: Duration | TradingTime;
  /** Where it is left out, the step applies always. */
  readonly when?: (subject: S) => boolean;
}

/** Identity functions: they cost nothing at run time and check everything at compile time. */
export const capability = <C extends Capability>(definition: C): C => definition;
export const ask = <F extends Form>(definition: Omit<Ask<F>, 'type'>): Ask<F> => ({ type: 'ask', ...definition });
/** As `ask`, where the boutique is null if none is meant. */
export const askAnywhere = <F extends Form>(definition: AskAnywhere<F>): Ask<F> => ({
  type: 'ask',
  anywhere: true,
  ...definition,
});
export const run = (definition: Omit<Run, 'type'>): Run => ({ type: 'run', ...definition });
export const runAnywhere = (definition: Omit<RunAnywhere, 'type'>): RunAnywhere => ({
  type: 'run-anywhere',
  ...definition,
});
export const job = <Input extends Json, Fetched = undefined>(definition: Job<Input, Fetched>): Job<Input, Fetched> =>
  definition;
export const jobAnywhere = <Input extends Json, Fetched = undefined>(
  definition: JobAnywhere<Input, Fetched>,
): Job<Input, Fetched> => ({ anywhere: true, ...definition });
export const approval = <S extends Subject>(definition: Approval<S>): Approval<S> => definition;
export const reminder = <Fact>(definition: Reminder<Fact>): Reminder<Fact> => definition;

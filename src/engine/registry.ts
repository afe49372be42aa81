import type { Approval, Capability, Interaction, Job, Reminder, Timed } from './capability.js';

/** Every name there is, looked up by what comes back from a chat. */
export interface Registry {
  readonly capabilities: readonly Capability[];
  readonly interaction: (name: string) => Registered | null;
  /** The longest command that the words begin with, and what is left of them. */
  readonly command: (words: string) => { readonly name: string; readonly rest: string } | null;
  readonly commands: readonly string[];
  /** The command whose form a shortcut opens. */
  readonly shortcut: (name: string) => string | null;
  readonly approval: (name: string) => Approval | null;
  readonly job: (name: string) => Job | null;
}

export interface Registered {
  readonly interaction: Interaction;
  /** Its prefix for the actions of the same capability. */
  readonly capability: string;
}

/** Names are unique, and nobody may be left to decide on their own request alone: approvals end above a boutique. */
export function createRegistry(
  capabilities: readonly Capability[],
  engineActions: Readonly<Record<string, Interaction>>,
  engineJobs: Readonly<Record<string, Job>> = {},
): Registry {
  const interactions = new Map<string, Registered>();
  const approvals = new Map<string, Approval>();
  const jobs = new Map<string, Job>(Object.entries(engineJobs));
  const shortcuts = shortcutsOf(capabilities);
  const add = (name: string, interaction: Interaction, capability: string) => {
    if (interactions.has(name)) throw new Error(`two interactions are called ${name}`);
    interactions.set(name, { interaction, capability });
  };

  for (const [name, interaction] of Object.entries(engineActions)) add(name, interaction, 'engine');
  for (const { name, commands, actions, approvals: asked, jobs: work, timed = [], reminders = [] } of capabilities) {
    mustDiffer(name, timed);
    mustDiffer(name, reminders);
    for (const each of reminders) mustClimb(name, each);
    for (const [command, interaction] of Object.entries(commands)) add(command, interaction, name);
    for (const [action, interaction] of Object.entries(actions)) add(`${name}.${action}`, interaction, name);
    for (const [job, each] of Object.entries(work)) jobs.set(`${name}.${job}`, mustBeOneKind(job, each));
    for (const approval of asked) approvals.set(approval.name, checked(approval));
  }

  const commands = capabilities.flatMap((each) => Object.keys(each.commands));
  return {
    capabilities,
    commands,
    interaction: (name) => interactions.get(name) ?? null,
    command: (words) => longestCommand(commands, words),
    approval: (name) => approvals.get(name) ?? null,
    shortcut: (name) => shortcuts.get(name) ?? null,
    job: (name) => jobs.get(name) ?? null,
  };
}

/** What was done is kept by their names, so one would be taken for the other. */
function mustDiffer(capability: string, timed: readonly Pick<Timed, 'name'>[]): void {
  const names = new Set(timed.map(({ name }) => name));
  if (names.size < timed.length) throw new Error(`${capability}: two things that time brings have one name`);
}

function mustBeOneKind(name: string, job: Job): Job {
  if (job.atOnce && (job.fetch || job.queue)) throw new Error(`${name}: what is done at once neither reads nor queues`);
  return job;
}

function mustClimb(capability: string, { name, ladder }: Reminder): void {
  if (ladder.length === 0) throw new Error(`${capability}/${name}: nobody hears of it`);
}

/** Makes sense without a boutique too. */
export const isAnywhere = (interaction: Interaction): boolean =>
  interaction.type === 'run-anywhere' || (interaction.type === 'ask' && interaction.anywhere === true);

function longestCommand(commands: readonly string[], words: string): { name: string; rest: string } | null {
  const said = words.trim().replace(/\s+/g, ' ');
  const matching = commands.filter((name) => said.toLowerCase() === name || said.toLowerCase().startsWith(`${name} `));
  const name = matching.sort((a, b) => b.length - a.length)[0];
  return name === undefined ? null : { name, rest: said.slice(name.length).trim() };
}

/** Teams knows commands and shortcuts by one kind of name, so neither may be called like the other. */
function shortcutsOf(capabilities: readonly Capability[]): ReadonlyMap<string, string> {
  const taken = new Set(capabilities.flatMap(({ commands }) => Object.keys(commands)));
  const found = new Map<string, string>();
  for (const { commands, shortcuts } of capabilities)
    for (const [name, { title, command }] of Object.entries(shortcuts)) {
      if (taken.has(name)) throw new Error(`two commands or shortcuts are called ${name}`);
      if (commands[command]?.type !== 'ask') throw new Error(`${name}: /${command} is no command that asks`);
      if (title === '' || title.length > LONGEST_TITLE) throw new Error(`${name}: its title is none that Slack shows`);
      taken.add(name);
      found.set(name, command);
    }
  return found;
}

/** In characters; Slack takes no more. */
const LONGEST_TITLE = 24;

function checked(approval: Approval): Approval {
  const last = approval.steps.at(-1);
  if (!last || last.by === 'associate' || last.by === 'store-manager') {
    throw new Error(`${approval.name}: the last step must be above the boutique`);
  }
  return approval;
}

import { setTimeout as pause } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import { type Config, loadEnvFile, newId, now, readConfig, readTeamsAppId } from './config.js';
import { whyAway } from './database/away.js';
import type { Connection } from './database/client.js';
import { StartError } from './database/start-error.js';
import { Refusal } from './domain/refusal.js';
import { openDatabase, projectFile, projectFiles } from './project.js';

const say = (line: string): void => console.log(line);
const complain = (line: string): void => console.error(line);

/** What was not well ends with 1. */
const finish = (well: boolean): void => {
  if (!well) process.exitCode = 1;
};

// What a command needs is loaded with it: the others, and words about a mistake, need not wait for that.
const program = new Command('vitrine').description(
  'The assistant of jewellery boutiques, in Slack and Microsoft Teams.',
);

program
  .command('start', { isDefault: true })
  .description('start the bot; without Slack and Teams, the playground')
  .action(() => startUp(readConfig()));

program
  .command('migrate')
  .description('bring the database up to date, and nothing else')
  .action(async () => withDatabase(async () => say('The database is up to date.')));

const network = program.command('network').description('who works where');
network
  .command('apply')
  .description('make the network what a YAML file says; shows what changes')
  .argument('<file>', 'the network as YAML')
  .option('--dry-run', 'show what would change, and change nothing')
  .action(async (file: string, { dryRun = false }) => {
    const { applyFile } = await import('./commands/network.js');
    finish(await applyFile(file, { dryRun, ...desk() }));
  });

const imports = program.command('import').description('files of the register system');
imports
  .command('stock')
  .description("import an export of one or more boutiques' whole stock")
  .argument('<file>', 'CSV or tab-separated text')
  .option('--boutique <code>', 'the boutique, where the file does not say')
  .option(
    '--at <time>',
    'the time the export speaks of, such as 2026-11-27T09:00-05:00; otherwise the time of the file',
    moment,
  )
  .action(async (file: string, order) => {
    const { importFile } = await import('./commands/stock.js');
    finish(await importFile(file, { ...order, ...desk() }));
  });

program
  .command('doctor')
  .description('look at everything a bot needs, and say what to do about what is missing')
  .action(async () => {
    const { doctor } = await import('./commands/doctor.js');
    finish(await doctor(readConfig(), { ...projectFiles, now: now(), newId, say }));
  });

const counts = program.command('count').description('stock counts');
counts
  .command('export')
  .description('write everything about a count into a new folder, for an auditor or an insurer')
  .argument('<id>', 'its id, or how it begins')
  .option('--to <folder>', 'a folder that is not there yet')
  .option('--for <email>', 'of a restricted count: who gets it; on record as a read of theirs')
  .action((id: string, { to, for: reader }: { readonly to?: string; readonly for?: string }) =>
    withDatabase(async (connection) => {
      const { exportCount } = await import('./commands/count-export.js');
      const { operator } = await import('./commands/operator.js');
      const order = { id, by: operator(), now: now(), ...(to && { to }), ...(reader && { for: reader }) };
      const { folder, files, sha256 } = await exportCount(connection, order);
      say(`${files.length} files are in ${folder}`);
      say(`manifest.json ${sha256}`);
    }),
  );

const audit = program.command('audit').description('the trail of every act');
audit
  .command('verify')
  .description('check that no entry was changed, removed or put in between')
  .option('--boutique <code>', 'the chain of one boutique')
  .option('--from <head...>', 'what a report prints, such as MADISON:41:3fa94c0d1b2e7f60; several are welcome')
  .action((order) =>
    withDatabase(async ({ prisma }) => {
      const { verifyAudit } = await import('./commands/audit.js');
      finish(await verifyAudit(prisma, order, { say, complain }));
    }),
  );

const messages = program.command('messages').description('what the bot could not say');
messages
  .command('failed')
  .description('the messages of the last 30 days that nobody got, each with its reason')
  .action(() =>
    withDatabase(async (connection) => {
      const { listFailed } = await import('./commands/messages.js');
      await listFailed(connection, now(), { say });
    }),
  );
messages
  .command('resend')
  .description('send them again, once the reason is mended')
  .argument('[ids...]', 'some of the list; otherwise all of it')
  .action((ids: readonly string[]) =>
    withDatabase(async (connection) => {
      const [{ resend }, { operator }] = await Promise.all([
        import('./commands/messages.js'),
        import('./commands/operator.js'),
      ]);
      await resend(connection, { ids, by: operator(), now: now() }, { say });
    }),
  );

program
  .command('reminders')
  .description('what would be said on a day up to a time, to whom and why, if nothing is done before; nothing is sent')
  .requiredOption('--at <time>', 'such as "2026-11-23 09:00"')
  .option(
    '--zone <zone>',
    "on whose clocks, such as America/Chicago; otherwise the boutique's, or those of headquarters",
  )
  .option('--boutique <code>', 'only what is about this boutique')
  .action((order: { readonly at: string; readonly zone?: string; readonly boutique?: string }) =>
    withDatabase(async (connection) => {
      const { tryReminders } = await import('./commands/reminders.js');
      await tryReminders(connection, order, { chats: chatsOf(readConfig()), now: now(), newId, say });
    }),
  );

const packages = program.command('package').description('what an administrator uploads');
packages
  .command('teams')
  .description('write the app package for Microsoft Teams, with MICROSOFT_APP_ID filled in')
  .option('--to <folder>', 'where it is written', projectFile('../dist/package'))
  .option('--organization <name>', 'who offers the app, as Teams shows it; at most 32 characters')
  .option('--website <address>', 'a page of yours about it')
  .option('--privacy <address>', 'your privacy statement; otherwise the website')
  .option('--terms <address>', 'your terms of use; otherwise the website')
  .option('--app-version <version>', 'a higher one than before, such as 1.0.1')
  .action(async (order) => {
    const { packageTeams } = await import('./commands/teams-package.js');
    await packageTeams({ ...order, from: projectFiles.teams, appId: readTeamsAppId(), say });
  });

program
  .command('backup')
  .description('write the whole embedded database into a file, also while the bot runs')
  .argument('<file>', 'a file that is not there yet, such as vitrine-2026-11-27.gz')
  .action(async (file: string) => {
    const { backupCommand } = await import('./commands/backup.js');
    await backupCommand(readConfig(), file, { ...projectFiles, now: now(), newId, say });
  });

program
  .command('restore')
  .description('fill an empty embedded database from such a file, while no bot runs')
  .argument('<file>', 'a file that vitrine backup wrote')
  .action(async (file: string) => {
    const { restoreCommand } = await import('./commands/backup.js');
    await restoreCommand(readConfig(), file, { ...projectFiles, now: now(), newId, say });
  });

/** In the playground it is both. */
function chatsOf({ slack, teams }: Config): ('slack' | 'teams')[] {
  const configured = [...(slack ? (['slack'] as const) : []), ...(teams ? (['teams'] as const) : [])];
  return configured.length > 0 ? configured : ['slack', 'teams'];
}

/**
 * Also where the database does not answer; less than what waits for us before it kills. A start leaves nothing half done,
 * but for a server of our own, which has to be stopped.
 */
const LONGEST_STOP_MS = { starting: 3_000, running: 9_000 };

async function startUp(config: Config): Promise<void> {
  const { start } = await import('./main.js');
  let state: keyof typeof LONGEST_STOP_MS = config.databaseUrl === null ? 'running' : 'starting';
  const giveUp = new AbortController();
  const starting = start(config, say, { stopped: giveUp.signal });
  // From the first moment: what has been started must be stopped, also where the signal comes early or twice.
  const stop = async (signal: string) => {
    console.error(`${signal}: stopping…`);
    giveUp.abort();
    const stopped = starting
      .then((vitrine) => vitrine.stop())
      .then(
        () => 0,
        () => 0,
      );
    const code = await Promise.race([stopped, pause(LONGEST_STOP_MS[state], 1)]);
    if (code !== 0) console.error('Not everything ended in time. What was left is taken up again at the next start.');
    process.exit(code);
  };
  process.on('SIGINT', () => void stop('Ctrl-C'));
  process.on('SIGTERM', () => void stop('SIGTERM'));

  const started = await starting.catch((error: unknown) => {
    if (!giveUp.signal.aborted) throw error;
  });
  if (!started) return;
  state = 'running';
  say(greeting(config, started.address));
}

function greeting({ slack, teams }: Config, address: string): string {
  if (slack === null && teams === null) return `Vitrine’s playground is ready: ${address}/`;
  return [
    ...(slack && 'appToken' in slack
      ? [`Vitrine takes Slack’s requests by a line of its own; its health is at ${address}/readyz`]
      : []),
    ...(slack && !('appToken' in slack) ? [`Vitrine takes Slack’s requests at ${address}/slack/events`] : []),
    ...(teams ? [`Vitrine takes Teams’ requests at ${address}/api/messages`] : []),
  ].join('\n');
}

const desk = () => ({ withDatabase, now: now(), newId, say, complain });

async function withDatabase(work: (connection: Connection) => Promise<void>): Promise<void> {
  const { connect } = await import('./database/client.js');
  const database = await openDatabase(readConfig(), 'guest', say);
  const connection = connect(database.url);
  try {
    await work(connection);
  } finally {
    await connection.close();
    await database.stop();
  }
}

function moment(text: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw new InvalidArgumentError('Write a time such as 2026-11-27T09:00-05:00.');
  return at;
}

/** What a person can mend is one sentence; anything else is a bug and shows where. */
function inWords(error: unknown): string {
  if (error instanceof StartError) return error.message;
  if (error instanceof Refusal) return error.sentence;
  const { code, path } = error as { code?: string; path?: string };
  if (code === 'ENOENT' && path) return `There is no file ${path}.`;
  if (code === 'EACCES' && path) return `${path} may not be read by this account.`;
  const away = whyAway(error);
  if (away !== null) return away;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

loadEnvFile();
program.parseAsync().catch((error: unknown) => {
  console.error(inWords(error));
  process.exit(1);
});

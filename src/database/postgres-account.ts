import { stat } from 'node:fs/promises';
import { type Account, run } from './run.js';
import { StartError } from './start-error.js';

/** PostgreSQL refuses to be root, so then it runs as the owner of its data, or as a user of the system's or ours. */
export async function chooseAccount(cluster: string): Promise<Account> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(cluster).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await lookUp('postgres')) ?? (await lookUp('vitrine')) ?? (await createAccount());
}

/** Asks the system rather than reading modes: it also knows groups, access lists and containers. */
export async function canEnter(account: Account, folder: string): Promise<boolean> {
  return (await run('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], account)).code === 0;
}

async function lookUp(name: string): Promise<Account> {
  const [uid, gid] = await Promise.all([run('id', ['-u', name], null), run('id', ['-g', name], null)]);
  if (uid.code !== 0 || gid.code !== 0) return null;
  return { uid: Number(uid.output), gid: Number(gid.output) };
}

async function createAccount(): Promise<Account> {
  const home = ['--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin'];
  const { output } = await run('useradd', ['--system', '--user-group', ...home, 'vitrine'], null);
  const account = await lookUp('vitrine');
  if (account) return account;
  const reason = output ? ` (${output})` : '';
  throw new StartError(
    `PostgreSQL can't run as root and no user could be created for it${reason}: run Vitrine as an ordinary user, or set DATABASE_URL.`,
  );
}

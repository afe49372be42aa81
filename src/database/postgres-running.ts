import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Place } from './postgres-place.js';
import { run } from './run.js';
import { StartError } from './start-error.js';

const breath = 100;

/** A note without a number may be about to get one. Where nobody can see who works on the cluster, it is given longer. */
const untilWritten = platform() === 'linux' ? 10 : 30;

/**
 * The port of the server that runs on this cluster now, whoever started it. Null once one may be started: what a dead
 * one left is out of the way, and its children are gone.
 */
export async function findServer(place: Place, patience = 100): Promise<number | null> {
  for (let tries = 0; tries < patience; tries++) {
    const note = await readNote(place);
    if (note === null) return null;
    const pid = numberIn(note);
    if (pid > 0 && (await runsOn(place.cluster, pid))) return Number(note.split('\n')[3]) || null;
    const isDead = pid > 0 || tries >= untilWritten;
    if (isDead && (await workersOn(place)).length === 0) {
      await clear(place, note, pid);
      return null;
    }
    await pause(breath);
  }
  throw new StartError(
    `The database in ${place.cluster} was killed, and parts of it still work: end these processes first, ${(await workersOn(place)).join(', ')}.`,
  );
}

const noteOf = ({ cluster }: Place): string => join(cluster, 'postmaster.pid');

/** What the server notes of itself; its number comes first. */
const readNote = (place: Place): Promise<string | null> => readFile(noteOf(place), 'utf8').catch(() => null);

const numberIn = (note: string): number => Number(/^\d+/.exec(note)?.[0] ?? 0);

/** A number alone says little: after a restart it may be somebody else's, and an unburied process still has one. */
async function runsOn(cluster: string, pid: number): Promise<boolean> {
  if (platform() === 'linux') {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes(cluster);
  }
  if (platform() !== 'win32')
    return (await run('ps', ['-o', 'command=', '-p', `${pid}`], null)).output.includes(cluster);
  return isTaken(pid);
}

function isTaken(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** PostgreSQL's processes stand in their data folder. Its own user may see where; root in a container may not. */
async function workersOn({ cluster, account }: Place): Promise<readonly string[]> {
  if (platform() !== 'linux') return [];
  const look = `for each in /proc/[0-9]*; do
    [ "$each/cwd" -ef "$1" ] && read -r name < "$each/comm" && [ "$name" = postgres ] && echo "\${each#/proc/}"
  done`;
  const { output } = await run('/bin/sh', ['-c', look, 'sh', cluster], account);
  return output.match(/^\d+$/gm) ?? [];
}

/** PostgreSQL reads the note of its dead predecessor, and removes it. In two cases it refuses to start instead. */
async function clear(place: Place, note: string, pid: number): Promise<void> {
  if (pid > 0 && isTaken(pid)) await disown(place, note);
  if (pid === 0 && (await readNote(place)) === note) await rm(noteOf(place), { force: true });
}

/**
 * It takes any living process with that number for its predecessor. We put a number there that no process has, and
 * leave the rest: from it, it still tells whether children of the dead server are at work. What is written is written
 * beside its place, for whoever is killed meanwhile leaves an empty file.
 */
async function disown(place: Place, note: string): Promise<void> {
  const draft = `${noteOf(place)}.${process.pid}`;
  await rm(draft, { force: true });
  await writeFile(draft, note.replace(/^\d+/, '2147483647'), { mode: 0o600 });
  if (place.account) await chown(draft, place.account.uid, place.account.gid);
  // Somebody who was faster may have started a server meanwhile.
  if ((await readNote(place)) === note) await rename(draft, noteOf(place));
  await rm(draft, { force: true });
}

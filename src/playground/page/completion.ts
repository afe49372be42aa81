import type { Workspace } from '../protocol.js';

export type Command = Workspace['commands'][number];

/** The commands that fit what is typed so far: only while the first word is being written, best match first. */
export function matchingCommands(commands: readonly Command[], typed: string): Command[] {
  if (!/^\/\S*$/.test(typed)) return [];
  const wanted = typed.toLowerCase();
  const starts = commands.filter(({ command }) => command.toLowerCase().startsWith(wanted));
  const holds = commands.filter(
    (entry) => !starts.includes(entry) && wanted.length > 1 && entry.command.toLowerCase().includes(wanted.slice(1)),
  );
  return [...starts, ...holds];
}

/** The command whose words are being written now, for its usage line. */
export function commandInUse(commands: readonly Command[], typed: string): Command | null {
  const [first] = typed.split(/\s/, 1);
  if (!first || !/^\/\S+\s/.test(typed)) return null;
  return commands.find(({ command }) => command.toLowerCase() === first.toLowerCase()) ?? null;
}

/** Enter on a whole command sends it, as in Slack; on a part of one it fills in the chosen one. */
export function isWholeCommand(commands: readonly Command[], typed: string): boolean {
  return commands.some(({ command }) => command.toLowerCase() === typed.trim().toLowerCase());
}

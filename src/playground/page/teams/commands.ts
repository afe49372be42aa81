import type { TeamsCommands, TeamsConversation } from '../../teams/protocol.js';

type Kind = TeamsConversation['kind'];

/** A command that can be chosen: its words are said to the bot, or its dialog opens. */
export type Choice =
  | { readonly kind: 'bot'; readonly title: string; readonly description: string }
  | { readonly kind: 'action'; readonly id: string; readonly title: string; readonly description: string };

/** What fits after `/`: while the first words are written, what begins so before what holds it. */
export function slashChoices(commands: TeamsCommands, kind: Kind, typed: string): readonly Choice[] {
  if (!typed.startsWith('/') || typed.includes('\n')) return [];
  const actions = commands.actions.filter(({ slash, context }) => slash && !context.every((one) => one === 'message'));
  const bot = commands.bot.filter(({ slash, scopes }) => slash && scopes.includes(kind));
  return fitting([...actions.map(asAction), ...bot.map(asBot)], typed.slice(1));
}

/** What stands behind a command's title: "/count open madison" asks for one boutique. */
export function restAfter(title: string, typed: string): string {
  const words = typed.replace(/^\//, '').trim();
  return words.toLowerCase().startsWith(`${title.toLowerCase()} `) ? words.slice(title.length).trim() : '';
}

/** What the app can be asked to open or be told here, for the menu of the message box. A dialog is the shorter way. */
export function menuChoices(commands: TeamsCommands, kind: Kind): readonly Choice[] {
  const actions = commands.actions.filter(({ context }) => context.includes('compose')).map(asAction);
  const told = botChoices(commands, kind).filter(({ title }) => actions.every((action) => action.title !== title));
  return [...actions, ...told];
}

/** What the menu of a message offers. */
export function messageChoices(commands: TeamsCommands): readonly Choice[] {
  return commands.actions.filter(({ context }) => context.includes('message')).map(asAction);
}

/** `@`: the app; and once it is mentioned, what it understands here. */
export function mentionChoices(
  commands: TeamsCommands,
  kind: Kind,
  typed: string,
  app: string,
): readonly (Choice | { readonly kind: 'mention' })[] {
  if (kind === 'personal' || !typed.startsWith('@') || typed.includes('\n')) return [];
  if (`@${app}`.toLowerCase().startsWith(typed.toLowerCase())) return [{ kind: 'mention' }];
  const { mention, text } = said(typed, app);
  if (!mention) return [];
  const rest = text.toLowerCase();
  return botChoices(commands, kind).filter(({ title }) => title.startsWith(rest) && title !== rest);
}

/** Whether a command is mentioned with all its words: Enter then sends it, though a longer one begins alike. */
export function isWhole(commands: TeamsCommands, kind: Kind, typed: string, app: string): boolean {
  const { text, mention } = said(typed, app);
  return mention && botChoices(commands, kind).some(({ title }) => title === text.toLowerCase());
}

/** Words as they go to the bot: the mention apart from what is said. */
export function said(typed: string, app: string): { readonly text: string; readonly mention: boolean } {
  const text = typed.trim();
  const name = `@${app}`.toLowerCase();
  const after = text.charAt(name.length);
  if (!text.toLowerCase().startsWith(name) || !/^[\s,:]?$/.test(after)) return { text, mention: false };
  return { text: text.slice(name.length).replace(/^[\s,:]+/, ''), mention: true };
}

function botChoices(commands: TeamsCommands, kind: Kind): readonly Choice[] {
  const here = commands.bot.filter(({ scopes }) => scopes.includes(kind));
  const seen = new Set<string>();
  return here.filter(({ title }) => !seen.has(title) && seen.add(title)).map(asBot);
}

function fitting(choices: readonly Choice[], typed: string): readonly Choice[] {
  const wanted = typed.trim().toLowerCase();
  const starts = choices.filter(({ title }) => beginAlike(title.toLowerCase(), wanted));
  const holds = choices.filter((choice) => !starts.includes(choice) && choice.title.toLowerCase().includes(wanted));
  return [...starts, ...holds];
}

/** Still being written, or written and followed by more. */
const beginAlike = (title: string, wanted: string): boolean =>
  title.startsWith(wanted) || wanted.startsWith(`${title} `);

function asAction({ id, title, description }: TeamsCommands['actions'][number]): Choice {
  return { kind: 'action', id, title, description };
}

function asBot({ title, description }: TeamsCommands['bot'][number]): Choice {
  return { kind: 'bot', title, description };
}

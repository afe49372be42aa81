import type { TeamsAnswer, TeamsConversation } from '../../teams/protocol.js';
import type { Row } from '../completion-list.js';
import { openMenu } from '../menu.js';
import { type Choice, isWhole, mentionChoices, menuChoices, restAfter, slashChoices } from './commands.js';
import { runChoice, type Spot } from './deeds.js';
import type { TeamsApp } from './state.js';

interface Box {
  readonly spot: Spot;
  readonly kind: TeamsConversation['kind'];
  readonly box: HTMLTextAreaElement;
  readonly fill: (text: string) => void;
  /** One deed at a time; `typed` is what it takes out of the box. */
  readonly perform: (act: () => Promise<TeamsAnswer>, typed: string | null) => void;
}

/** What the message box offers while something is typed, and in its menu. */
export function createOffers(app: TeamsApp, { spot, kind, box, fill, perform }: Box) {
  const runSlash = (choice: Choice) => {
    const text = restAfter(choice.title, box.value);
    perform(() => runChoice(app, choice, { ...spot, slash: true, text }), box.value);
  };
  const slashRow = (choice: Choice): Row => ({
    title: `/${choice.title}`,
    words: choice.description,
    take: () => runSlash(choice),
  });
  const mentionRow = (choice: ReturnType<typeof mentionChoices>[number]): Row => {
    const { name } = app.state().snapshot.app;
    if (choice.kind === 'mention') return { title: name, words: 'App', take: () => fill(`@${name} `) };
    return { title: choice.title, words: choice.description, take: () => fill(`@${name} ${choice.title}`) };
  };
  return {
    find: (): readonly Row[] => {
      const { commands, app: bot } = app.state().snapshot;
      const slashed = slashChoices(commands, kind, box.value).map(slashRow);
      return [...slashed, ...mentionChoices(commands, kind, box.value, bot.name).map(mentionRow)];
    },
    isWhole: (): boolean => {
      const { commands, app: bot } = app.state().snapshot;
      return isWhole(commands, kind, box.value, bot.name);
    },
    openMenu: (button: HTMLElement) => {
      const rows = menuChoices(app.state().snapshot.commands, kind).map((choice) => {
        return {
          title: choice.title,
          words: choice.description,
          take: () => perform(() => runChoice(app, choice, spot), null),
        };
      });
      openMenu(button, 'Commands', rows);
    },
  };
}

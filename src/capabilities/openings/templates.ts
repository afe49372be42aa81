import type { ProjectKind } from './rules.js';
import type { Template } from './rules-templates.js';
import { eventTemplate } from './template-event.js';
import { exhibitionTemplate } from './template-exhibition.js';
import { initiativeTemplate } from './template-initiative.js';
import { openingTemplate } from './template-opening.js';
import { popUpTemplate } from './template-pop-up.js';

/** Everything that a project can be made from; the network may have changed lines of it since. */
export const templates: readonly Template[] = [
  openingTemplate,
  popUpTemplate,
  eventTemplate,
  exhibitionTemplate,
  initiativeTemplate,
];

export const templateCalled = (name: string): Template | null => templates.find((each) => each.name === name) ?? null;

/** By name, for a list to choose from. */
export const titlesOf = (...kinds: readonly ProjectKind[]): Readonly<Record<string, string>> =>
  Object.fromEntries(templates.filter(({ kind }) => kinds.includes(kind)).map(({ name, title }) => [name, title]));

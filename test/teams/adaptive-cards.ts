import { createRequire } from 'node:module';
import type { Dialog } from '../../src/teams/adaptive-card.js';

/** Their files for Node import one another without an ending, so the one made for browsers is taken; what is used of it needs no page. */
const { AdaptiveCard, HostConfig, SerializationContext, Version } = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
) as typeof import('adaptivecards');

/** It counts those in the menu too, which Teams does not. */
const hostConfig = new HostConfig({ actions: { maxActions: 0 } });

/** What Microsoft's own reader finds wrong with a card, and what of it this reader does not know. */
export function faultsOf(json: unknown): string[] {
  const context = new SerializationContext(new Version(1, 5));
  const card = new AdaptiveCard();
  card.hostConfig = hostConfig;
  card.parse(withoutQueries(json), context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  const invalid = card.validateProperties().validationEvents.map(({ message }) => message);
  return [...events, ...invalid, ...unknownIn(json, card.toJSON(context))];
}

/** Where a property was dropped or changed on the way through. What is Teams' own, and what is the same as none, may be. */
function unknownIn(ours: unknown, theirs: unknown, path = '', found: string[] = []): string[] {
  if (typeof ours !== 'object' || ours === null) {
    if (!same(ours, theirs)) found.push(path);
    return found;
  }
  for (const [name, value] of Object.entries(ours)) {
    if (name === 'choices.data') found.push(...queryFaults(value, `${path}/${name}`));
    else if (name === 'msteams' || (name === 'style' && value === 'compact')) continue;
    // Theirs keeps it to itself, so it is looked at as what it is: an action.
    else if (name === 'fallback') found.push(...faultsOf({ type: 'AdaptiveCard', version: '1.5', actions: [value] }));
    else unknownIn(value, Object(theirs)[name], `${path}/${name}`, found);
  }
  return found;
}

/** Teams has long found choices for cards of any version; this reader wants 1.6, and a choice of its own. */
function withoutQueries(json: unknown): unknown {
  const text = JSON.stringify(json);
  if (!text.includes('"choices.data"')) return JSON.parse(text);
  return JSON.parse(text, (_, part) => {
    if (typeof part !== 'object' || part === null || !('choices.data' in part)) return part;
    const { 'choices.data': _query, ...rest } = part;
    return { ...rest, choices: [...rest.choices, { title: 'found', value: 'found' }] };
  });
}

const queryFaults = (query: unknown, path: string): string[] => {
  const { type, dataset, ...more } = Object(query) as Record<string, unknown>;
  const isQuery = type === 'Data.Query' && typeof dataset === 'string' && dataset !== '';
  return isQuery && Object.keys(more).length === 0 ? [] : [path];
};

/** "large" comes back as "Large". */
const same = (ours: unknown, theirs: unknown): boolean =>
  typeof ours === 'string' && typeof theirs === 'string'
    ? ours.toLowerCase() === theirs.toLowerCase()
    : ours === theirs;

type Part = Readonly<Record<string, unknown>>;

/** Every object in a card, its own `data` left out: that is ours, and nobody draws it. */
export function partsOf(value: unknown, found: Part[] = []): readonly Part[] {
  if (typeof value !== 'object' || value === null) return found;
  if (!Array.isArray(value)) found.push(value as Part);
  for (const name in value) if (name !== 'data') partsOf((value as Part)[name], found);
  return found;
}

/** The words that a client may read as Markdown: titles of boxes and radio buttons, what is said of an empty field, text blocks. */
export function openToMarkdown(card: unknown): string[] {
  return partsOf(card).flatMap((part) => {
    const { type, text, title, choices, style, errorMessage } = part;
    const error = typeof errorMessage === 'string' ? [errorMessage] : [];
    if (type === 'TextBlock' || type === 'FactSet') return [String(text)];
    if (type === 'Input.Toggle') return [...error, String(title)];
    if (type === 'Input.ChoiceSet' && style === 'expanded')
      return [...error, ...(choices as { title: string }[]).map((choice) => choice.title)];
    return error;
  });
}

/** What Teams sends where somebody presses the button of a dialog without touching anything: what is empty is left out. */
export function submitted(dialog: Dialog, typed: Readonly<Record<string, string>> = {}): Record<string, unknown> {
  const inputs = partsOf(dialog.card.content).filter(({ type }) => String(type).startsWith('Input.'));
  const shown = inputs.flatMap(({ id, type, value }): [string, string][] => {
    if (type === 'Input.Toggle') return [[String(id), value === undefined ? 'false' : String(value)]];
    return value === undefined ? [] : [[String(id), String(value)]];
  });
  return { ...dialog.card.content.actions?.[0]?.data, ...Object.fromEntries(shown), ...typed };
}

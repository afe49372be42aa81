import { readFileSync } from 'node:fs';
import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';
import { describe, expect, it } from 'vitest';
import { capabilities } from '../src/capabilities/index.js';
import { createRegistry } from '../src/engine/registry.js';

/** The parts that speak of commands. */
interface Manifest {
  readonly supportsChannelFeatures?: string;
  readonly icons: { readonly color: string; readonly outline: string };
  readonly bots: readonly {
    readonly scopes: readonly string[];
    readonly supportsTargetedMessages?: boolean;
    readonly commandLists: readonly CommandList[];
  }[];
  readonly composeExtensions: readonly { readonly commands: readonly ActionCommand[] }[];
}

interface CommandList {
  readonly scopes: readonly string[];
  readonly triggers?: readonly string[];
  readonly commands: readonly { readonly title: string; readonly description: string }[];
}

interface ActionCommand {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly type: string;
  readonly fetchTask: boolean;
  readonly context: readonly string[];
  readonly triggers?: readonly string[];
}

const textOf = (name: string) => readFileSync(`manifests/teams/${name}`, 'utf8');
const manifest: Manifest = JSON.parse(textOf('manifest.json'));
const [bot] = manifest.bots;
const actionsListed = manifest.composeExtensions.flatMap(({ commands }) => commands);
/** In the menu of a message, and nowhere else: a command would come without one. */
const besideMessages = actionsListed.filter(({ context }) => context.includes('message'));
const actions = actionsListed.filter((action) => !besideMessages.includes(action));

const registry = createRegistry(capabilities, {});
const opensForm = (command: string) => registry.interaction(command)?.interaction.type === 'ask';
/** Here one speaks to Vitrine by its name, so `vitrine find` is called `find`. */
const commands = [...registry.commands.filter((words) => !/^vitrine\b/.test(words)), 'find'];
const ANYWHERE = ['help'];
const IN_PRIVATE = ['home', 'help'];

/** Where there are too many and no more of several words: these are typed by few people, on few days. */
const SELDOM = ['project', 'opening', 'stock-take', 'aml'];

/** Typed once in a year, if at all: it gives way first. */
const RARELY = ['stock-take cancel'];

/** Teams takes ten. Where there are more, those of several words give way, the last ones first; help names them all. */
function fitting(all: readonly string[], most: number): string[] {
  const several = all.filter((words) => words.includes(' ')).reverse();
  const givingWay = [...new Set([...RARELY, ...several, ...SELDOM])].filter((words) => all.includes(words));
  const left = givingWay.slice(0, Math.max(0, all.length - most));
  return all.filter((words) => !left.includes(words));
}

const listed = (own: readonly string[], all = commands): string[] => [...fitting(all, 10 - own.length), ...own];

/** Those that open a form at once, from a list that the shortcuts are in too. */
const formsListed = fitting(registry.commands.filter(opensForm), 10 - besideMessages.length);

const titlesOf = (scope: string, trigger: string) =>
  (bot?.commandLists ?? [])
    .filter(({ scopes, triggers = ['mention'] }) => scopes.includes(scope) && triggers.includes(trigger))
    .flatMap(({ commands }) => commands.map(({ title }) => title));

describe("Teams' manifest", () => {
  it.each(['manifest.json', 'manifest-1.28.json'])(
    'satisfies Microsoft’s schema, also as it lies here: %s',
    async (name) => {
      const text = textOf(name);
      const filledIn = text.replaceAll('00000000-0000-0000-0000-000000000000', '1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809');

      expect(await AppManifestUtils.validateAgainstSchema(JSON.parse(text) as TeamsManifest)).toEqual([]);
      expect(await AppManifestUtils.validateAgainstSchema(JSON.parse(filledIn) as TeamsManifest)).toEqual([]);
    },
  );

  it('is looked at by a schema that finds mistakes', async () => {
    const wrong = { ...JSON.parse(textOf('manifest.json')), bots: [{ ...bot, scopes: ['groupchat'] }] };

    expect(await AppManifestUtils.validateAgainstSchema(wrong)).toContainEqual(
      expect.stringContaining('/bots/0/scopes/0'),
    );
  });

  it('lists every command where people look for words to type', () => {
    expect(titlesOf('personal', 'mention')).toEqual(listed(IN_PRIVATE));
    for (const scope of ['team', 'groupChat']) expect(titlesOf(scope, 'mention')).toEqual(listed(ANYWHERE));
  });

  it('opens a form at once for commands that have one, as many as Teams takes, and for no other', () => {
    expect(formsListed).toContain('count');
    expect(formsListed.length).toBeGreaterThanOrEqual(9);
    expect(actions.map(({ id }) => id)).toEqual(formsListed);
    for (const action of actions) expect(action).toMatchObject({ type: 'action', title: action.id, fetchTask: true });
  });

  it('lists the shortcuts that exist, by the names and words that they have', () => {
    const shortcuts = capabilities.flatMap((capability) => Object.entries(capability.shortcuts));

    expect(besideMessages).toEqual(
      shortcuts.map(([id, { title }]) => ({
        ...{ id, type: 'action', title, description: expect.any(String) },
        ...{ context: ['message'], fetchTask: true },
      })),
    );
  });

  it.each(['manifest.json', 'manifest-1.28.json'])('may list a shortcut as it does: %s', async (name) => {
    const { composeExtensions, ...rest } = JSON.parse(textOf(name));
    const [extension] = composeExtensions;
    const shortcut = { id: 'point', type: 'action', title: 'Point', context: ['message'], fetchTask: true };
    const described = { ...shortcut, description: 'Points at a message' };
    const faultsWith = (command: object) =>
      AppManifestUtils.validateAgainstSchema({
        ...rest,
        composeExtensions: [{ ...extension, commands: [...extension.commands.slice(1), command] }],
      });

    expect(await faultsWith(described)).toEqual([]);
    expect(await faultsWith({ ...described, context: ['messages'] })).not.toEqual([]);
  });

  it.each(['team', 'groupChat'])('offers every command by slash, once, or as many as Teams takes: %s', (scope) => {
    const slashed = actions.filter(({ triggers }) => triggers?.includes('slash')).map(({ id }) => id);

    expect(slashed).toEqual(formsListed);
    const others = commands.filter((words) => !opensForm(words));
    expect(titlesOf(scope, 'slash')).toEqual(listed(ANYWHERE, others));
    expect(bot?.supportsTargetedMessages).toBe(true);
  });

  it('offers no slash where there is none', () => {
    expect(titlesOf('personal', 'slash')).toEqual([]);
  });

  it('calls each command by the same words everywhere', () => {
    const named = [...(bot?.commandLists ?? []).flatMap(({ commands }) => commands), ...actionsListed];
    const words = new Map(named.map(({ title, description }) => [title, description]));

    expect(named.length).toBeGreaterThan(words.size);
    for (const { title, description } of named) expect(description).toBe(words.get(title));
    for (const description of words.values()) expect(description).toMatch(/^[A-Z][^.!]{5,127}$/);
  });

  it('says what a channel asks of an app: Teams wants the word, its schema does not', () => {
    expect(bot?.scopes).toContain('team');
    expect(manifest.supportsChannelFeatures).toBe('tier1');
  });
});

describe("Teams' manifest 1.28", () => {
  it('is the same without the slash', () => {
    const slashless = JSON.parse(JSON.stringify(manifest), (key, value) => {
      if (key === 'triggers' || key === 'supportsTargetedMessages') return undefined;
      if (key === 'commandLists') return value.slice(0, -1);
      return value;
    });

    expect(bot?.commandLists.at(-1)?.triggers).toEqual(['slash']);
    expect(JSON.parse(textOf('manifest-1.28.json'))).toEqual({
      ...slashless,
      $schema: slashless.$schema.replace('v1.29', 'v1.28'),
      manifestVersion: '1.28',
    });
  });
});

describe("the icons of Teams' package", () => {
  it.each([
    ['color', 192],
    ['outline', 32],
  ] as const)('have the size that Teams asks for: %s', (name, size) => {
    const png = readFileSync(`manifests/teams/${manifest.icons[name]}`);

    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    expect(png.length).toBeLessThan(30_000);
  });
});

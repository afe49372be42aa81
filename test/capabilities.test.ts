import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { capabilities } from '../src/capabilities/index.js';
import type { Button, Card } from '../src/chat/card.js';
import type { Connection } from '../src/database/client.js';
import { boutiqueRoles, roleNames } from '../src/domain/people.js';
import type { Interaction } from '../src/engine/capability.js';
import type { Parts } from '../src/engine/context.js';
import { createEngine } from '../src/engine/dispatch.js';
import { engineActions as actionsOfEngine } from '../src/engine/engine-actions.js';
import { createRegistry } from '../src/engine/registry.js';
import { allSamples, everyCard, everyForm } from './helpers/samples.js';
import { everyWords, ordinary } from './helpers/words.js';

const KEBAB = /^[a-z]+(-[a-z0-9]+)*$/;
/** What buttons and forms may begin with: a button says what it does. A new verb is added here, on purpose. */
const VERBS =
  'Accept Add Allocate Answer Approve Ask Cancel Change Claim Clear Close Confirm Contest Count Decide Decline Discard Done Done: Edit End Enter Escalate Export Fill Found Give Go Hand Hold Import Keep Link Move Name No-go Not Open Order Other Override Pass Plan Receive Recordings Recount Refuse Reopen Report Resume Return Review Save See Seen Send Set Show Sign Start Take Validate Void Waive'.split(
    ' ',
  );

const sampled = await allSamples();
const engineActions = actionsOfEngine(() => ({ registry }) as Parts);
const registry = createRegistry(capabilities, engineActions);

const interactions: readonly (readonly [name: string, interaction: Interaction])[] = [
  ...Object.entries(engineActions),
  ...capabilities.flatMap(({ name, commands, actions }) => [
    ...Object.entries(commands),
    ...Object.entries(actions).map(([action, each]) => [`${name}.${action}`, each] as const),
  ]),
];

const buttonsOf = ({ blocks }: Card): readonly Button[] =>
  blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : []));

const cards = everyCard(sampled).map(([name, make]) => [name, make(ordinary)] as const);
const forms = (await everyForm(sampled)).flatMap(([name, make]) =>
  Object.entries(everyWords).map(([words, made]) => [`${name} with ${words}`, make(made)] as const),
);

describe('every capability', () => {
  it('is a folder of its own name, and every folder is one', () => {
    const folders = readdirSync('src/capabilities', { withFileTypes: true }).filter((entry) => entry.isDirectory());

    expect(folders.map(({ name }) => name).sort()).toEqual(capabilities.map(({ name }) => name).sort());
    expect(capabilities.length).toBeGreaterThan(0);
  });

  it.each(capabilities.map((capability) => [capability.name, capability] as const))(
    '%s has a title and names as one writes them',
    (name, { title, actions, approvals, shortcuts }) => {
      const titles = [title, ...Object.values(shortcuts).map((shortcut) => shortcut.title)];
      for (const each of titles) expect(each).toMatch(/^[A-Z].*[^.]$/);
      const approving = approvals.map((approval) => approval.name);
      for (const each of [name, ...Object.keys(actions), ...Object.keys(shortcuts), ...approving])
        expect(each).toMatch(KEBAB);
    },
  );

  it('has approvals of names that nobody else has', () => {
    const names = capabilities.flatMap(({ approvals }) => approvals.map(({ name }) => name));

    expect(new Set(names).size).toBe(names.length);
  });
});

describe('what people type', () => {
  const { features } = JSON.parse(readFileSync('manifests/slack/manifest.json', 'utf8')) as {
    readonly features: { readonly slash_commands: readonly { readonly command: string }[] };
  };

  it.each(registry.commands.map((command) => [command]))('/%s is a command that Slack takes and brings', (command) => {
    const typed = `/${command.split(' ')[0]}`;

    expect(command).toMatch(/^[a-z-]+( [a-z-]+)*$/);
    expect(typed.length).toBeGreaterThanOrEqual(2);
    expect(typed.length).toBeLessThanOrEqual(32);
    expect(features.slash_commands.map((each) => each.command)).toContain(typed);
  });

  it.each([
    ['count', { name: 'count', rest: '' }],
    ['count MADISON', { name: 'count', rest: 'MADISON' }],
    ['  Count   Madison  Avenue ', { name: 'count', rest: 'Madison Avenue' }],
    ['count open', { name: 'count open', rest: '' }],
    ['count open MADISON', { name: 'count open', rest: 'MADISON' }],
    ['count opened', { name: 'count', rest: 'opened' }],
    ['counting', null],
    ['', null],
  ])('"%s" is understood as %o', (words, understood) => {
    expect(registry.command(words)).toEqual(understood);
  });
});

describe('everything that can be done', () => {
  it.each(interactions)('%s says what it does, and who may', (name, { summary, allow }) => {
    expect(summary).toMatch(/^[A-Z].*[^.\s]$/);
    expect(summary.length).toBeLessThanOrEqual(2_000);
    expect(allow.length).toBeGreaterThan(0);
    expect(allow.filter((role) => !(role in roleNames))).toEqual([]);
    expect(name.length).toBeLessThanOrEqual(255);
  });

  it.each(capabilities.flatMap(({ approvals }) => approvals.map((each) => [each.name, each] as const)))(
    'the approval %s ends above the boutique, and somebody always decides first',
    (_, { steps, words }) => {
      expect(steps.at(-1)?.by).not.toBeOneOf(Object.keys(boutiqueRoles));
      expect(steps.some(({ when }) => when === undefined)).toBe(true);
      for (const verb of [words.approve, words.reject]) expect(VERBS).toContain(verb.split(' ')[0]);
    },
  );

  it('refuses an approval that a boutique could decide alone', () => {
    const [capability] = capabilities;
    const [approval] = capability?.approvals ?? [];
    if (!capability || !approval) throw new Error('nothing to try it on');
    const steps = [{ by: 'store-manager' as const, within: { hours: 1 } }];

    expect(() => createRegistry([{ ...capability, approvals: [{ ...approval, steps }] }], {})).toThrow(
      'above the boutique',
    );
    expect(() => createRegistry([{ ...capability, approvals: [{ ...approval, steps: [] }] }], {})).toThrow();
  });

  it('refuses two of one name', () => {
    const [capability] = capabilities;
    if (!capability) throw new Error('nothing to try it on');

    expect(() => createRegistry([capability, capability], {})).toThrow('two interactions are called');
  });
});

describe('every card', () => {
  it.each(cards)('%s carries only buttons that lead somewhere', (_, card) => {
    for (const { action, label } of buttonsOf(card)) {
      expect(registry.interaction(action), action).not.toBeNull();
      expect(VERBS).toContain(label.split(' ')[0]);
      expect(label.length).toBeLessThanOrEqual(75);
    }
  });

  it('is counted: every action of a button is on some card, or is opened by another', () => {
    const shown = new Set(cards.flatMap(([, card]) => buttonsOf(card).map(({ action }) => action)));
    const sources = capabilities.flatMap(({ name }) =>
      readdirSync(`src/capabilities/${name}`).map((file) => readFileSync(`src/capabilities/${name}/${file}`, 'utf8')),
    );
    const opened = (action: string) => sources.some((source) => source.includes(`ask: '${action}'`));
    const lost = capabilities.flatMap(({ name, actions }) =>
      Object.keys(actions).filter((action) => !shown.has(`${name}.${action}`) && !opened(action)),
    );

    expect(lost).toEqual([]);
  });
});

describe('every form', () => {
  it.each(forms)('%s is short, and its button is a verb', (_, { title, submit, fields }) => {
    const names = Object.keys(fields);
    // The same question about several things, `cause.RG-20-88`, is one question; so is one with two ways to answer.
    const asked = names.filter((name) => !fields[name]?.label.startsWith('Or '));
    const questions = new Set(asked.map((name) => name.split('.')[0]));
    const needed = new Set(asked.filter((name) => fields[name]?.required).map((name) => name.split('.')[0]));

    expect(needed.size).toBeLessThanOrEqual(5);
    expect(questions.size).toBeLessThanOrEqual(10);
    expect(names.length).toBeLessThanOrEqual(15);
    expect(title.length).toBeLessThanOrEqual(24);
    expect(submit.length).toBeLessThanOrEqual(24);
    expect(VERBS).toContain(submit.split(' ')[0]);
    for (const question of questions) expect(question).toMatch(/^[a-z][a-zA-Z]*$/);
  });
});

describe('what nobody knows', () => {
  /** No database: it must be refused before one is needed. */
  const engine = createEngine({
    capabilities,
    connection: {} as Connection,
    whoIs: () => async () => ({ email: null, fullMember: true }),
    now: () => new Date(0),
    newId: () => 'an-id',
    log: { info: () => {}, warn: () => {}, error: () => {} },
  });
  const asked = { channel: 'slack', tenant: 'T1', userId: 'U1', room: null } as const;
  const route = { interaction: 'stock-counts.from-last-year', boutique: null, subject: 'x' };

  it.each([
    ['a command', { ...asked, type: 'command', words: 'sing' }, /^I don't know that command\. Type \/vitrine help/],
    ['a button', { ...asked, type: 'press', route }, /^This button is from an earlier version/],
    ['a form', { ...asked, type: 'submission', route: { ...route, instance: 'i' }, raw: {} }, /earlier version/],
  ] as const)('%s is answered in words', async (_, request, sentence) => {
    expect(await engine.handle(request)).toEqual({ type: 'refusal', sentence: expect.stringMatching(sentence) });
  });
});

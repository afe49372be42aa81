import { expect, it } from 'vitest';
import { commandsOf, demoTeams } from '../../src/demo/teams.js';
import { firstCount } from '../../src/demo/walk.js';
import { readManifests } from '../../src/project.js';

const walk = firstCount('teams');
const workspace = demoTeams(commandsOf(readManifests().teams), walk);

it('leads only to people and places that are there', () => {
  const { channels } = workspace.team;
  for (const { as, where, text, doneWhen } of walk.steps) {
    expect(workspace.users.some(({ id }) => id === as)).toBe(true);
    expect(text).not.toMatch(/[!]|please/i);
    for (const place of 'in' in doneWhen ? [where, doneWhen.in] : [where]) {
      const members = channels.find(({ id }) => id === place)?.members;
      expect(place === 'dm' || members?.includes(as)).toBe(true);
    }
  }
});

it('names the channels as they are called', () => {
  const names = workspace.team.channels.map(({ name }) => name);
  const named = walk.steps.flatMap(({ text }) => text.match(/\b(?:nyc|hq)-[a-z-]+/g) ?? []);

  expect(named.length).toBeGreaterThan(2);
  expect(named.filter((name) => !names.includes(name))).toEqual([]);
});

it('begins with a command that opens its dialog at once', () => {
  const [first] = walk.steps;
  const command = workspace.commands.actions.find(({ title }) => first?.copy?.text === `/${title}`);

  expect(command?.slash).toBe(true);
  expect(first?.doneWhen).toEqual({ sent: 'command', label: '/count' });
});

it('is the same count as in Slack, step by step', () => {
  const slack = firstCount('slack');

  expect(walk.steps.map(({ as }) => as)).toEqual(slack.steps.map(({ as }) => as));
  expect(walk.steps.map(({ copy }) => copy?.text)).toEqual(slack.steps.map(({ copy }) => copy?.text));
});

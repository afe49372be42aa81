import { expect, it } from 'vitest';
import { demoNetwork, demoNetworkYaml } from '../../src/demo/network.js';
import { demoStock } from '../../src/demo/stock.js';
import { recountList, walkList } from '../../src/demo/walk.js';
import { demoWorkspace } from '../../src/demo/workspace.js';
import { readScan } from '../../src/domain/piece.js';
import { readNetwork } from '../../src/imports/network-file.js';

const workspace = demoWorkspace([{ command: '/count', description: 'Count' }]);

it('has six boutiques, every headquarters department, and somebody for each role', () => {
  const { boutiques, departments, people } = demoNetwork();

  expect(boutiques.map(({ code }) => code)).toEqual(['MADISON', 'RODEO', 'OAK', 'DESIGN', 'RIVEROAKS', 'GRANT']);
  expect(new Set(boutiques.map(({ time_zone }) => time_zone)).size).toBe(3);
  for (const { code } of boutiques) {
    const roles = people.flatMap((person) => person.roles).filter(({ boutique }) => boutique === code);
    expect(roles.map(({ role }) => role)).toEqual(expect.arrayContaining(['associate', 'store-manager']));
  }
  const across = people.flatMap((person) => person.roles).filter(({ boutique }) => boutique === undefined);
  const needed = ['operations-manager', 'director', ...departments.map(({ role }) => role)];
  expect(across.map(({ role }) => role)).toEqual(expect.arrayContaining(needed));
});

it('has one zone that somebody holds: Madison’s safe is Inès’s', () => {
  const held = demoNetwork().boutiques.flatMap(({ code, zones }) =>
    zones.flatMap(({ name, holder }) => (holder === undefined ? [] : [{ code, name, holder }])),
  );

  expect(held).toEqual([{ code: 'MADISON', name: 'Safe', holder: 'ines' }]);
});

it('asks operations above $10,000, and the director and finance above $50,000', () => {
  expect(demoNetwork().value_bands).toEqual([
    { currency: 'USD', above: 1_000_000, by: 'operations-manager' },
    { currency: 'USD', above: 5_000_000, by: 'director' },
    { currency: 'USD', above: 5_000_000, by: 'finance' },
  ]);
});

it('is a file that anybody could have written', () => {
  expect(readNetwork(demoNetworkYaml())).toEqual({ network: demoNetwork() });
});

it('begins with the five people of the switch', () => {
  expect(workspace.users.slice(0, 5).map(({ name, title }) => `${name}: ${title}`)).toEqual([
    'Ana Ruiz: Associate, Madison Avenue',
    'Ben Carter: Associate, Madison Avenue',
    'Inès Laurent: Store manager, Madison Avenue',
    'Marc Delorme: Operations manager',
    'Claire Novak: Global retail operations, Headquarters',
  ]);
});

it('knows everybody of the network, and two whom the bot must refuse', () => {
  const known = new Set(demoNetwork().people.map(({ email }) => email));
  const strangers = workspace.users.filter(({ email, isBot }) => !isBot && !known.has(email));

  expect(workspace.users.filter(({ email }) => known.has(email))).toHaveLength(known.size);
  expect(strangers.map(({ name, isGuest }) => [name, isGuest ?? false])).toEqual([
    ['Tom Visitor', false],
    ['Robin Gale', true],
  ]);
});

it('has the channels of the network, with the bot in each and only people who exist', () => {
  const { boutiques, departments } = demoNetwork();
  const ids = new Set(workspace.users.map(({ id }) => id));

  expect(workspace.channels.map(({ id }) => id)).toEqual(
    [...boutiques, ...departments].map(({ slack_channel }) => slack_channel),
  );
  for (const { members } of workspace.channels) {
    expect(members).toContain(workspace.app.botUserId);
    expect(members.filter((member) => !ids.has(member))).toEqual([]);
    expect(new Set(members).size).toBe(members.length);
  }
  expect(workspace.channels.find(({ name }) => name === 'nyc-madison')?.members).toEqual(
    expect.arrayContaining(['U0ANA', 'U0BEN', 'U0INES', 'U0MARC']),
  );
});

it('leads only to people and places that are there', () => {
  const places = new Set(['dm', 'home', ...workspace.channels.map(({ id }) => id)]);
  for (const step of workspace.walk.steps) {
    expect(workspace.users.some(({ id }) => id === step.as)).toBe(true);
    expect(places).toContain(step.where);
    expect(step.text).not.toMatch(/[!]|please/i);
    const members = workspace.channels.find(({ id }) => id === step.where)?.members;
    if (members) expect(members).toContain(step.as);
  }
});

it('has a list with one piece missing, one of another boutique, one twice and one unreadable', () => {
  const zone = new Set(demoStock('MADISON').flatMap((piece) => (piece.zone === 'Vitrine 2' ? [piece.serial] : [])));
  const items = readScan(walkList().join('\n'));
  const serials = items.map(({ serial }) => serial);
  const strange = [...new Set(serials)].filter((serial) => serial !== null && !zone.has(serial));

  expect(items).toHaveLength(26);
  expect(items.filter(({ serial }) => serial === null).map(({ text }) => text)).toEqual(['RG 12?4']);
  expect([...zone].filter((serial) => !serials.includes(serial))).toHaveLength(1);
  expect(demoStock('RODEO').filter(({ serial }) => strange.includes(serial))).toHaveLength(1);
  expect(items.filter(({ text }) => text !== text.toUpperCase())).toHaveLength(1);
  expect(serials.length - new Set(serials).size).toBe(1);
});

it('has a second list that finds the same pieces', () => {
  const found = (list: readonly string[]) => readScan(list.join('\n')).flatMap(({ serial }) => serial ?? []);

  expect(new Set(found(recountList()))).toEqual(new Set(found(walkList())));
  expect(recountList()).toHaveLength(24);
});

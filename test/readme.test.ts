import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connection, connect } from '../src/database/client.js';
import { applyNetwork } from '../src/imports/network.js';
import { networkFaultInWords, readNetwork } from '../src/imports/network-file.js';
import { type TestDatabase, testDatabase } from './helpers/database.js';

const readme = readFileSync('README.md', 'utf8');
const map = readFileSync('src/README.md', 'utf8');

describe('the README', () => {
  let database: TestDatabase;
  let connection: Connection;

  beforeAll(async () => {
    database = await testDatabase();
    connection = connect(database.url);
  });

  afterAll(async () => {
    await connection.close();
    await database.drop();
  });

  it('shows a network file that can be applied as it is', async () => {
    const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? [];
    const read = readNetwork(yaml);
    if ('faults' in read) throw new Error(read.faults.map(networkFaultInWords).join('\n'));

    const order = { kind: 'applied', now: new Date('2026-11-27T14:00:00Z'), by: 'shell/test' } as const;
    const changes = await applyNetwork(connection, read.network, order);

    expect(changes.map(({ sentence }) => sentence).join('\n')).toContain('Madison Avenue');
    expect(await applyNetwork(connection, read.network, order)).toEqual([]);
  });

  it('explains every setting', () => {
    const settings = [...readFileSync('.env.example', 'utf8').matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name);

    expect(settings).toContain('SLACK_BOT_TOKEN');
    expect([...readme.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name).sort()).toEqual(settings.sort());
  });

  it('names every command', () => {
    const source = readFileSync('src/vitrine.ts', 'utf8');
    const commands = [...source.matchAll(/^(\w+)\n {2}\.command\('([a-z]+)'/gm)].map(([, parent = '', name = '']) =>
      parent === 'program' ? name : `${groupOf(source, parent)} ${name}`,
    );

    expect(commands).toContain('network apply');
    expect(commands.filter((command) => !readme.includes(`\`vitrine ${command}`))).toEqual([]);
  });

  it('leads only to files that are there', async () => {
    const files = new Set(await readdir('.', { recursive: false }));
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(([, path = '']) => path);

    expect(links.length).toBeGreaterThan(3);
    for (const path of links) expect(() => readFileSync(path), path).not.toThrow();
    expect(files).toContain('.env.example');
  });

  it('has a picture that loads fast', () => {
    expect(readFileSync('manifests/playground.png').length).toBeLessThan(200_000);
  });
});

describe('the map of src', () => {
  it('names every folder and file at its top, and nothing else', async () => {
    const entries = await readdir('src', { withFileTypes: true });
    const there = entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
    const named = [...map.matchAll(/^([a-z-]+(?:\.ts|\/)) /gm)].map(([, name]) => name);

    expect([...named].sort()).toEqual(there.filter((name) => name !== 'README.md').sort());
  });

  it('names files of the count that are there', async () => {
    const files = await readdir('src', { recursive: true });
    const flow = /## How a count flows\n\n```text\n([\s\S]*?)```/.exec(map)?.[1] ?? '';
    const named = [...flow.matchAll(/^ {2}([a-z]+\/)?([a-z-]+)(?:\.\w+)? {2,}/gm)].map(([, folder = '', name = '']) =>
      folder ? `${folder}${name}.ts` : `capabilities/stock-counts/${name}.ts`,
    );

    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((file) => !files.includes(file))).toEqual([]);
  });
});

/** The words before a command of a group: `network` of `network apply`. */
function groupOf(source: string, variable: string): string {
  return new RegExp(`const ${variable} = program\\.command\\('([a-z]+)'\\)`).exec(source)?.[1] ?? variable;
}

import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const lines = readFileSync('Dockerfile', 'utf8')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const ignored = readFileSync('.dockerignore', 'utf8').split('\n');
/** The image itself is what follows the last FROM. */
const image = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
const of = (instruction: string, among = lines) =>
  among.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.slice(instruction.length + 1));

it('copies what is there, and nothing else reaches Docker', () => {
  const copied = of('COPY')
    .filter((args) => !args.startsWith('--from'))
    .flatMap((args) => args.split(' ').slice(0, -1));

  expect(copied.filter((path) => !existsSync(path))).toEqual([]);
  expect(ignored[0]).toBe('*');
  const letThrough = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  expect(letThrough.sort()).toEqual(copied.sort());
  expect(ignored).toContain('**/.env*');
});

it('takes from the build what a start reads beside the program', () => {
  const source = readFileSync('src/project.ts', 'utf8');
  const read = [...source.matchAll(/projectFile\('\.\.\/([a-z]+)\//g)].map(([, folder]) => folder ?? '');
  const taken = of('COPY', image).join('\n');

  expect(read.length).toBeGreaterThan(1);
  for (const folder of [...read, 'dist', 'node_modules', 'package.json']) expect(taken).toContain(`/app/${folder}`);
});

it('runs as an ordinary user, for other computers, and lets signals reach the bot', () => {
  expect(of('USER', image)).toEqual(['node']);
  expect(of('ENV', image).join(' ')).toContain('NODE_ENV=production HOST=0.0.0.0');
  expect(of('ENTRYPOINT', image).map((args) => JSON.parse(args))).toEqual([['node', 'dist/vitrine.js']]);
  expect(of('CMD', image).map((args) => JSON.parse(args))).toEqual([['start']]);
});

it('asks the bot for its health, in words that node understands', () => {
  const [check = ''] = of('HEALTHCHECK', image);
  const [node, flag, script] = JSON.parse(check.slice(check.indexOf('[')));

  expect([node, flag]).toEqual(['node', '-e']);
  expect(script).toContain('/healthz');
  expect(() => new Function(script)).not.toThrow();
});

it('is made with the node that package.json asks for', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(engines.node).toMatch(/^>=20\./);
  expect(of('FROM').map((from) => from.split(' ')[0])).toEqual(['node:20-slim', 'node:20-slim']);
});

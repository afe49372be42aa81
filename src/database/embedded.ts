import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { binary, findBinaries } from './postgres-binaries.js';

export interface Embedded {
  readonly url: string;
  stop(): Promise<void>;
}
export async function startEmbedded(o: {
  dataFolder: string;
  say: (l: string) => void;
  newId: () => string;
  port?: number;
}): Promise<Embedded> {
  const b = await findBinaries();
  const who = process.getuid?.() === 0 ? { uid: 101, gid: 104 } : {};
  await chmod(o.dataFolder, 0o755);
  const data = join(o.dataFolder, 'postgres');
  await mkdir(data);
  if (who.uid) await chown(data, who.uid, who.gid);
  const pw = o.newId();
  const pwfile = join(o.dataFolder, 'pw');
  await writeFile(pwfile, pw, { mode: 0o644 });
  await run(
    binary(b, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'vitrine',
      '--auth=scram-sha-256',
      `--pwfile=${pwfile}`,
      '--locale=C',
      '--encoding=UTF8',
      '--no-sync',
    ],
    who,
  );
  const port = await freePort();
  await run(
    binary(b, 'pg_ctl'),
    ['start', '-w', '-D', data, '-l', join(data, 'log'), '-o', `-h 127.0.0.1 -p ${port} -k ""`],
    who,
  );
  return {
    url: `postgresql://vitrine:${pw}@127.0.0.1:${port}/postgres`,
    stop: () => run(binary(b, 'pg_ctl'), ['stop', '-w', '-m', 'fast', '-D', data], who),
  };
}
async function run(c: string, a: string[], who: object): Promise<void> {
  const child = spawn(c, a, { ...who, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${c} ${code}`);
}
async function freePort(): Promise<number> {
  const s = createServer().listen(0, '127.0.0.1');
  await once(s, 'listening');
  const a = s.address();
  s.close();
  return typeof a === 'object' && a ? a.port : 0;
}

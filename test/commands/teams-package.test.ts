import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { packageTeams, type TeamsPackageOrder } from '../../src/commands/teams-package.js';
import { Refusal } from '../../src/domain/refusal.js';
import { build, vitrine } from '../helpers/vitrine.js';

const APP = '1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809';
const NAMES = ['vitrine-teams.zip', 'vitrine-teams-1.28.zip'] as const;

let folder: string;
let number = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitrine-package-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** In a folder of its own. */
async function make(change: Partial<TeamsPackageOrder> = {}) {
  number += 1;
  const to = join(folder, `${number}`, 'teams');
  const said: string[] = [];
  await packageTeams({ from: 'manifests/teams', to, appId: APP, say: (line) => void said.push(line), ...change });
  const [zip, zip128] = await Promise.all(NAMES.map((name) => readFile(join(to, name))));
  if (!zip || !zip128) throw new Error('a package is missing');
  return { to, said, zip, zip128 };
}

const manifestIn = (zip: Uint8Array) => JSON.parse(strFromU8(unzipSync(zip)['manifest.json'] ?? new Uint8Array()));

describe("Teams' package", () => {
  it('holds the manifest and both icons, and nothing else', async () => {
    const { zip, zip128 } = await make();

    for (const each of [zip, zip128]) {
      const files = unzipSync(each);
      expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
      for (const icon of ['color.png', 'outline.png'])
        expect(Buffer.from(files[icon] ?? [])).toEqual(await readFile(`manifests/teams/${icon}`));
    }
  });

  it.each([
    ['1.29', 'zip'],
    ['1.28', 'zip128'],
  ] as const)('satisfies Microsoft’s schema %s, with the configured id', async (schema, which) => {
    const manifest = manifestIn((await make())[which]);

    expect(manifest).toMatchObject({ manifestVersion: schema, id: APP, bots: [{ botId: APP }] });
    expect(manifest.composeExtensions).toMatchObject([{ botId: APP }]);
    expect(JSON.stringify(manifest)).not.toContain('00000000-0000');
    expect(await AppManifestUtils.validateAgainstSchema(manifest)).toEqual([]);
  });

  it('is the same, byte for byte, on another day and in another part of the world', async () => {
    const zone = process.env.TZ;
    onTestFinished(() => {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    });
    process.env.TZ = 'Pacific/Auckland';
    const one = await make();
    process.env.TZ = 'America/Los_Angeles';
    const other = await make();

    expect(other.zip.equals(one.zip)).toBe(true);
    expect(other.zip128.equals(one.zip128)).toBe(true);
    expect(one.zip.equals(one.zip128)).toBe(false);
  });

  it('names who offers it, and a higher version', async () => {
    const order = { organization: 'Maison', website: 'https://maison.example/vitrine', appVersion: '1.0.1' };
    const { zip, said, to } = await make({ ...order, terms: 'https://maison.example/terms' });
    const manifest = manifestIn(zip);

    expect(manifest).toMatchObject({
      version: '1.0.1',
      developer: {
        name: 'Maison',
        websiteUrl: 'https://maison.example/vitrine',
        privacyUrl: 'https://maison.example/vitrine',
        termsOfUseUrl: 'https://maison.example/terms',
      },
    });
    expect(JSON.stringify(manifest)).not.toContain('example.com');
    expect(said).toEqual([
      `${join(to, NAMES[0])}: version 1.0.1, manifest 1.29`,
      `${join(to, NAMES[1])}: version 1.0.1, manifest 1.28`,
    ]);
  });

  it('says where its links lead when nobody named a page', async () => {
    expect((await make()).said[2]).toBe(
      'Their links lead to vitrine.example.com: give --website, and make them again.',
    );
  });

  it.each([
    ['a name that Teams would cut', { organization: 'M'.repeat(33) }, 'has 1 to 32 characters'],
    ['a version that is none', { appVersion: '2' }, 'three numbers, such as 1.0.1'],
    ['a page that is not encrypted', { website: 'http://maison.example' }, 'http://maison.example is no address'],
    ['a page that is none', { terms: 'https://' }, 'https:// is no address'],
  ])('is not made with %s', async (_, change, sentence) => {
    const refused = await make(change).catch((error: unknown) => error);

    expect(refused).toBeInstanceOf(Refusal);
    expect((refused as Refusal).sentence).toContain(sentence);
  });
});

describe('vitrine package teams', { timeout: 60_000 }, () => {
  beforeAll(build, 120_000);

  it('needs the id, and no other setting', async () => {
    const to = join(folder, 'by-command');
    const { code, said } = await vitrine(['package', 'teams', '--to', to], { MICROSOFT_APP_ID: APP.toUpperCase() });

    expect([code, said]).toEqual([0, expect.stringContaining(join(to, NAMES[0]))]);
    expect(manifestIn(await readFile(join(to, NAMES[0]))).id).toBe(APP);
  });

  it('asks for the id in a sentence', async () => {
    const { code, said } = await vitrine(['package', 'teams', '--to', join(folder, 'none')], {});

    expect([code, said]).toEqual([1, 'MICROSOFT_APP_ID is missing: set it in the environment or in .env.\n']);
  });
});

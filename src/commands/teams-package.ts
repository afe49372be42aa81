import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { Refusal } from '../domain/refusal.js';

export interface TeamsPackageOrder {
  /** With the manifests and the icons. */
  readonly from: string;
  readonly to: string;
  readonly appId: string;
  readonly say: (line: string) => void;
  /** Who stands behind the bot, as Teams shows it. */
  readonly organization?: string;
  readonly website?: string;
  readonly privacy?: string;
  readonly terms?: string;
  /** Teams takes a package again only with a higher one. */
  readonly appVersion?: string;
}

interface Manifest {
  readonly version: string;
  readonly manifestVersion: string;
  readonly developer: Readonly<Record<'name' | 'websiteUrl' | 'privacyUrl' | 'termsOfUseUrl', string>>;
}

/** The second one is for tenants that refuse the first: it knows no slash. */
const PACKAGES = [
  ['vitrine-teams.zip', 'manifest.json'],
  ['vitrine-teams-1.28.zip', 'manifest-1.28.json'],
] as const;

/** What an administrator uploads. The same order makes the same bytes. */
export async function packageTeams(order: TeamsPackageOrder): Promise<void> {
  const { from, to, say } = order;
  check(order);
  const icons = {
    'color.png': await readFile(join(from, 'color.png')),
    'outline.png': await readFile(join(from, 'outline.png')),
  };
  await mkdir(to, { recursive: true });
  for (const [name, source] of PACKAGES) {
    const manifest = filledIn(await readFile(join(from, source), 'utf8'), order);
    const files = { 'manifest.json': strToU8(`${JSON.stringify(manifest, null, 2)}\n`), ...icons };
    await writeFile(join(to, name), zipSync(files, { mtime: noTime(), level: 9 }));
    say(`${join(to, name)}: version ${manifest.version}, manifest ${manifest.manifestVersion}`);
  }
  if (!order.website) say('Their links lead to vitrine.example.com: give --website, and make them again.');
}

/** What Teams would refuse without saying why. */
function check({ organization, appVersion, website, privacy, terms }: TeamsPackageOrder): void {
  if (organization !== undefined && !/^.{1,32}$/.test(organization))
    throw new Refusal('bad-name', 'The name of the organization has 1 to 32 characters.');
  if (appVersion !== undefined && !/^\d+\.\d+\.\d+$/.test(appVersion))
    throw new Refusal('bad-version', 'A version is three numbers, such as 1.0.1.');
  for (const address of [website, privacy, terms]) {
    if (address === undefined || (URL.canParse(address) && address.startsWith('https://'))) continue;
    throw new Refusal('bad-address', `${address} is no address such as https://maison.example.`);
  }
}

/** The first moment that a zip can name, in the time of this computer: a zip knows no other. */
const noTime = (): Date => new Date(1980, 0, 1);

const NO_ID = '00000000-0000-0000-0000-000000000000';

function filledIn(
  template: string,
  { appId, appVersion, organization, website, privacy, terms }: TeamsPackageOrder,
): Manifest {
  const manifest: Manifest = JSON.parse(template.replaceAll(NO_ID, appId));
  const { version, developer } = manifest;
  return {
    ...manifest,
    version: appVersion ?? version,
    developer: {
      name: organization ?? developer.name,
      websiteUrl: website ?? developer.websiteUrl,
      privacyUrl: privacy ?? website ?? developer.privacyUrl,
      termsOfUseUrl: terms ?? website ?? developer.termsOfUseUrl,
    },
  };
}

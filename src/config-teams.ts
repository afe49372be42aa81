import { z } from 'zod';
import { type Certificate, certificateMistakes, isReadable, readCertificate } from './config-certificate.js';

export interface TeamsConfig {
  /** Empty where authentication is off and none was given. */
  readonly appId: string;
  readonly tenantId: string;
  /** Null: nobody's word is checked, on this computer alone. */
  readonly credentials: { readonly password: string } | { readonly certificate: Certificate } | null;
  /** Null: Microsoft's own. Never read from the environment. */
  readonly cloud: TeamsCloud | null;
}

/** A stand-in for Microsoft's servers. */
export interface TeamsCloud {
  readonly openIdMetadataUrl: string;
  /** Of the tokens that come in. */
  readonly issuer: string;
  /** Goes out with every call. */
  readonly bearer: string;
  readonly serviceOrigins: readonly string[];
  /** Where it is called before it has said anything. */
  readonly serviceUrl?: string;
}

/** Microsoft writes its ids small, and so do the tokens they are compared with. Nothing but zeros is the example's. */
function guid(name: string, where: string) {
  const words = `${name} is a GUID, such as 1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809; it stands ${where}.`;
  return z
    .guid({ error: words, abort: true })
    .regex(/[1-9a-f]/i, words)
    .toLowerCase()
    .optional();
}

const readable = (name: string, kind: string) =>
  z
    .string()
    .refine(isReadable, `${name} is a file that can be read, or the ${kind} itself, beginning with -----BEGIN.`)
    .optional();

export const teamsSettings = {
  MICROSOFT_APP_ID: guid('MICROSOFT_APP_ID', "in the Azure bot's configuration"),
  MICROSOFT_APP_PASSWORD: z
    .string()
    .min(16, "MICROSOFT_APP_PASSWORD is a client secret's value; it is longer than that.")
    .optional(),
  MICROSOFT_APP_CERTIFICATE: readable('MICROSOFT_APP_CERTIFICATE', 'certificate'),
  MICROSOFT_APP_PRIVATE_KEY: readable('MICROSOFT_APP_PRIVATE_KEY', 'key'),
  MICROSOFT_APP_TENANT_ID: guid('MICROSOFT_APP_TENANT_ID', "in Microsoft Entra's overview, as the tenant ID"),
  MICROSOFT_APP_TYPE: z
    .literal(
      'SingleTenant',
      'MICROSOFT_APP_TYPE is SingleTenant: a bot serves one tenant, by a password or a certificate. Managed identities are not supported yet.',
    )
    .optional(),
  TEAMS_AUTHENTICATION: z
    .enum(['on', 'off'], 'TEAMS_AUTHENTICATION is on, or off for development on this computer.')
    .optional(),
};

export type TeamsSettings = { readonly [Name in keyof typeof teamsSettings]?: string | undefined };

/** Null: no Teams. */
export function teamsConfig(given: TeamsSettings): TeamsConfig | null {
  const { MICROSOFT_APP_ID: appId = '', MICROSOFT_APP_TENANT_ID: tenantId, MICROSOFT_APP_PASSWORD: password } = given;
  if (!tenantId) return null;
  const config = { appId, tenantId, cloud: null };
  if (isOff(given)) return { ...config, credentials: null };
  if (password) return { ...config, credentials: { password } };

  const { MICROSOFT_APP_CERTIFICATE: certificate = '', MICROSOFT_APP_PRIVATE_KEY: key = '' } = given;
  return { ...config, credentials: { certificate: readCertificate(certificate, key) } };
}

export interface Surroundings {
  readonly production: boolean;
  /** Only this computer can reach the bot. */
  readonly loopback: boolean;
  readonly now: Date;
}

/** What no setting of Teams' can say of itself. */
export function teamsContradictions(given: TeamsSettings, { production, loopback, now }: Surroundings): string[] {
  if (!wantsTeams(given)) return [];
  const off = isOff(given);
  return [
    ...missing(given, off ? ['MICROSOFT_APP_TENANT_ID'] : ['MICROSOFT_APP_ID', 'MICROSOFT_APP_TENANT_ID']),
    ...(off ? [] : credentialMistakes(given, now)),
    ...(off && production ? ['TEAMS_AUTHENTICATION may not be off in production.'] : []),
    ...(off && !loopback ? ['TEAMS_AUTHENTICATION may only be off where HOST is this computer, 127.0.0.1.'] : []),
  ];
}

export const wantsTeams = (given: TeamsSettings): boolean =>
  isOff(given) || WANTING.some((name) => Boolean(given[name]));

const WANTING = [
  'MICROSOFT_APP_ID',
  'MICROSOFT_APP_PASSWORD',
  'MICROSOFT_APP_CERTIFICATE',
  'MICROSOFT_APP_PRIVATE_KEY',
  'MICROSOFT_APP_TENANT_ID',
] as const;

const isOff = ({ TEAMS_AUTHENTICATION }: TeamsSettings): boolean => TEAMS_AUTHENTICATION === 'off';

const missing = (given: TeamsSettings, names: readonly (keyof TeamsSettings)[]): string[] =>
  names.filter((name) => !given[name]).map((name) => `${name} is missing; Teams needs it.`);

function credentialMistakes(given: TeamsSettings, now: Date): string[] {
  const { MICROSOFT_APP_PASSWORD, MICROSOFT_APP_CERTIFICATE, MICROSOFT_APP_PRIVATE_KEY } = given;
  const certified = MICROSOFT_APP_CERTIFICATE || MICROSOFT_APP_PRIVATE_KEY;
  if (!certified && !MICROSOFT_APP_PASSWORD)
    return ['MICROSOFT_APP_PASSWORD is missing; or set MICROSOFT_APP_CERTIFICATE and MICROSOFT_APP_PRIVATE_KEY.'];
  if (!certified) return [];
  if (MICROSOFT_APP_PASSWORD)
    return ['MICROSOFT_APP_PASSWORD and MICROSOFT_APP_CERTIFICATE are two ways of one thing: leave one out.'];
  if (!MICROSOFT_APP_CERTIFICATE || !MICROSOFT_APP_PRIVATE_KEY)
    return missing(given, ['MICROSOFT_APP_CERTIFICATE', 'MICROSOFT_APP_PRIVATE_KEY']);
  return certificateMistakes(MICROSOFT_APP_CERTIFICATE, MICROSOFT_APP_PRIVATE_KEY, now);
}

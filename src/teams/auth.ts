import { z } from 'zod';
import { factsOf, type Log } from './log.js';
import { type Microsoft, microsoft, type Registration } from './microsoft.js';
import { TooLate, within } from './patience.js';
import { isService } from './service-url.js';

export interface Authentication {
  /** Whether this came from Teams, for us and from our tenant. Throws where Microsoft's keys can't be had. */
  readonly admit: (activity: unknown, header: string | undefined) => Promise<boolean>;
  /** What goes out as `Authorization`; empty where authentication is off. */
  readonly authorize: () => Promise<string>;
  /** Whether our word, and what we know, may be sent to this address. */
  readonly isTeams: (serviceUrl: string) => boolean;
}

export function createAuthentication(registration: Registration, log: Log): Authentication {
  const { credentials, tenantId } = registration;
  const isTeams = (serviceUrl: string): boolean => isService(serviceUrl, registration);
  const isOurs = (activity: unknown): activity is object => isAddressed(activity, tenantId, isTeams);
  if (credentials === null) return { admit: async (activity) => isOurs(activity), authorize: async () => '', isTeams };

  const cloud = microsoft(registration, credentials);
  const claims = claimsOf(cloud.issuer, tenantId);
  return {
    async admit(activity, header = '') {
      if (!isOurs(activity) || !isChannels(header, claims)) return false;
      return verified(cloud, activity, header, log);
    },
    authorize: cloud.authorize,
    isTeams,
  };
}

/** The tenant stands in two places, of which one may be missing; both may not. */
const Addressed = z.object({
  channelId: z.literal('msteams'),
  serviceUrl: z.string(),
  conversation: z.object({ tenantId: z.string().nullish() }),
  channelData: z.object({ tenant: z.object({ id: z.string().nullish() }).nullish() }).nullish(),
});

/** What botbuilder does not ask: it skips the service's address where there is none, and knows no tenant. */
function isAddressed(activity: unknown, tenantId: string, isTeams: Authentication['isTeams']): boolean {
  const read = Addressed.safeParse(activity);
  if (!read.success) return false;
  const { conversation, channelData, serviceUrl } = read.data;
  const tenants = [conversation.tenantId, channelData?.tenant?.id].filter((id) => typeof id === 'string');
  return tenants.length > 0 && tenants.every((id) => id.toLowerCase() === tenantId) && isTeams(serviceUrl);
}

const Header = z.object({ alg: z.enum(['RS256', 'RS384', 'RS512']) });

const claimsOf = (issuer: string, tenantId: string) =>
  z.object({ iss: z.literal(issuer), tid: z.literal(tenantId).optional() });

/**
 * Whether it says that it is the channel's. botbuilder would take tokens of its emulator and of other bots too, and it
 * learns another tenant as an issuer from each, before anybody has checked it.
 */
function isChannels(header: string, claims: z.ZodType): boolean {
  const [head, body] = /^Bearer ([\w-]+)\.([\w-]+)\.[\w-]+$/.exec(header)?.slice(1) ?? [];
  return Header.safeParse(decoded(head)).success && claims.safeParse(decoded(body)).success;
}

function decoded(part: string | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(part ?? '', 'base64url').toString());
  } catch {
    return null;
  }
}

async function verified(cloud: Microsoft, activity: object, header: string, log: Log): Promise<boolean> {
  try {
    await within(PATIENCE_MS, cloud.verify(activity, header));
    return true;
  } catch (error) {
    if (!isOutage(error)) return false;
    log.error("Microsoft's keys could not be had", factsOf(error));
    throw error;
  }
}

/** Seldom needed: the keys are kept for a day. */
const PATIENCE_MS = 1_500;

/** The keys are asked for over the network; whatever else goes wrong is the token's fault. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { statusCode } = error as { readonly statusCode?: unknown };
  return error instanceof TooLate || error.name === 'FetchError' || statusCode === 500;
}

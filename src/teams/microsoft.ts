import { ConfigurationBotFrameworkAuthentication, ConfigurationServiceClientCredentialFactory } from 'botbuilder';

/** What the configuration says of our registration with Microsoft. */
export interface Registration {
  readonly appId: string;
  readonly tenantId: string;
  /** Null: nobody's word is checked, on this computer alone. */
  readonly credentials: Credentials | null;
  /** A stand-in for Microsoft's servers; null: their own. */
  readonly cloud: Cloud | null;
}

export type Credentials =
  | { readonly password: string }
  | { readonly certificate: { readonly thumbprint: string; readonly privateKey: string } };

export interface Cloud {
  readonly openIdMetadataUrl: string;
  readonly issuer: string;
  readonly bearer: string;
  readonly serviceOrigins: readonly string[];
  /** Where it answers a bot that it has told nothing yet; left out: at its first origin. */
  readonly serviceUrl?: string;
}

export interface Microsoft {
  /** Of the tokens that come in. */
  readonly issuer: string;
  /** Throws where the token is no good, or the keys can't be had. */
  readonly verify: (activity: object, header: string) => Promise<unknown>;
  /** What goes out as `Authorization`. */
  readonly authorize: () => Promise<string>;
}

type Factory = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1]>;
type Signer = Awaited<ReturnType<Factory['createCredentials']>>;
type Signed = Parameters<Signer['signRequest']>[0];

const CHANNEL = 'https://api.botframework.com';
const LOGIN = 'https://login.microsoftonline.com/botframework.com';

/** botbuilder's authentication, for Microsoft's cloud or for a stand-in's. */
export function microsoft(registration: Registration, credentials: Credentials): Microsoft {
  const { appId, cloud } = registration;
  // botbuilder takes every request where there is no app id, signed or not.
  if (appId === '') throw new Error('Teams needs an app id');

  const factory = cloud ? standIn(appId, cloud.bearer) : ofEntra(registration, credentials);
  const authentication = new ConfigurationBotFrameworkAuthentication(cloud ? addressesOf(cloud) : {}, factory);
  let signer: Promise<Signer> | null = null;
  return {
    issuer: cloud?.issuer ?? CHANNEL,
    verify: (activity, header) => authentication.authenticateRequest(activity as never, header),
    async authorize() {
      signer ??= factory.createCredentials(appId, CHANNEL, LOGIN, true);
      return signed(await signer);
    },
  };
}

function ofEntra({ appId, tenantId }: Registration, credentials: Credentials): Factory {
  const proof =
    'password' in credentials
      ? { MicrosoftAppPassword: credentials.password }
      : {
          CertificateThumbprint: credentials.certificate.thumbprint,
          CertificatePrivateKey: credentials.certificate.privateKey,
        };
  return new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppId: appId,
    MicrosoftAppTenantId: tenantId,
    MicrosoftAppType: 'SingleTenant',
    ...proof,
  });
}

function standIn(appId: string, bearer: string): Factory {
  return {
    isValidAppId: async (id) => id === appId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => ({
      async signRequest(request: Signed) {
        request.headers.set('authorization', `Bearer ${bearer}`);
        return request;
      },
    }),
  };
}

/** All of them: one alone would leave the others undefined, and every token would be refused. */
function addressesOf({ openIdMetadataUrl, issuer }: Cloud): Readonly<Record<string, string>> {
  return {
    ToChannelFromBotLoginUrl: LOGIN,
    ToChannelFromBotOAuthScope: CHANNEL,
    ToBotFromChannelTokenIssuer: issuer,
    OAuthUrl: CHANNEL,
    ToBotFromChannelOpenIdMetadataUrl: openIdMetadataUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: openIdMetadataUrl,
    CallerId: 'urn:botframework:azure',
  };
}

/** botbuilder signs requests; we only want to know with what. */
async function signed(signer: Signer): Promise<string> {
  const headers = new Map<string, string>();
  await signer.signRequest({ headers } as unknown as Signed);
  return [...headers].find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? '';
}

/** Where Teams lets bots speak; a stand-in's origins take the place of Microsoft's. */
export interface Services {
  readonly cloud: { readonly serviceOrigins: readonly string[] } | null;
  readonly credentials: object | null;
}

/** Whether our bearer, and what we know, may be sent to this address. */
export function isService(serviceUrl: string, { cloud, credentials }: Services): boolean {
  const url = URL.canParse(serviceUrl) ? new URL(serviceUrl) : null;
  if (url === null || url.href !== `${url.origin}${url.pathname}`) return false;
  if (cloud) return cloud.serviceOrigins.includes(url.origin);
  if (credentials === null && LOOPBACK.test(url.hostname)) return url.protocol === 'http:' || url.protocol === 'https:';
  return url.protocol === 'https:' && url.port === '' && MICROSOFT.test(url.hostname);
}

const MICROSOFT = /^(?:smba\.trafficmanager\.net|smba\.infra\.(?:[a-z0-9-]+\.)+teams\.microsoft\.(?:com|us))$/;

/** A tool for development, on this computer. */
const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])$/;

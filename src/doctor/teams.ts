import type { NetworkHealth } from '../database/health.js';
import { type Finding, mend, note, well } from './finding.js';

export interface TeamsFacts {
  readonly standing: Standing;
  /** When the bot's certificate ends; null where it shows a password. */
  readonly until: Date | null;
}

export type Standing =
  | { readonly state: 'off' }
  | { readonly state: 'reached' }
  | { readonly state: 'refused'; readonly code: string }
  | { readonly state: 'silent'; readonly reason: string };

export function checkTeams({ standing, until }: TeamsFacts, network: NetworkHealth | null, now: Date): Finding[] {
  return [
    checkStanding(standing),
    ...(until ? checkCertificate(until, now) : []),
    ...(network && network.boutiques.length > 0 ? checkRooms(network) : []),
  ];
}

function checkStanding(standing: Standing): Finding {
  switch (standing.state) {
    case 'off':
      return note(
        'In Teams nobody proves who they are: TEAMS_AUTHENTICATION is off.',
        'Take it out before anybody else can reach the bot.',
      );
    case 'silent':
      return mend(
        `Microsoft can't be reached: ${standing.reason}.`,
        'Check the way to login.microsoftonline.com: network, proxy, firewall.',
      );
    case 'refused':
      return mend(
        `Microsoft refuses the bot in Teams: ${standing.code}.`,
        REMEDIES[standing.code] ?? 'Check MICROSOFT_APP_ID, MICROSOFT_APP_TENANT_ID and the password or certificate.',
      );
    case 'reached':
      return well('Microsoft knows the bot in Teams and gives it a token.');
  }
}

/** Microsoft Entra's own words for it. */
const REMEDIES: Readonly<Record<string, string>> = {
  AADSTS700016: 'Check MICROSOFT_APP_ID, and that the bot is registered in the tenant of MICROSOFT_APP_TENANT_ID.',
  AADSTS700027: "Upload the certificate at the app's registration, or set the one that is there.",
  AADSTS7000215: "Set MICROSOFT_APP_PASSWORD to the client secret's value, not to its id.",
  AADSTS7000222: 'Make a new client secret: this one has ended.',
  AADSTS90002: 'Check MICROSOFT_APP_TENANT_ID.',
};

const DAY = 86_400_000;
const SOON_DAYS = 30;

function checkCertificate(until: Date, now: Date): Finding[] {
  const days = Math.floor((until.getTime() - now.getTime()) / DAY);
  if (days >= SOON_DAYS) return [];
  const day = until.toLocaleDateString('en-US', { dateStyle: 'medium', timeZone: 'UTC' });
  return [
    mend(
      `The certificate of the bot in Teams ends on ${day}.`,
      "Make a new one and upload it at the app's registration.",
    ),
  ];
}

function checkRooms({ teamsChannels, teamsJoined }: NetworkHealth): Finding[] {
  if (teamsChannels === 0)
    return [
      note(
        'The network file names no channel of Teams.',
        'Write a teams_channel where people should read there, and run vitrine network apply FILE.',
      ),
    ];
  if (teamsJoined > 0) return [];
  return [
    mend('No team has taken Vitrine in yet.', 'Add the app to each team that has a channel of the network file.'),
  ];
}

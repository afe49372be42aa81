import type { BoutiqueHealth, DepartmentHealth, LostPerson, NetworkHealth } from '../database/health.js';
import { type Finding, mend, note, things, well } from './finding.js';

export function checkNetwork(network: NetworkHealth, now: Date): Finding[] {
  if (network.boutiques.length === 0) return [mend('There is no network yet.', 'Run vitrine network apply FILE.')];

  const found = [
    ...network.boutiques.flatMap((boutique) => checkBoutique(boutique, now)),
    ...(network.operationsManagers === 0 ? [NO_OPERATIONS] : []),
    ...network.departments.flatMap(checkDepartment),
    ...network.lost.map(lostPerson),
  ];
  const whole = found.some(({ is }) => is === 'mend') ? [] : [well(complete(network))];
  return [...whole, ...found, ...(network.unmet > 0 ? [unmet(network.unmet)] : [])];
}

const complete = ({ boutiques }: NetworkHealth): string =>
  `${things(boutiques.length, 'boutique has', 'boutiques have')} a channel, people and stock.`;

const APPLY = 'in the network file, and run vitrine network apply FILE';

const NO_OPERATIONS = mend('Nobody is operations manager.', `Give somebody the role operations-manager ${APPLY}.`);

const DAY = 86_400_000;
const OLD_DAYS = 7;

function checkBoutique({ code, channel, managers, associates, stock }: BoutiqueHealth, now: Date): Finding[] {
  const found: Finding[] = [];
  if (!channel) found.push(mend(`${code} has no channel.`, `Write its slack_channel or teams_channel ${APPLY}.`));
  if (managers === 0)
    found.push(mend(`${code} has no store manager.`, `Give somebody the role store-manager there ${APPLY}.`));
  if (associates === 0)
    found.push(mend(`${code} has no associate.`, `Give somebody the role associate there ${APPLY}.`));
  if (!stock) return [...found, mend(`${code} has no stock.`, `Run vitrine import stock FILE --boutique ${code}.`)];

  const days = Math.floor((now.getTime() - stock.getTime()) / DAY);
  if (days < OLD_DAYS) return found;
  return [...found, mend(`The stock of ${code} is ${days} days old.`, 'Run vitrine import stock with a newer file.')];
}

function checkDepartment({ name, channel, people }: DepartmentHealth): Finding[] {
  if (!channel && people === 0)
    return [mend(`${name} has neither a channel nor a person.`, `Name one of them ${APPLY}.`)];
  if (people === 0) return [note(`${name} has a channel and no person.`, `Give somebody its role ${APPLY}.`)];
  if (!channel)
    return [note(`${name} has no channel; its people are told one by one.`, `Write a channel for it ${APPLY}.`)];
  return [];
}

const names = { slack: 'Slack', teams: 'Teams' } as const;

function lostPerson({ name, email, chat, reason }: LostPerson): Finding {
  const account = { slack: 'slack: TEAM/USER', teams: 'teams: TENANT/OBJECT-ID' }[chat];
  const todo: Readonly<Record<string, string>> = {
    not_a_full_member: 'Make them a full member there, or take them out of the network file.',
    bound_to_another_account: `Write their account as ${account} ${APPLY}.`,
    not_found_in_teams: `Make them a member of their boutique's team, or write ${account} ${APPLY}.`,
  };
  return mend(
    `${name} (${email}) could not be found in ${names[chat]}.`,
    todo[reason] ?? `Check their e-mail in ${names[chat]} and ${APPLY}.`,
  );
}

const unmet = (people: number): Finding =>
  note(
    `${things(people, 'person has', 'people have')} not met Vitrine in a chat yet.`,
    'Nothing: they are found by e-mail at the first message.',
  );

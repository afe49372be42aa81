import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { calendarsOf } from '../../src/database/calendars.js';
import type { Connection } from '../../src/database/client.js';
import { applyNetwork, planNetwork } from '../../src/imports/network.js';
import { readNetwork } from '../../src/imports/network-file.js';
import type { Network } from '../../src/imports/network-shape.js';
import { type ConnectedDatabase, connectedDatabase } from '../helpers/database.js';

const now = new Date('2026-11-27T20:00:00Z');
let database: ConnectedDatabase;
let connection: Connection;

beforeEach(async () => {
  database = await connectedDatabase();
  connection = database.connection;
});

afterEach(async () => {
  await database?.drop();
});

it('writes what the file says, once', async () => {
  const said = await apply(small());

  expect(said).toEqual([
    'Region AMERICAS: new, Americas',
    'Country US: new, United States',
    'Boutique MADISON: new, Madison',
    'Boutique RODEO: new, Beverly Hills',
    'Ana Ruiz: new, ana@vitrine.example',
    'Marc Delorme: new, marc@vitrine.example',
    'Zone Vitrine 2 of MADISON: new',
    'Zone Safe of MADISON: new',
    'Zone Safe of RODEO: new',
    'Ana Ruiz: associate at MADISON',
    'Marc Delorme: operations manager',
    'Finance: new',
    'Ana Ruiz: Slack account T0VITRINE/U0ANA',
  ]);
  expect(await apply(small())).toEqual([]);
  expect(
    await connection.prisma.zone.findMany({ orderBy: { position: 'asc' }, where: { boutiqueCode: 'MADISON' } }),
  ).toEqual([
    expect.objectContaining({ id: 'MADISON/vitrine-2', kind: 'vitrine', aliases: [], position: 1, active: true }),
    expect.objectContaining({ id: 'MADISON/safe', kind: 'safe', aliases: ['Coffre'], position: 2 }),
  ]);
  expect(await connection.prisma.boutique.findUnique({ where: { code: 'MADISON' } })).toMatchObject({
    tradingHours: { mon: '10:00-19:00' },
    openingDate: new Date('2014-09-12T00:00:00Z'),
    slackChannel: 'C0MADISON',
    postalCode: '10021',
  });
  expect((await connection.prisma.role.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id)).toEqual([
    'ana/associate/MADISON',
    'marc/operations-manager/*',
  ]);
});

describe('days that are not like the week', () => {
  const closed = 'closures: [{ first_day: 2026-12-24, hours: "10:00-16:00", reason: Christmas Eve }]';
  const withClosures = (
    own = closed,
    ofMany = '{ country: US, state: NY, first_day: 2027-02-01, last_day: 2027-02-05, reason: Blizzard }',
  ) =>
    small(
      (text) =>
        `${text.replace('slack_channel: C0MADISON', `slack_channel: C0MADISON, ${own}`)}closures: [${ofMany}]\n`,
    );
  const kept = async () => {
    const rows = await connection.prisma.closure.findMany({ orderBy: { id: 'asc' } });
    return rows.map(({ id, hours, endedAt }) => [id, hours, endedAt]);
  };
  const [madison, newYork] = [
    'file/boutique/MADISON/2026-12-24/2026-12-24',
    'file/country/US/NY/2027-02-01/2027-02-05',
  ];

  it('are written once, for whom they are', async () => {
    const said = await apply(withClosures());

    expect(said.slice(-2)).toEqual([
      'State NY of US: closed Mon, Feb 1, 2027 to Fri, Feb 5, 2027, Blizzard',
      'Boutique MADISON: open 10:00-16:00 Thu, Dec 24, 2026, Christmas Eve',
    ]);
    expect(await apply(withClosures())).toEqual([]);
    expect((await calendarsOf(connection.prisma, ['MADISON'])).get('MADISON')?.closures).toEqual([
      { firstDay: '2026-12-24', lastDay: '2026-12-24', hours: '10:00-16:00', reason: 'Christmas Eve' },
      { firstDay: '2027-02-01', lastDay: '2027-02-05', hours: null, reason: 'Blizzard' },
    ]);
    expect((await calendarsOf(connection.prisma, ['RODEO'])).get('RODEO')?.closures).toHaveLength(1);
  });

  it('change, end and come back with the file, and are never deleted', async () => {
    await apply(withClosures());
    expect(await apply(withClosures(closed.replace('"10:00-16:00"', 'closed')))).toEqual([
      'Boutique MADISON: Thu, Dec 24, 2026: open 10:00-16:00, Christmas Eve → closed, Christmas Eve',
    ]);
    expect(await apply(withClosures('closures: []'))).toEqual(['Boutique MADISON: no longer closed Thu, Dec 24, 2026']);
    expect(await newestEvent()).toMatchObject({
      event: 'network.closure-ended',
      subject: madison,
      chain: 'MADISON',
    });
    expect(await kept()).toEqual([
      [madison, null, now],
      [newYork, null, null],
    ]);

    expect(await apply(withClosures())).toEqual([
      'Boutique MADISON: open 10:00-16:00 Thu, Dec 24, 2026, Christmas Eve',
    ]);
    expect(await kept()).toEqual([
      [madison, '10:00-16:00', null],
      [newYork, null, null],
    ]);
  });

  it('that people said in a chat are left to them', async () => {
    await apply(small());
    const days = { firstDay: now, lastDay: now, createdAt: now };
    await connection.prisma.closure.create({
      data: { ...days, id: 'flood', boutiqueCode: 'MADISON', reason: 'Flood', createdBy: 'marc' },
    });
    expect(await apply(small())).toEqual([]);
    expect(await kept()).toEqual([['flood', null, null]]);
  });
});

it('gives whoever works at no boutique a clock of their own', async () => {
  const inParis = small((text) => text.replace('email: marc@', 'time_zone: Europe/Paris, email: marc@'));
  await apply(inParis);
  expect(await apply(inParis)).toEqual([]);
  expect(await connection.prisma.person.findUnique({ where: { id: 'marc' } })).toMatchObject({
    timeZone: 'Europe/Paris',
  });
  expect(await apply(small())).toEqual(['Marc Delorme: time zone Europe/Paris → none']);
});

it('keeps the workspace of a channel, where several installed the bot', async () => {
  await apply(small());
  const named = small((text) =>
    text
      .replace('slack_channel: C0MADISON', 'slack_channel: C0MADISON, slack_team: T0FIRST')
      .replace('role: finance, name: Finance', 'role: finance, name: Finance, slack_team: T0SECOND'),
  );

  expect(await apply(named)).toEqual([
    'Boutique MADISON: workspace none → T0FIRST',
    'Finance: workspace none → T0SECOND',
  ]);
  const { prisma } = connection;
  expect(await prisma.boutique.findUnique({ where: { code: 'MADISON' } })).toMatchObject({ slackTeam: 'T0FIRST' });
  expect(await prisma.department.findFirst()).toMatchObject({ slackTeam: 'T0SECOND' });
});

const TENANT = 'a1b2c3d4-0000-4000-8000-ef1234567890';
const inTeams = (user = '1') => `teams: ${TENANT}/00000000-0000-4000-8000-00000000000${user}`;
const teamsAccounts = async () =>
  (await connection.prisma.chatAccount.findMany({ where: { channel: 'teams' }, orderBy: { personId: 'asc' } })).map(
    ({ tenant, userId, personId }) => `${personId} ${tenant}/${userId}`,
  );

it('keeps where a boutique, a department and a person are in Teams, beside Slack', async () => {
  await apply(small());
  const both = small((text) =>
    text
      .replace('slack_channel: C0MADISON', 'slack_channel: C0MADISON, teams_channel: "19:m@thread.tacv2"')
      .replace('slack_channel: C0FINANCE', 'slack_channel: C0FINANCE, teams_channel: "19:f@thread.tacv2"')
      .replace('slack: T0VITRINE/U0ANA', `slack: T0VITRINE/U0ANA, ${inTeams()}`),
  );

  expect(await apply(both)).toEqual([
    'Boutique MADISON: Teams channel none → 19:m@thread.tacv2',
    'Finance: Teams channel none → 19:f@thread.tacv2',
    `Ana Ruiz: Teams account ${TENANT}/00000000-0000-4000-8000-000000000001`,
  ]);
  expect(await apply(both)).toEqual([]);
  const { prisma } = connection;
  expect(await prisma.boutique.findUnique({ where: { code: 'MADISON' } })).toMatchObject({
    slackChannel: 'C0MADISON',
    teamsChannel: '19:m@thread.tacv2',
  });
  expect(await prisma.department.findFirst()).toMatchObject({ teamsChannel: '19:f@thread.tacv2' });
  expect(await teamsAccounts()).toEqual([`ana ${TENANT}/00000000-0000-4000-8000-000000000001`]);
  expect(await prisma.chatAccount.count({ where: { channel: 'slack' } })).toBe(1);
});

it('ends an older bond in Teams, on record, and leaves those in Slack', async () => {
  await apply(small((text) => text.replace('slack: T0VITRINE/U0ANA', `slack: T0VITRINE/U0ANA, ${inTeams()}`)));
  const moved = small((text) =>
    text.replace('email: marc@vitrine.example', `email: marc@vitrine.example, ${inTeams()}`),
  );

  expect(await apply(moved)).toEqual([`Marc Delorme: Teams account ${TENANT}/00000000-0000-4000-8000-000000000001`]);
  expect(await teamsAccounts()).toEqual([`marc ${TENANT}/00000000-0000-4000-8000-000000000001`]);
  expect(await newestEvent()).toMatchObject({
    event: 'network.account-bound',
    subject: 'marc',
    facts: { channel: 'teams', tenant: TENANT },
    before: [{ person: 'ana', user: '00000000-0000-4000-8000-000000000001' }],
    after: { person: 'marc' },
  });
  expect(await connection.prisma.chatAccount.count({ where: { channel: 'slack', personId: 'ana' } })).toBe(1);
});

it('takes the channels from a boutique that has left, in both chats', async () => {
  const rodeo = (text: string) =>
    text.replace('slack_channel: C0RODEO', 'slack_channel: C0RODEO, teams_channel: "19:r@thread.tacv2"');
  await apply(small(rodeo));
  await apply(small((text) => text.replace(/ {2}- \{ code: RODEO[^\n]*\n/, '')));

  expect(await connection.prisma.boutique.findUnique({ where: { code: 'RODEO' } })).toMatchObject({
    active: false,
    slackChannel: null,
    teamsChannel: null,
  });
  const elsewhere = (text: string) =>
    text.replace('slack_channel: C0MADISON', 'slack_channel: C0MADISON, teams_channel: "19:r@thread.tacv2"');
  expect(await apply(small(elsewhere))).toContain('Boutique MADISON: Teams channel none → 19:r@thread.tacv2');
});

it('lets two boutiques swap their channels in Teams', async () => {
  const placed = (text: string) =>
    text
      .replace('slack_channel: C0MADISON', 'teams_channel: "19:m@thread.tacv2"')
      .replace('slack_channel: C0RODEO', 'teams_channel: "19:r@thread.tacv2"');
  await apply(small(placed));

  expect(await apply(small((text) => swap(placed(text), '19:m@', '19:r@')))).toHaveLength(2);
  expect(await connection.prisma.boutique.findUnique({ where: { teamsChannel: '19:r@thread.tacv2' } })).toMatchObject({
    code: 'MADISON',
  });
});

it('says what it would change, and changes nothing by that', async () => {
  await apply(small());
  const changed = small((text) =>
    text
      .replace('name: Madison,', 'name: Madison Avenue,')
      .replace('aliases: [Coffre]', 'aliases: [Coffre, Coffre-fort]')
      .replace('{ role: associate, boutique: MADISON }', '{ role: store-manager, boutique: RODEO }')
      .replace('email: marc@', 'email: m.delorme@')
      .replace('U0ANA', 'U1ANA'),
  );

  expect((await planNetwork(connection.prisma, changed)).map(({ sentence }) => sentence)).toEqual([
    'Boutique MADISON: name Madison → Madison Avenue',
    'Marc Delorme: e-mail marc@vitrine.example → m.delorme@vitrine.example',
    'Zone Safe of MADISON: other names Coffre → Coffre, Coffre-fort',
    'Ana Ruiz: store manager at RODEO',
    'Ana Ruiz: no longer associate at MADISON',
    'Ana Ruiz: Slack account T0VITRINE/U1ANA',
  ]);
  expect(await planNetwork(connection.prisma, small())).toEqual([]);

  expect(await apply(changed)).toHaveLength(6);
  expect(await apply(changed)).toEqual([]);
  expect(await connection.prisma.chatAccount.findMany()).toEqual([
    expect.objectContaining({ userId: 'U1ANA', personId: 'ana' }),
  ]);
});

it('retires what is no longer listed, and welcomes it back', async () => {
  await apply(small());
  const less = small((text) =>
    text
      .replace(/ {2}- \{ code: RODEO[^\n]*\n/, '')
      .replace(/ {2}- \{ id: ana[^\n]*\n/, '')
      .replace(/ {2}- \{ role: finance[^\n]*\n/, '')
      .replace('departments:', 'departments: []'),
  );

  expect(await apply(less)).toEqual([
    'Boutique RODEO: no longer listed',
    'Ana Ruiz: no longer listed',
    'Zone Safe of RODEO: no longer listed',
    'Ana Ruiz: no longer associate at MADISON',
    'Finance: no longer listed',
  ]);
  expect(await connection.prisma.boutique.findUnique({ where: { code: 'RODEO' } })).toMatchObject({
    active: false,
    slackChannel: null,
  });
  expect(await connection.prisma.person.findUnique({ where: { id: 'ana' } })).toMatchObject({ active: false });
  expect(await connection.prisma.role.count()).toBe(1);
  expect(await apply(less)).toEqual([]);

  expect(await apply(small())).toEqual([
    'Boutique RODEO: active again',
    'Boutique RODEO: channel none → C0RODEO',
    'Ana Ruiz: active again',
    'Zone Safe of RODEO: active again',
    'Ana Ruiz: associate at MADISON',
    'Finance: new',
  ]);
});

it('gives a zone a holder, passes it on, and takes it back', async () => {
  await apply(small());
  const held = (by: string) => small((text) => text.replace('kind: vitrine }', `kind: vitrine, holder: ${by} }`));

  expect(await apply(held('ana'))).toEqual(['Zone Vitrine 2 of MADISON: holder none → Ana Ruiz']);
  expect(await holders()).toEqual({ 'MADISON/vitrine-2': 'ana' });
  expect(await apply(held('ana'))).toEqual([]);

  expect(await apply(held('marc'))).toEqual(['Zone Vitrine 2 of MADISON: holder Ana Ruiz → Marc Delorme']);
  expect(await newestEvent()).toMatchObject({
    event: 'network.zone-changed',
    subject: 'MADISON/vitrine-2',
    boutiqueCode: 'MADISON',
    facts: { field: 'holder_id' },
    before: 'ana',
    after: 'marc',
  });

  expect(await apply(small())).toEqual(['Zone Vitrine 2 of MADISON: holder Marc Delorme → none']);
  expect(await holders()).toEqual({});
});

it('says who holds a new zone', async () => {
  const said = await apply(small((text) => text.replace('kind: vitrine }', 'kind: vitrine, holder: ana }')));

  expect(said).toContain('Zone Vitrine 2 of MADISON: new, held by Ana Ruiz');
});

const bands = `value_bands:
  - { currency: USD, above: 10000, by: operations-manager }
  - { currency: USD, above: 50000, by: director }
  - { currency: USD, above: 50000, by: finance }
`;

it('writes the value bands in the order of the file, once', async () => {
  await apply(small());

  expect(await apply(small((text) => text + bands))).toEqual([
    'Value band USD, operations manager: new, above $10,000',
    'Value band USD, director: new, above $50,000',
    'Value band USD, finance: new, above $50,000',
  ]);
  expect(await apply(small((text) => text + bands))).toEqual([]);
  expect(await connection.prisma.valueBand.findMany({ orderBy: { position: 'asc' } })).toEqual([
    { currency: 'USD', role: 'operations-manager', above: 1_000_000n, position: 1 },
    { currency: 'USD', role: 'director', above: 5_000_000n, position: 2 },
    { currency: 'USD', role: 'finance', above: 5_000_000n, position: 3 },
  ]);
});

it('changes a value band, and the order of two', async () => {
  await apply(small((text) => text + bands));
  const swapped = swap(bands, 'by: director', 'by: finance').replace('10000,', '0,');
  const changed = small((text) => text + swapped);

  expect((await planNetwork(connection.prisma, changed)).map(({ sentence }) => sentence)).toEqual([
    'Value band USD, operations manager: above $10,000 → $0',
    'Value band USD, finance: place 3 → 2',
    'Value band USD, director: place 2 → 3',
  ]);
  expect(await apply(changed)).toHaveLength(3);
  expect(await apply(changed)).toEqual([]);
});

it('removes the value bands that are no longer listed, on record', async () => {
  await apply(small((text) => text + bands));
  const fewer = bands.replace(/.*by: director.*\n/, '');

  expect(await apply(small((text) => text + fewer))).toEqual([
    'Value band USD, finance: place 3 → 2',
    'Value band USD, director: no longer listed',
  ]);
  expect(await newestEvent()).toMatchObject({
    event: 'network.value-band-removed',
    subject: 'USD/director',
    boutiqueCode: null,
    before: { currency: 'USD', role: 'director', above: 5_000_000, position: 2 },
    after: null,
  });

  expect(await apply(small())).toHaveLength(2);
  expect(await connection.prisma.valueBand.count()).toBe(0);
});

it('counts the places of value bands by currency', async () => {
  const tokyo = (text: string) => text.replace(/(RODEO.*currency: )USD/, '$1JPY') + bands;
  const yen = '  - { currency: JPY, above: 1500000, by: director }\n';
  await apply(small(tokyo));

  expect(await apply(small((text) => tokyo(text).replace('value_bands:\n', `value_bands:\n${yen}`)))).toEqual([
    'Value band JPY, director: new, above ¥1,500,000',
  ]);
  expect(await connection.prisma.valueBand.findMany({ where: { currency: 'JPY' } })).toEqual([
    { currency: 'JPY', role: 'director', above: 1_500_000n, position: 1 },
  ]);
});

it('lets two boutiques swap their channels, and two people their e-mails', async () => {
  await apply(small());
  const swapped = small((text) => swap(swap(text, 'C0MADISON', 'C0RODEO'), 'ana@', 'marc@'));

  expect(await apply(swapped)).toHaveLength(4);
  expect(await connection.prisma.boutique.findUnique({ where: { slackChannel: 'C0RODEO' } })).toMatchObject({
    code: 'MADISON',
  });
  expect(await connection.prisma.person.findUnique({ where: { email: 'ana@vitrine.example' } })).toMatchObject({
    id: 'marc',
  });
});

it('keeps a person’s id with their e-mail', async () => {
  await apply(small());
  const renamed = small((text) => text.replace('id: ana,', 'id: ana-ruiz,'));

  await expect(apply(renamed)).rejects.toThrow(
    'ana@vitrine.example belongs to "ana" here, and the file gives it to "ana-ruiz". Keep the id "ana".',
  );
  expect(await apply(small())).toEqual([]);
});

it('leaves an account that chat bound to a person', async () => {
  await apply(small());
  await connection.prisma.chatAccount.create({
    data: { channel: 'slack', tenant: 'T0VITRINE', userId: 'U0MARC', personId: 'marc', boundAt: now },
  });

  expect(await apply(small())).toEqual([]);
  expect(await connection.prisma.chatAccount.count()).toBe(2);
});

it('never mixes a real network with demo data', async () => {
  await apply(small(), 'demo');

  await expect(apply(small())).rejects.toThrow(
    'This database holds demo data. Use another database for a real network.',
  );
  expect(await apply(small(), 'demo')).toEqual([]);
});

it('never loads demo data over a real network', async () => {
  await apply(small());

  await expect(apply(small(), 'demo')).rejects.toThrow(
    'This database holds a real network. Use another database for demo data.',
  );
});

it('records every change, and who made it', async () => {
  await apply(small());
  await apply(small((text) => text.replace('name: Madison,', 'name: Madison Avenue,')));

  const events = await connection.prisma.auditEvent.findMany({ orderBy: { id: 'asc' } });
  expect(events).toHaveLength(14);
  expect(events.at(-1)).toMatchObject({
    event: 'network.boutique-changed',
    subject: 'MADISON',
    boutiqueCode: 'MADISON',
    actorId: 'marc',
    channel: 'command-line',
    facts: { field: 'name' },
    before: 'Madison',
    after: 'Madison Avenue',
  });
});

it('applies the same file twice at once without harm', async () => {
  const [first, second] = await Promise.all([apply(small()), apply(small())]);

  expect([first.length, second.length].sort()).toEqual([0, 13]);
});

async function apply(network: Network, kind: 'applied' | 'demo' = 'applied'): Promise<string[]> {
  const changes = await applyNetwork(connection, network, { kind, now, by: 'marc' });
  return changes.map(({ sentence }) => sentence);
}

async function holders(): Promise<Record<string, string | null>> {
  const zones = await connection.prisma.zone.findMany({ where: { holderId: { not: null } } });
  return Object.fromEntries(zones.map(({ id, holderId }) => [id, holderId]));
}

function newestEvent() {
  return connection.prisma.auditEvent.findFirst({ orderBy: { id: 'desc' } });
}

function small(edit = (text: string) => text): Network {
  const read = readNetwork(edit(smallYaml));
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.network;
}

function swap(text: string, one: string, other: string): string {
  return text.replace(one, '!').replace(other, one).replace('!', other);
}

const address = '{ street: 1 Example Plaza, city: New York, state: NY, postal_code: 10021 }';
const usual = `country: US, address: ${address}, time_zone: America/New_York, currency: USD`;
const smallYaml = `regions:
  - { code: AMERICAS, name: Americas }
countries:
  - { code: US, name: United States, region: AMERICAS }
boutiques:
  - { code: MADISON, name: Madison, ${usual}, slack_channel: C0MADISON, opening_date: 2014-09-12, trading_hours: { mon: "10:00-19:00", sun: closed }, zones: [{ name: Vitrine 2, kind: vitrine }, { name: Safe, kind: safe, aliases: [Coffre] }] }
  - { code: RODEO, name: Beverly Hills, ${usual}, slack_channel: C0RODEO, trading_hours: {}, zones: [{ name: Safe, kind: safe }] }
departments:
  - { role: finance, name: Finance, slack_channel: C0FINANCE }
people:
  - { id: ana, name: Ana Ruiz, email: ana@vitrine.example, language: en-US, slack: T0VITRINE/U0ANA, roles: [{ role: associate, boutique: MADISON }] }
  - { id: marc, name: Marc Delorme, email: marc@vitrine.example, language: en-US, roles: [{ role: operations-manager }] }
`;

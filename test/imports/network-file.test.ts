import { describe, expect, it } from 'vitest';
import { networkFaultInWords, readNetwork } from '../../src/imports/network-file.js';

const good = `regions:
  - { code: AMERICAS, name: Americas }
countries:
  - { code: US, name: United States, region: AMERICAS }
boutiques:
  - code: MADISON
    name: Madison Avenue
    country: US
    address: { street: 1 Example Plaza, city: Boston, state: MA, postal_code: 02108 }
    time_zone: America/New_York
    currency: USD
    trading_hours: { mon: "10:00-19:00", sun: closed }
    opening_date: 2014-09-12
    slack_channel: C0MADISON
    zones:
      - { name: Window, kind: window, aliases: [Vitrine rue] }
      - { name: Vitrine 2, kind: vitrine, holder: ana }
departments:
  - { role: finance, name: Finance, slack_channel: C0FINANCE }
people:
  - id: ana
    name: Ana Ruiz
    email: Ana@Vitrine.example
    language: en-US
    slack: T0VITRINE/U0ANA
    roles:
      - { role: associate, boutique: MADISON }
      - role: director
value_bands:
  - { currency: USD, above: 10000, by: operations-manager }
  - { currency: USD, above: 50000.50, by: director }
`;

describe('a readable network', () => {
  it('keeps every value as it is written', () => {
    const read = readNetwork(good);

    expect(read).toMatchObject({
      network: {
        boutiques: [
          { address: { postal_code: '02108' }, zones: [{ aliases: ['Vitrine rue'] }, { aliases: [], holder: 'ana' }] },
        ],
        people: [{ email: 'ana@vitrine.example', slack: 'T0VITRINE/U0ANA' }],
      },
    });
  });

  it('has its value bands in minor units', () => {
    expect(readNetwork(good)).toMatchObject({
      network: {
        value_bands: [
          { currency: 'USD', above: 1_000_000, by: 'operations-manager' },
          { currency: 'USD', above: 5_000_050, by: 'director' },
        ],
      },
    });
  });

  it('may do without value bands', () => {
    expect(readNetwork(good.slice(0, good.indexOf('value_bands:')))).toMatchObject({ network: { value_bands: [] } });
  });

  it('may have bands of the same amount, and lower ones in another currency', () => {
    const madison = good.slice(good.indexOf('  - code: MADISON'), good.indexOf('departments:'));
    const ginza = madison.replaceAll('MADISON', 'GINZA').replace('Madison', 'Ginza').replace('USD', 'JPY');
    const both = good.replace('50000.50', '10000').replace('departments:', `${ginza}departments:`);

    expect(readNetwork(`${both}  - { currency: JPY, above: 500, by: director }\n`)).toMatchObject({
      network: { value_bands: [{ above: 1_000_000 }, { above: 1_000_000 }, { currency: 'JPY', above: 500 }] },
    });
  });

  it('may have a country called NO', () => {
    const read = readNetwork(
      good.replace('{ code: US,', '{ code: NO, name: Norway, region: AMERICAS }\n  - { code: US,'),
    );

    expect(read).toMatchObject({ network: { countries: [{ code: 'NO' }, { code: 'US' }] } });
  });
});

describe('a network in Teams', () => {
  const tenant = 'A1B2C3D4-0000-4000-8000-EF1234567890';
  const user = '0f0e0d0c-1111-4222-8333-444455556666';
  const inTeams = good
    .replace('slack_channel: C0MADISON', 'teams_channel: 19:madison_-.1@thread.tacv2')
    .replace('slack_channel: C0FINANCE', 'teams_channel: 19:0f@thread.skype')
    .replace('slack: T0VITRINE/U0ANA', `teams: ${tenant}/${user}`);

  it('has its channels, and its people by tenant and object id in small letters', () => {
    expect(readNetwork(inTeams)).toMatchObject({
      network: {
        boutiques: [{ teams_channel: '19:madison_-.1@thread.tacv2' }],
        departments: [{ teams_channel: '19:0f@thread.skype' }],
        people: [{ teams: `${tenant.toLowerCase()}/${user}` }],
      },
    });
  });

  it('may be in Slack as well', () => {
    const both = inTeams.replace('teams: ', 'slack: T0VITRINE/U0ANA\n    teams: ');
    expect(readNetwork(both)).toMatchObject({
      network: { people: [{ slack: 'T0VITRINE/U0ANA', teams: expect.any(String) }] },
    });
  });

  it.each([
    '19:madison@thread.tacv2;messageid=17',
    '19:madison@unq.gbl.spaces',
    '19:group@thread.v2',
    'a:1private',
    'https://teams.microsoft.com/l/channel/19%3Amadison%40thread.tacv2/General',
    'General',
  ])('has no channel %s', (channel) => {
    expect(faultsIn(inTeams.replace('19:madison_-.1@thread.tacv2', `"${channel}"`))).toContain(
      "line 14, boutiques[0].teams_channel: This is not a Teams channel's id, such as 19:0123456789abcdef@thread.tacv2.",
    );
  });

  it.each(['ana@vitrine.example', user, `${tenant}/29:ana`, `${tenant}/${user}/more`, `${tenant}/${user}0`])(
    'has no account %s',
    (account) => {
      expect(faultsIn(inTeams.replace(`${tenant}/${user}`, account))).toContain(
        'line 25, people[0].teams: This is not TENANT/OBJECT-ID, two ids of Microsoft Entra.',
      );
    },
  );

  it('has no channel or account twice', () => {
    const twin = `  - { id: ben, name: Ben, email: ben@vitrine.example, language: en, teams: ${tenant.toLowerCase()}/${user}, roles: [] }\n`;
    const twice = inTeams
      .replace('19:0f@thread.skype', '19:madison_-.1@thread.tacv2')
      .replace('value_bands:', `${twin}value_bands:`);
    expect(faultsIn(twice)).toEqual([
      'line 19, departments[0].teams_channel: The channel "19:madison_-.1@thread.tacv2" is at boutiques[0].teams_channel already.',
      `line 29, people[1].teams: The Teams account "${tenant.toLowerCase()}/${user}" is at people[0].teams already.`,
    ]);
  });
});

describe('days that are not like the week', () => {
  const own = (list: string) => good.replace('    opening_date:', `    closures: ${list}\n    opening_date:`);
  const ofMany = (list: string) => `${good}closures: ${list}\n`;
  const path = 'line 13, boutiques[0].closures[0]';

  it('are of a boutique, a state or a country', () => {
    const eve = '{ first_day: 2026-12-24, hours: "10:00-16:00", reason: Christmas Eve }';
    expect(readNetwork(own(`[${eve}]`))).toMatchObject({
      network: { closures: [], boutiques: [{ closures: [{ first_day: '2026-12-24', hours: '10:00-16:00' }] }] },
    });
    const carnival = '{ country: US, state: LA, first_day: 2027-02-09, reason: Mardi Gras }';
    const mourning = '{ country: US, first_day: 2027-02-09, last_day: 2027-02-10, reason: Mourning }';
    expect(readNetwork(ofMany(`[${carnival}, ${mourning}]`))).toMatchObject({
      network: { closures: [{ state: 'LA' }, { last_day: '2027-02-10' }] },
    });
  });

  it.each([
    ['{ first_day: 2026-12-32, reason: Eve }', `${path}.first_day: This is not a day, such as 2026-11-27.`],
    [
      '{ first_day: 2026-12-24, last_day: 2026-12-23, reason: Eve }',
      `${path}.last_day: This is before the first day, 2026-12-24.`,
    ],
    ['{ first_day: 2026-12-24 }', `${path}.reason: This is missing.`],
    ['{ first_day: 2026-12-24, hours: 10-16, reason: Eve }', `${path}.hours: Write "10:00-19:00" or "closed".`],
    ['{ first_day: 2026-12-24, country: US, reason: Eve }', `${path}.country: This field is not known.`],
    [
      '{ first_day: 2026-12-24, reason: Eve }, { first_day: 2026-12-24, hours: 10:00-16:00, reason: Eve }',
      'line 13, boutiques[0].closures[1]: These days are there already.',
    ],
  ])('are not %s', (entries, fault) => {
    expect(faultsIn(own(`[${entries}]`))).toEqual([fault]);
  });

  it.each([
    ['{ country: FR, first_day: 2027-02-09, reason: Eve }', 'country: There is no country "FR" in the file.'],
    ['{ country: US, state: XX, first_day: 2027-02-09, reason: Eve }', 'state: This is not a US state, such as NY.'],
    ['{ first_day: 2027-02-09, reason: Eve }', 'country: This is missing.'],
  ])('are not of %s', (entry, fault) => {
    expect(faultsIn(ofMany(`[${entry}]`))).toEqual([expect.stringContaining(`closures[0].${fault}`)]);
  });
});

describe('a faulty network', () => {
  it.each([
    [
      'America/New_York',
      'America/Gotham',
      'line 10, boutiques[0].time_zone: This is not a time zone, such as America/New_York.',
    ],
    ['America/New_York', 'EST5', 'line 10, boutiques[0].time_zone: This is not a time zone, such as America/New_York.'],
    ['currency: USD', 'currency: USB', 'line 11, boutiques[0].currency: This is not a currency code, such as USD.'],
    ['state: MA', 'state: MX', 'line 9, boutiques[0].address.state: This is not a US state, such as NY.'],
    ['state: MA, ', '', 'line 9, boutiques[0].address.state: A boutique in the US needs its state, such as NY.'],
    ['02108', '2108', 'line 9, boutiques[0].address.postal_code: This is not a US postal code, such as 10021.'],
    ['10:00-19:00', '10-19', 'line 12, boutiques[0].trading_hours.mon: Write "10:00-19:00" or "closed".'],
    ['10:00-19:00', '19:00-10:00', 'line 12, boutiques[0].trading_hours.mon: Write "10:00-19:00" or "closed".'],
    ['sun: closed', 'dim: closed', 'line 12, boutiques[0].trading_hours.dim: This field is not known.'],
    ['2014-09-12', '2014-02-30', 'line 13, boutiques[0].opening_date: This is not a day, such as 2026-11-27.'],
    [
      'C0MADISON',
      '#nyc-madison',
      "line 14, boutiques[0].slack_channel: This is not a Slack channel's id, such as C0123456789.",
    ],
    [
      'kind: vitrine',
      'kind: shelf',
      'line 17, boutiques[0].zones[1].kind: This is not known. Known are window, vitrine, tray-wall, safe, drawer, workbench, other.',
    ],
    [
      'name: Vitrine 2',
      'name: vitrine RUE',
      'line 17, boutiques[0].zones[1].name: The zone of MADISON "vitrine RUE" is at boutiques[0].zones[0].aliases[0] already.',
    ],
    [
      'C0FINANCE',
      'C0MADISON',
      'line 19, departments[0].slack_channel: The channel "C0MADISON" is at boutiques[0].slack_channel already.',
    ],
    [
      'role: finance',
      'role: gossip',
      'line 19, departments[0].role: This is not known. Known are global-retail-operations, safety-and-security, register-support, after-sales, store-planning, finance.',
    ],
    ['Ana@Vitrine.example', 'ana at vitrine', 'line 23, people[0].email: This is not an e-mail address.'],
    [
      'language: en-US',
      'language: English, mostly',
      'line 24, people[0].language: This is not a language, such as en-US.',
    ],
    ['T0VITRINE/U0ANA', 'U0ANA', 'line 25, people[0].slack: This is not TEAM/USER, such as T0123456789/U0123456789.'],
    ['role: associate,', 'role: owner,', 'line 27, people[0].roles[0].role: This is not known.'],
    [
      'boutique: MADISON',
      'boutique: RODEO',
      'line 27, people[0].roles[0].boutique: There is no boutique "RODEO" in the file.',
    ],
    [', boutique: MADISON', '', 'line 27, people[0].roles[0]: The role associate needs a boutique.'],
    [
      'role: director',
      '{ role: director, boutique: MADISON }',
      'line 28, people[0].roles[1].boutique: The role director holds across the network; leave the boutique out.',
    ],
    [
      '- role: director',
      '- { role: associate, boutique: MADISON }',
      'line 28, people[0].roles[1]: The role associate is there twice.',
    ],
    ['holder: ana', 'holder: zoe', 'line 17, boutiques[0].zones[1].holder: There is no person "zoe" in the file.'],
    [
      'holder: ana',
      'holder: Ana Ruiz',
      'line 17, boutiques[0].zones[1].holder: An id has small letters, digits and hyphens, such as ana.',
    ],
    [
      '{ currency: USD, above: 10000,',
      '{ currency: EUR, above: 10000,',
      'line 30, value_bands[0].currency: There is no boutique with the currency "EUR" in the file.',
    ],
    [
      '{ currency: USD, above: 10000,',
      '{ currency: USB, above: 10000,',
      'line 30, value_bands[0].currency: This is not a currency code, such as USD.',
    ],
    ['10000,', '"10,000",', 'line 30, value_bands[0].above: This is not an amount in USD, such as 10000 or 10000.50.'],
    ['above: 10000, ', '', 'line 30, value_bands[0].above: This is missing.'],
    [
      '50000.50',
      '9999.99',
      'line 31, value_bands[1].above: This is less than the $10,000 of value_bands[0]. List the bands of USD from low to high.',
    ],
    [
      'by: director',
      'by: store-manager',
      'line 31, value_bands[1].by: This is not known. Known are operations-manager, director, global-retail-operations, safety-and-security, register-support, after-sales, store-planning, finance.',
    ],
    [
      'by: director',
      'by: operations-manager',
      'line 31, value_bands[1].by: The value band "USD, operations-manager" is at value_bands[0].by already.',
    ],
    ['by: director', 'from: director', 'line 31, value_bands[1].from: This field is not known.'],
    ['value_bands:', 'bands:', 'line 29, bands: This field is not known.'],
    ['country: US', 'country: FR', 'line 8, boutiques[0].country: There is no country "FR" in the file.'],
    ['region: AMERICAS', 'region: ASIA', 'line 4, countries[0].region: There is no region "ASIA" in the file.'],
    ['code: US,', 'code: usa,', 'line 4, countries[0].code: This is not a country code of two capitals, such as US.'],
    ['name: Madison Avenue', 'nmae: Madison Avenue', 'line 7, boutiques[0].nmae: This field is not known.'],
    ['name: Madison Avenue', 'nmae: Madison Avenue', 'line 6, boutiques[0].name: This is missing.'],
    ['name: Madison Avenue', 'name:', 'line 7, boutiques[0].name: This is empty.'],
    [
      'name: Madison Avenue',
      'name: [Madison, Avenue]',
      'line 7, boutiques[0].name: This must be a text, not a list or fields.',
    ],
    ['aliases: [Vitrine rue]', 'aliases: Vitrine rue', 'line 16, boutiques[0].zones[0].aliases: This must be a list.'],
    ['regions:', 'region:', 'line 1, regions: This is missing.'],
    ['code: AMERICAS,', 'code: AMERICAS', 'line 2: '],
    ['name: Madison Avenue', 'name: &a Madison\n    code: *a', 'line 8: An alias is not read here. Write it out.'],
  ])('with %j as %j: %s', (from, to, fault) => {
    expect(faultsIn(good.replace(from, to))).toContainEqual(expect.stringContaining(fault));
  });

  it('is told every fault at once, in the order of the file', () => {
    const text = good
      .replace('currency: USD', 'currency: USB')
      .replace('sun: closed', 'sun: perhaps')
      .replace('C0FINANCE', 'x');

    expect(faultsIn(text).map((fault) => fault.split(':')[0])).toEqual([
      'line 11, boutiques[0].currency',
      'line 12, boutiques[0].trading_hours.sun',
      'line 19, departments[0].slack_channel',
    ]);
  });

  it('may not have a person, an e-mail or an account twice', () => {
    const twin =
      '  - { id: ana, name: Ann, email: ana@vitrine.example, language: en, slack: T0VITRINE/U0ANA, roles: [] }\n';

    expect(faultsIn(good.replace('value_bands:', `${twin}value_bands:`))).toEqual([
      'line 29, people[1].id: The id "ana" is at people[0].id already.',
      'line 29, people[1].email: The e-mail "ana@vitrine.example" is at people[0].email already.',
      'line 29, people[1].slack: The Slack account "T0VITRINE/U0ANA" is at people[0].slack already.',
    ]);
  });

  it.each(['', '# only a comment\n'])('may not be empty: %j', (text) => {
    expect(faultsIn(text)).toContain('line 1, people: This is missing.');
  });

  it('may not be something else', () => {
    expect(faultsIn('- a\n- b\n')).toEqual(['line 1: This must have fields of its own.']);
  });
});

function faultsIn(text: string): string[] {
  const read = readNetwork(text);
  return 'faults' in read ? read.faults.map(networkFaultInWords) : [];
}

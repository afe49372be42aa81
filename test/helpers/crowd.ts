import type { Connection } from '../../src/database/client.js';

/** The day on which January's check is due, after nine on every clock of the crowd. */
export const CROWDED = { day: '2027-02-05', at: new Date('2027-02-05T18:00:00Z') } as const;

/**
 * So many boutiques more, each with a store manager, and rows for every reminder: a check that four of five owe, a planned
 * count today and one from yesterday, a stock take in a campaign; and ten projects of the network.
 */
export async function addCrowd({ pool }: Pick<Connection, 'pool'>, number: number): Promise<void> {
  for (const text of [PLACES, PEOPLE, CHECKS, PLANS, TAKES, PROJECTS]) {
    await pool.query(text.replaceAll('@number', String(number)).replaceAll('@day', `'${CROWDED.day}'::date`));
  }
  await pool.query('analyze');
}

const PLACES = `
  insert into boutiques select (jsonb_populate_record(null::boutiques, to_jsonb(b) || jsonb_build_object(
    'code', 'X' || n, 'name', 'Boutique ' || n, 'slack_channel', 'C0X' || n, 'teams_channel', null, 'opening_date', null,
    'time_zone', (array['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles'])[1 + n % 4]))).*
  from (select * from boutiques where active order by code limit 1) b, generate_series(1, @number) n;
  insert into zones (id, boutique_code, name, kind, aliases, position, active)
  select 'X' || n || '/' || z, 'X' || n, 'Zone ' || z, 'vitrine', '{}', z, true
  from generate_series(1, @number) n, generate_series(1, 3) z;
  insert into audit_events (chain, number, at, channel, boutique_code, event, subject, facts, previous, hash)
  select 'X' || n, 1, '2026-12-15T12:00:00Z', 'command-line', 'X' || n, 'network.applied', 'X' || n, '{}', '', ''
  from generate_series(1, @number) n`;

const PEOPLE = `
  insert into people (id, name, email, language, active)
  select 'manager-' || n, 'Manager ' || n, 'manager-' || n || '@vitrine.example', 'en-US', true from generate_series(1, @number) n;
  insert into roles (id, person_id, role, boutique_code)
  select 'manager-' || n, 'manager-' || n, 'store-manager', 'X' || n from generate_series(1, @number) n`;

const CHECKS = `
  insert into aml_checks (id, boutique_code, month, number, outcome, receipts, statement, state, signed_by, signed_at, live)
  select 'check-' || month || n, 'X' || n, month, 1, 'nothing', '{}', 'Checked.', 'signed', 'manager-' || n,
    '2027-02-01T18:00:00Z', 'X' || n || '/' || month
  from generate_series(1, @number) n, unnest(array['2026-12', '2027-01']) month where month = '2026-12' or n % 5 = 0`;

const PLANS = `
  insert into cycle_weeks (id, boutique_code, monday, planned_at, said_at, "left")
  select 'X' || n || '/2027-02-01', 'X' || n, '2027-02-01', '2027-01-28T12:00:00Z', '2027-01-28T12:00:00Z', '[]'
  from generate_series(1, @number) n;
  insert into count_plans (id, boutique_code, zones, reason, due_on, counters, recounters, not_approvers, created_at)
  select 'plan-' || n || '-' || z, 'X' || n, array['X' || n || '/' || z], 'weekly', @day - (z - 1), '{}', '{}', '{}', '2027-01-28T12:00:00Z'
  from generate_series(1, @number) n, generate_series(1, 2) z where z = 1 or n % 3 = 0;
  insert into cycle_slots (id, week_id, boutique_code, zone_id, open_zone, day, time, reasons, state, planned_at, said_at, plan_id)
  select 'slot-' || p.id, p.boutique_code || '/2027-02-01', p.boutique_code, p.zones[1], p.boutique_code || '/2027-02-01/' || p.zones[1],
    p.due_on, '10:00', '[]', 'confirmed', '2027-01-28T12:00:00Z', '2027-01-28T12:00:00Z', p.id
  from count_plans p where p.id like 'plan-%'`;

const TAKES = `
  insert into stock_take_campaigns (id, kind, name, first_day, last_day, per_day, created_by, created_at, changed_at)
  values ('campaign', 'annual', '2027', @day + 20, @day + 49, 500, 'manager-1', '2027-01-04T12:00:00Z', '2027-01-04T12:00:00Z');
  insert into stock_takes (id, campaign_id, boutique_code, day, counters, recounters)
  select 'take-' || n, 'campaign', 'X' || n, @day + 20 + n % 30, '{}', '{}' from generate_series(1, @number) n;
  insert into stock_take_gates (take_id, gate, passed_by, passed_at, words, photos)
  select 'take-' || n, 'date', 'manager-' || n, '2027-01-11T12:00:00Z', '', '{}' from generate_series(1, @number) n where n % 3 > 0`;

const PROJECTS = `
  insert into projects (id, kind, template, template_version, title, place, city, time_zone, country_code, currency, opens_on,
    lead_id, director_id, state, created_by, created_at)
  select 'project-' || n, 'opening', 'opening', 1, 'Project ' || n, 'Place ' || n, 'City', 'America/New_York', 'US', 'USD',
    @day + 30 + n, 'manager-1', 'manager-1', 'in-preparation', 'manager-1', '2026-11-02T12:00:00Z'
  from generate_series(1, 10) n;
  insert into project_milestones (id, project_id, key, name, phase, position, "offset", role, owner_id, lead_days, buffer_days, after,
    external, gate, voter_roles, due_on, promised_on, promise_id, answer, answer_since, round, vote, called_at)
  select 'milestone-' || n || '-' || m, 'project-' || n, 'key-' || m, 'Milestone ' || m, 'works', m, -30, 'operations-manager',
    'manager-' || (1 + (n * 3 + m) % @number), 5, 0, '{}', false, m = 4, '{}', @day + m - 3, @day + m - 3,
    'promise-' || n || '-' || m, case m when 3 then 'asked' else 'accepted' end, '2027-02-02T12:00:00Z',
    case m when 4 then 1 else 0 end, case m when 4 then 'called' else 'none' end, case m when 4 then '2027-02-02T12:00:00Z'::timestamptz end
  from generate_series(1, 10) n, generate_series(1, 4) m;
  insert into project_voters (milestone_id, round, person_id)
  select 'milestone-' || n || '-4', 1, 'manager-' || v from generate_series(1, 10) n, generate_series(2, 3) v`;

import type { Connection } from '../../../src/database/client.js';
import type { Bot } from '../../helpers/bot.js';

/** Open every day from 10:00 to 19:00. */
export async function tradesDaily({ pool }: Connection, codes: readonly string[]): Promise<void> {
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, '10:00-19:00']);
  await pool.query('update boutiques set trading_hours = $1 where code = any($2)', [Object.fromEntries(days), codes]);
}

/** What is planned, as the database has it. */
export function planBoard({ connection: { pool } }: Bot) {
  return {
    /** That this week was planned and has nothing in it. */
    async isPlanned(boutique: string, monday: string) {
      await pool.query(
        'insert into cycle_weeks (id, boutique_code, monday, planned_at, said_at, "left") values ($1, $2, $3, now(), now(), \'[]\')',
        [`${boutique}/${monday}`, boutique, monday],
      );
    },
    async slots(week = '%') {
      const { rows } = await pool.query<{
        id: string;
        zone: string;
        day: string;
        time: string;
        state: string;
        on_time: boolean | null;
        plan_id: string | null;
      }>(
        "select id, zone_id as zone, to_char(day, 'YYYY-MM-DD') as day, time, state, on_time, plan_id, reasons from cycle_slots where week_id like $1 order by day, time",
        [week],
      );
      return rows;
    },
    /** Names of what is on record of plans, in order. */
    async events() {
      const { rows } = await pool.query<{ event: string }>(
        "select event from audit_events where event like 'cycle-counts.%' or event like 'stock-counts.plan%' order by id",
      );
      return rows.map(({ event }) => event);
    },
    async plans() {
      const { rows } = await pool.query(
        "select id, zones, reason, to_char(due_on, 'YYYY-MM-DD') as due from count_plans where cancelled_at is null order by due_on",
      );
      return rows;
    },
    async cancelled() {
      const { rows } = await pool.query<{ id: string }>('select id from count_plans where cancelled_at is not null');
      return rows.map(({ id }) => id);
    },
    async moves() {
      const { rows } = await pool.query(
        `select to_char(from_day, 'YYYY-MM-DD') || ' ' || from_time as from, to_char(to_day, 'YYYY-MM-DD') || ' ' || to_time as to,
           reason, moved_by as by from cycle_moves order by id`,
      );
      return rows;
    },
    async hasStockTake(boutique: string, day: string) {
      await pool.query(
        `insert into count_plans (id, boutique_code, zones, reason, due_on, counters, recounters, not_approvers, created_at)
         values ($1, $2, '{}', 'annual', $3, '{}', '{}', '{}', now())`,
        [`take-${day}`, boutique, day],
      );
    },
    async hasEvent(boutique: string, day: string) {
      await pool.query(
        `insert into projects (id, kind, template, template_version, title, boutique_code, place, city, time_zone, country_code, currency, opens_on, lead_id, director_id, state, created_by, created_at)
         values ('event-1', 'event', 'event', 1, 'Trunk show', $1, 'Here', 'New York', 'America/New_York', 'US', 'USD', $2, 'marc', 'marc', 'approved', 'marc', now())`,
        [boutique, day],
      );
    },
    async hasAnomaly(boutique: string, type: string, at: string) {
      await pool.query(
        `insert into anomalies (id, boutique_code, type, severity, state, happened_at, reported_at, reported_by, what, on_shift, pieces, police, restricted, department)
         values ('anomaly-1', $1, $2, 'high', 'new', $3, $3, 'ana', 'What happened', '{}', '{}', 'no', true, 'safety-and-security')`,
        [boutique, type, at],
      );
      await pool.query(
        "insert into restrictions (record, boutique_code, roles, people, since) values ('anomaly-1', $1, '{safety-and-security}', '{}', $2)",
        [boutique, at],
      );
    },
  };
}

export type PlanBoard = ReturnType<typeof planBoard>;

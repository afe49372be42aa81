import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Begun first, so that at the end no process works alone. */
const LONGEST = [
  'playground/anomalies.e2e',
  'playground/walk.e2e',
  'playground/killed.e2e',
  'playground/time.e2e',
  'parity/parity',
  'parity/stock-takes',
  'playground/supplies.e2e',
  'parity/openings',
  'simulation/killed',
  'parity/supplies',
  'simulation/year',
  'start',
  'parity/reminding',
  'parity/time',
  'playground/teams-page.e2e',
  'playground/teams.e2e',
  'teams/everything',
  'parity/mixed',
  'playground/page.e2e',
  'capabilities/stock-takes/flow',
  'database/workers',
  'capabilities/stock-counts/blind',
  'capabilities/stock-counts/security',
  'slack/everything',
  'capabilities/stock-counts/many-files',
  'database/embedded',
  'instances',
  'capabilities/openings/going-live',
  'capabilities/openings/gates',
  'capabilities/cycle-counts/flow',
  'capabilities/stock-counts/flow',
  'playground/lookup.e2e',
  'slack/socket',
  'commands/backup',
].map((name) => `/test/${name}.test.ts`);

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONGEST.findIndex((name) => moduleId.endsWith(name));
      return place === -1 ? LONGEST.length : place;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

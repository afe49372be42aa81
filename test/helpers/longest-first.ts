import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Begun first, so that at the end no process works alone. */
const LONGEST = [
  'playground/anomalies.e2e',
  'playground/walk.e2e',
  'playground/killed.e2e',
  'parity/parity',
  'playground/supplies.e2e',
  'parity/supplies',
  'simulation/killed',
  'simulation/year',
  'start',
  'playground/teams-page.e2e',
  'playground/teams.e2e',
  'teams/everything',
  'playground/page.e2e',
  'capabilities/stock-counts/security',
  'capabilities/stock-counts/many-files',
  'capabilities/stock-counts/blind',
  'database/embedded',
  'slack/everything',
  'instances',
  'database/workers',
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

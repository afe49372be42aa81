import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Begun first, so that at the end no process works alone. */
const LONGEST = [
  'playground/walk.e2e',
  'start',
  'playground/teams-page.e2e',
  'playground/teams.e2e',
  'playground/page.e2e',
  'parity/parity',
  'parity/supplies',
  'playground/anomalies.e2e',
  'playground/supplies.e2e',
  'teams/everything',
  'capabilities/stock-counts/security',
  'capabilities/stock-counts/many-files',
  'database/embedded',
  'database/workers',
  'capabilities/stock-counts/flow',
  'instances',
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

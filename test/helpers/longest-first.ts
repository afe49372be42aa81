import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Begun first, so that at the end no process works alone. */
const LONGEST = [
  'parity/parity',
  'start',
  'playground/walk.e2e',
  'playground/page.e2e',
  'capabilities/stock-counts/many-files',
  'database/embedded',
  'capabilities/stock-counts/flow',
  'instances',
  'database/workers',
  'database/backup',
  'capabilities/stock-counts/blind',
  'capabilities/stock-counts/files',
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

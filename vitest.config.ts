import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/helpers/longest-first.js';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/helpers/postgres.ts'],
    // Processes, because the tests of the database start and kill some of their own; one more than our smallest machine
    // has cores, because many wait for those.
    pool: 'forks',
    maxWorkers: 3,
    // One process for many files, which leave nothing behind: to load everything for each would take longer than most of them.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    testTimeout: 15_000,
    hookTimeout: 60_000,
    // What was built is loaded as it is.
    server: { deps: { external: [/\/dist\//] } },
  },
});

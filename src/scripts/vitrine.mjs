#!/usr/bin/env node
// Builds when something changed, then becomes the bot: one process, so that every signal reaches the one it is meant for.
// `npm start` says `exec` for the same reason, or a shell would take the signals npm passes on; Windows knows no exec.
import { build } from './build.mjs';

try {
  await build();
} catch (error) {
  console.error(`Vitrine could not be built. ${error.message}`);
  process.exit(1);
}
await import('../../dist/vitrine.js');

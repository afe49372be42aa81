#!/usr/bin/env node
// Builds when something changed, then becomes the bot: one process, so that every signal reaches the one it is meant for.
import { build } from './build.mjs';

try {
  await build();
} catch (error) {
  console.error(`Vitrine could not be built. ${error.message}`);
  process.exit(1);
}
await import('../../dist/vitrine.js');

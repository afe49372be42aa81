#!/usr/bin/env node
// Builds when something changed, then becomes the bot: one process, so that every signal reaches the one it is meant for.
import { build } from './build.mjs';

try {
  await build();
} catch (error) {
  console.error(`Vitrine could not be built. ${error.message}`);
  process.exit(1);
}
if (process.env.npm_lifecycle_event) endWithShell(process.ppid);
await import('../../dist/vitrine.js');

/** npm starts us through a shell, and a SIGTERM that npm passes on ends that shell, not us. */
function endWithShell(shell) {
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 200).unref();
}

// A bot that looks and says when it is told to, at the moment that it is told: `node instance.mjs URL`, over a channel.
import { randomUUID } from 'node:crypto';
import { amlChecks } from '../../dist/capabilities/aml-checks/index.js';
import { connect } from '../../dist/database/client.js';
import { createEngine } from '../../dist/engine/dispatch.js';
import { take } from '../../dist/engine/reminders/turns.js';

const log = { info() {}, warn() {}, error() {} };
const connection = connect(process.argv[2]);
let now = new Date(0);
const { parts } = createEngine({
  ...{ capabilities: [amlChecks], connection, log, newId: randomUUID, now: () => now },
  whoIs: () => async () => ({ email: null, fullMember: true }),
});

process.on('message', async ({ at, occasion }) => {
  now = new Date(at);
  try {
    await take({ parts, connection, log }, occasion);
    process.send({ done: at });
  } catch (error) {
    process.send({ failed: error.stack });
  }
});
process.on('disconnect', () => process.exit());
await connection.pool.query('select');
process.send({ ready: true });

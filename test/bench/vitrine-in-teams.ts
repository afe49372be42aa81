// The whole bot as it was built, in Teams alone. No setting names a stand-in for Microsoft, so no command can start it.
import { pathToFileURL } from 'node:url';
import type { TeamsConfig } from '../../src/config-teams.js';

const [databaseUrl = '', registration = ''] = process.argv.slice(2);
const teams = JSON.parse(registration) as TeamsConfig;

const { start } = (await import(pathToFileURL('dist/main.js').href)) as typeof import('../../src/main.js');
const vitrine = await start(
  {
    ...{ host: '127.0.0.1', port: 0, databaseUrl, dataFolder: '', logLevel: 'info', slack: null, metricsToken: null },
    teams,
  },
  () => {},
);

process.on('disconnect', async () => {
  await vitrine.stop();
  process.exit(0);
});
process.send?.({ port: Number(new URL(vitrine.address).port) });

// The whole bot as it was built, in Teams alone, on a folder of its own. No setting names a stand-in for Microsoft, so no command can start it.
import { pathToFileURL } from 'node:url';
import type { TeamsConfig } from '../../src/config-teams.js';

const [dataFolder = '', registration = ''] = process.argv.slice(2);
const teams = JSON.parse(registration) as TeamsConfig;

const { start } = (await import(pathToFileURL('dist/main.js').href)) as typeof import('../../src/main.js');
const vitrine = await start(
  {
    ...{ host: '127.0.0.1', port: 0, databaseUrl: null, dataFolder, logLevel: 'warn', slack: null, metricsToken: null },
    teams,
  },
  () => {},
);

process.on('disconnect', async () => {
  await vitrine.stop();
  process.exit(0);
});
process.send?.(vitrine.address);

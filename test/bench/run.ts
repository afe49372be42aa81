// npm run bench runs everything; npm run bench -- compare import runs what is named.
import { benchBatches } from './batches.js';
import { benchCompare } from './compare.js';
import { benchForms } from './forms.js';
import { benchImport } from './imports.js';
import { benchInvokes } from './invokes.js';
import { machine } from './machine.js';
import { benchReminders } from './reminders.js';

const benches: Readonly<Record<string, () => Promise<void>>> = {
  forms: benchForms,
  invokes: benchInvokes,
  batches: benchBatches,
  compare: benchCompare,
  import: benchImport,
  reminders: benchReminders,
};

const named = process.argv.slice(2);
const unknown = named.find((name) => !(name in benches));
if (unknown) {
  console.error(`There is no bench ${unknown}. There are ${Object.keys(benches).join(', ')}.`);
  process.exit(1);
}
for (const line of machine()) console.log(line);
for (const [name, bench] of Object.entries(benches)) {
  if (named.length > 0 && !named.includes(name)) continue;
  console.log(`\n${name}`);
  await bench();
}

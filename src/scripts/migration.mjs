// npm run migration -- name-of-the-change
import { randomUUID } from 'node:crypto';
import { writeMigration } from '../../dist/database/new-migration.js';

const name = process.argv[2];
if (!name || !/^[a-z0-9]+([-_][a-z0-9]+)*$/.test(name)) {
  console.error('Usage: npm run migration -- name-of-the-change');
  process.exit(1);
}
const file = await writeMigration('prisma', name, new Date(), randomUUID);
console.log(file ? `Wrote ${file}` : 'The migrations already say what the schema says.');

// npm run build, npm run generate
import { build, generate } from './build.mjs';

const make = { build, generate }[process.argv[2]];
try {
  await make();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

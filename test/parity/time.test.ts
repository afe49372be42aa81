import { aml } from './aml.js';
import { cycles } from './cycles.js';
import { isOfTime, playInBothChats } from './playing.js';
import { AHEAD } from './tuesday.js';

playInBothChats({
  ahead: AHEAD,
  people: [
    'ana',
    'ben',
    'ines',
    'daniel',
    'lucia',
    'henry',
    'theo',
    'grace',
    'sofia',
    'marc',
    'helen',
    'claire',
    'nora',
  ],
  scenarios: [aml, cycles],
  tries: isOfTime,
});

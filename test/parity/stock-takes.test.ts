import { isOfTakes, playInBothChats } from './playing.js';
import { stockTakes } from './stock-takes.js';
import { AHEAD } from './tuesday.js';

playInBothChats({
  ahead: AHEAD,
  people: ['lucia', 'henry', 'marc', 'helen', 'claire', 'nora'],
  scenarios: [stockTakes],
  tries: isOfTakes,
});

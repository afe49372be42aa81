import { isOfTakes, playInBothChats } from './playing.js';
import { stockTakes } from './stock-takes.js';

playInBothChats({
  people: ['lucia', 'henry', 'marc', 'helen', 'claire', 'nora'],
  scenarios: [stockTakes],
  tries: isOfTakes,
});

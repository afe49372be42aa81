import { openings } from './openings.js';
import { isOfOpenings, playInBothChats } from './playing.js';

playInBothChats({
  people: ['ines', 'marc', 'helen', 'claire', 'victor', 'nora'],
  scenarios: [openings],
  tries: isOfOpenings,
});

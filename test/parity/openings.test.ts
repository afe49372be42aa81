import { goingLive } from './going-live.js';
import { openings } from './openings.js';
import { isOfOpenings, playInBothChats } from './playing.js';
import { AHEAD } from './tuesday.js';

playInBothChats({
  ahead: AHEAD,
  people: ['ines', 'marc', 'helen', 'claire', 'victor', 'nora', 'lucia', 'henry', 'samuel'],
  scenarios: [openings, goingLive],
  tries: isOfOpenings,
});

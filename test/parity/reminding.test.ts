import { isOfReminders, playInBothChats } from './playing.js';
import { reminding } from './reminding.js';

playInBothChats({
  people: ['ana', 'ines', 'marc'],
  scenarios: [reminding],
  tries: isOfReminders,
  least: 35,
});

import { anomalies } from './anomalies.js';
import { counting } from './counting.js';
import { deciding } from './deciding.js';
import { everybody } from './everybody.js';
import { inboxing } from './inboxing.js';
import { isOfOpenings, isOfReminders, isOfSupplies, isOfTakes, isOfTime, playInBothChats } from './playing.js';
import { recounting } from './recounting.js';
import { security } from './security.js';

playInBothChats({
  people: [
    'ana',
    'ben',
    'ines',
    'priya',
    'daniel',
    'lucia',
    'henry',
    'maya',
    'theo',
    'marc',
    'helen',
    'claire',
    'victor',
  ],
  scenarios: [deciding, recounting, counting, everybody, inboxing, anomalies, security],
  tries: (name) =>
    !isOfSupplies(name) && !isOfTime(name) && !isOfTakes(name) && !isOfOpenings(name) && !isOfReminders(name),
});

import { gifts } from './gifts.js';
import { kits } from './kits.js';
import { needs } from './needs.js';
import { orders } from './orders.js';
import { isOfSupplies, playInBothChats } from './playing.js';
import { supplies } from './supplies.js';

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
    'nora',
  ],
  scenarios: [supplies, orders, needs, kits, gifts],
  tries: isOfSupplies,
});

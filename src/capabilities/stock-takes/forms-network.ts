import { choice, form, text } from '../../chat/form.js';
import { dayInWords } from '../../domain/calendar.js';
import { shortened } from '../../domain/words.js';
import { type Campaign, dueOn, type Take, titleOf } from './rules.js';
import { type GateId, gates } from './rules-gates.js';

/** For whoever answers for all boutiques. */
export const waiveForm = (take: Take, open: readonly GateId[]) =>
  form({
    name: 'waive-gate',
    title: 'Waive a gate',
    submit: 'Waive',
    intro: `${titleOf(take.campaign)} · ${shortened(take.boutiqueName, 60)} · ${dayInWords(take.day)}`,
    fields: {
      gate: choice(
        'Gate',
        Object.fromEntries(open.map((gate) => [gate, `${gates[gate].title} · due ${dayInWords(dueOn(take, gate))}`])),
      ),
      reason: text('Reason', { max: 200, hint: 'It stays on record, in the evidence too.' }),
    },
  });

export const cancelForm = (live: readonly Campaign[]) =>
  form({
    name: 'cancel',
    title: 'Cancel a stock take',
    submit: 'Cancel it',
    intro: 'Boutiques that have not begun their count are told. A count that was begun goes on to its end.',
    fields: {
      campaign: choice(
        'Stock take',
        Object.fromEntries(live.map((each) => [each.id, shortened(`${titleOf(each)} · ${window(each)}`, 75)])),
      ),
      reason: text('Reason', { max: 200, hint: 'Every boutique reads it.' }),
    },
  });

const window = ({ firstDay, lastDay }: Campaign): string =>
  `${dayInWords(firstDay)} to ${dayInWords(lastDay, firstDay)}`;

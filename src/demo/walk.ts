import type { Walk, WalkStep } from '../playground/protocol.js';
import { channelOf } from './network-data.js';
import { demoStock, WALK_ZONE } from './stock.js';

const shop = channelOf(WALK_ZONE.boutique);

/** A first count in five minutes, from the command to the report. */
export function firstCount(headquarters: string): Walk {
  const steps = [command, scan(), close, recount(), closeAgain, causes, approve, report(headquarters)];
  return { title: 'A first count', steps };
}

const command: WalkStep = {
  as: 'U0ANA',
  where: shop,
  text: 'Be Ana, an associate at Madison Avenue. Type /count in #nyc-madison.',
  copy: { label: 'Copy the command', text: '/count' },
  doneWhen: { sent: 'command', label: '/count' },
};

function scan(): WalkStep {
  return {
    as: 'U0ANA',
    where: shop,
    text: 'Choose Vitrine 2 and Weekly cycle, paste this list as a scanner would write it, and press Save batch. Ana does not see what is expected.',
    copy: { label: 'Copy the serials', text: walkList().join('\n') },
    doneWhen: { sent: 'submit', label: 'Save batch' },
  };
}

const close: WalkStep = {
  as: 'U0ANA',
  where: 'dm',
  text: 'Open Ana’s messages with Vitrine. The tally is there: one piece was scanned twice, one line is not readable. Press Close zone.',
  doneWhen: { sent: 'press', label: 'Close zone' },
};

/** Pieces differ, so somebody else counts before anybody hears of it. */
function recount(): WalkStep {
  return {
    as: 'U0BEN',
    where: shop,
    text: 'Something differs, so someone else counts once more, and isn’t told what. Be Ben, press Recount on the card in #nyc-madison, paste what he finds, and press Save batch.',
    copy: { label: 'Copy the serials', text: recountList().join('\n') },
    doneWhen: { sent: 'submit', label: 'Save batch' },
  };
}

const closeAgain: WalkStep = {
  as: 'U0BEN',
  where: 'dm',
  text: 'Open Ben’s messages with Vitrine and press Close zone.',
  doneWhen: { sent: 'press', label: 'Close zone' },
};

const causes: WalkStep = {
  as: 'U0INES',
  where: 'dm',
  text: 'Ben found what Ana found. Be Inès, the store manager. Her card says: Vitrine 2: 2 pieces differ. Press Name the causes, choose one for each, and save.',
  doneWhen: { sent: 'submit', label: 'Name the causes' },
};

const approve: WalkStep = {
  as: 'U0INES',
  where: 'dm',
  text: 'Every difference has its cause. Press Approve.',
  doneWhen: { sent: 'press', label: 'Approve' },
};

function report(headquarters: string): WalkStep {
  return {
    as: 'U0CLAIRE',
    where: headquarters,
    text: 'Be Claire, at headquarters. The report is in #hq-retail-operations, with every line as a CSV. What differs is booked in the register; its document number closes the count.',
    doneWhen: { messageHas: 'Count approved', in: headquarters },
  };
}

/** What a scanner saved: one piece missing, one of another boutique, one scanned twice in lower case, one unreadable. */
export function walkList(): readonly string[] {
  const serials = demoStock(WALK_ZONE.boutique).flatMap(({ zone, serial }) =>
    zone === WALK_ZONE.zone ? [serial] : [],
  );
  const [first = '', ...others] = serials;
  const seen = others.filter((_, index) => index !== 10);
  return [first, ...seen, strayed(), first.toLowerCase(), 'RG 12?4'];
}

/** The same pieces as another person finds them: in another order, and nothing twice. */
export function recountList(): readonly string[] {
  return walkList().slice(0, -2).reverse();
}

/** A ring of Beverly Hills that lies in the wrong boutique. */
function strayed(): string {
  const ring = demoStock('RODEO').find(({ reference, status }) => reference.startsWith('RG') && status === 'In stock');
  if (!ring) throw new Error('no ring in Beverly Hills');
  return ring.serial;
}

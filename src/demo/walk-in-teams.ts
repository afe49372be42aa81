import type { Walk, WalkStep } from '../playground/protocol.js';
import { teamsChannelOf } from './network-data.js';
import { WALK_ZONE } from './stock.js';
import { recountList, walkList } from './walk.js';

const shop = teamsChannelOf(WALK_ZONE.boutique);
const headquarters = teamsChannelOf('global-retail-operations');

/** The first count in Teams, where a command opens its dialog at once and Approve is shown to those who decide. */
export function firstCountInTeams(): Walk {
  const steps = [command, scan(), close, recount(), closeAgain, causes, approve, report];
  return { title: 'A first count', steps };
}

const command: WalkStep = {
  as: 'U0ANA',
  where: shop,
  text: 'Be Ana, an associate at Madison Avenue. In the channel nyc-madison, type / and choose count.',
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
  text: 'Open Ana’s chat with Vitrine. The tally is there: one piece was scanned twice, one line is not readable. Press Close zone, and again in the dialog.',
  doneWhen: { sent: 'submit', label: 'Close zone' },
};

/** Pieces differ, so somebody else counts before anybody hears of it. */
function recount(): WalkStep {
  return {
    as: 'U0BEN',
    where: shop,
    text: 'Something differs, so someone else counts once more, and isn’t told what. Be Ben, press Recount on the post in nyc-madison, paste what he finds, and press Save batch.',
    copy: { label: 'Copy the serials', text: recountList().join('\n') },
    doneWhen: { sent: 'submit', label: 'Save batch' },
  };
}

const closeAgain: WalkStep = {
  as: 'U0BEN',
  where: 'dm',
  text: 'Open Ben’s chat with Vitrine, press Close zone, and again in the dialog.',
  doneWhen: { sent: 'submit', label: 'Close zone' },
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
  text: 'Every difference has its cause. The card now shows Approve, to those who decide and to nobody else. Press it.',
  doneWhen: { sent: 'press', label: 'Approve' },
};

const report: WalkStep = {
  as: 'U0CLAIRE',
  where: headquarters,
  text: 'Be Claire, at headquarters. The report is in hq-retail-operations; its file comes to her private chat when she asks for it. What differs is booked in the register; its document number closes the count.',
  doneWhen: { messageHas: 'Count approved', in: headquarters },
};

import type { Walk, WalkStep } from '../playground/protocol.js';
import { channelOf, teamsChannelOf } from './network-data.js';
import { HEADQUARTERS } from './places.js';
import { demoStock, WALK_ZONE } from './stock.js';

/** A first count in five minutes, from the command to the report; the same in both clients, said as each of them goes. */
export function firstCount(chat: 'slack' | 'teams'): Walk {
  const ways = { slack: inSlack, teams: inTeams }[chat];
  const { shop, headquarters, begin, close, recount, closeAgain, approve, report } = ways;
  const ana = { as: 'U0ANA', where: shop } as const;
  const ben = { as: 'U0BEN', where: shop } as const;
  const ines = { as: 'U0INES', where: 'dm' } as const;
  const closed = { sent: ways.closes, label: 'Close zone' } as const;
  const saved = { sent: 'submit', label: 'Save batch' } as const;
  const serials = (list: readonly string[]) => ({ label: 'Copy the serials', text: list.join('\n') });
  const steps: readonly WalkStep[] = [
    {
      ...ana,
      text: begin,
      copy: { label: 'Copy the command', text: '/count' },
      doneWhen: { sent: 'command', label: '/count' },
    },
    { ...ana, text: SCAN, copy: serials(walkList()), doneWhen: saved },
    { ...ana, where: 'dm', text: close, doneWhen: closed },
    // Pieces differ, so somebody else counts before anybody hears of it.
    { ...ben, text: recount, copy: serials(recountList()), doneWhen: saved },
    { ...ben, where: 'dm', text: closeAgain, doneWhen: closed },
    { ...ines, text: CAUSES, doneWhen: { sent: 'submit', label: 'Name the causes' } },
    { ...ines, text: approve, doneWhen: { sent: 'press', label: 'Approve' } },
    {
      as: 'U0CLAIRE',
      where: headquarters,
      text: report,
      doneWhen: { messageHas: 'Count approved', in: headquarters },
    },
  ];
  return { title: 'A first count', steps };
}

const SCAN =
  'Choose Vitrine 2 and Weekly cycle, paste this list as a scanner would write it, and press Save batch. Ana does not see what is expected.';

const CAUSES =
  'Ben found what Ana found. Be Inès, the store manager. Her card says: Vitrine 2: 2 pieces differ. Press Name the causes, choose one for each, and save.';

/** Where it is walked, and what is not said alike. */
interface Ways {
  readonly shop: string;
  readonly headquarters: string;
  /** Teams asks once more in a dialog before a zone is closed. */
  readonly closes: 'press' | 'submit';
  readonly begin: string;
  readonly close: string;
  readonly recount: string;
  readonly closeAgain: string;
  readonly approve: string;
  readonly report: string;
}

const inSlack: Ways = {
  shop: channelOf(WALK_ZONE.boutique),
  headquarters: HEADQUARTERS,
  closes: 'press',
  begin: 'Be Ana, an associate at Madison Avenue. Type /count in #nyc-madison.',
  close:
    'Open Ana’s messages with Vitrine. The tally is there: one piece was scanned twice, one line is not readable. Press Close zone.',
  recount:
    'Something differs, so someone else counts once more, and isn’t told what. Be Ben, press Recount on the card in #nyc-madison, paste what he finds, and press Save batch.',
  closeAgain: 'Open Ben’s messages with Vitrine and press Close zone.',
  approve: 'Every difference has its cause. Press Approve.',
  report:
    'Be Claire, at headquarters. The report is in #hq-retail-operations, with every line as a CSV. What differs is booked in the register; its document number closes the count.',
};

/** A command opens its dialog at once there, and Approve is shown to those who decide. */
const inTeams: Ways = {
  shop: teamsChannelOf(WALK_ZONE.boutique),
  headquarters: teamsChannelOf('global-retail-operations'),
  closes: 'submit',
  begin: 'Be Ana, an associate at Madison Avenue. In the channel nyc-madison, type / and choose count.',
  close:
    'Open Ana’s chat with Vitrine. The tally is there: one piece was scanned twice, one line is not readable. Press Close zone, and again in the dialog.',
  recount:
    'Something differs, so someone else counts once more, and isn’t told what. Be Ben, press Recount on the post in nyc-madison, paste what he finds, and press Save batch.',
  closeAgain: 'Open Ben’s chat with Vitrine, press Close zone, and again in the dialog.',
  approve:
    'Every difference has its cause. The card now shows Approve, to those who decide and to nobody else. Press it.',
  report:
    'Be Claire, at headquarters. The report is in hq-retail-operations; its file comes to her private chat when she asks for it. What differs is booked in the register; its document number closes the count.',
};

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

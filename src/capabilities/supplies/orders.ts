import { askAnywhere, type Json, job, runAnywhere } from '../../engine/capability.js';
import { tellAsker } from './deciding.js';
import { ALL, askOrder, knownOfOrder, seeOrders, sendFiles, sendOrder } from './ordering.js';
import { askClose, askReceipt, closeOrder, knownOfReceipt, receive } from './receiving.js';

const orderers = ['operations-manager'] as const;
const receivers = ['operations-manager', 'global-retail-operations'] as const;

export const orderCommands = {
  'supplies orders': runAnywhere({
    summary: 'See what is approved and not ordered yet, and order it',
    allow: orderers,
    run: (context) => seeOrders({ ...context, subject: ALL }),
  }),
};

export const orderActions = {
  'see-orders': runAnywhere({
    summary: 'See what is approved and not ordered yet',
    allow: orderers,
    looks: true,
    run: seeOrders,
  }),
  order: askAnywhere({
    summary: 'Order what is approved, for all boutiques at once',
    allow: orderers,
    form: askOrder,
    prefill: knownOfOrder,
    submit: sendOrder,
  }),
  receive: askAnywhere({
    summary: 'Say what came of an order',
    allow: receivers,
    form: askReceipt,
    prefill: knownOfReceipt,
    submit: receive,
  }),
  'close-order': askAnywhere({
    summary: 'Close an order of which nothing more comes',
    allow: receivers,
    form: askClose,
    submit: closeOrder,
  }),
};

interface Shown {
  readonly [key: string]: Json;
  readonly requests: string[];
  /** What else there is to say of them; empty for nothing. */
  readonly note: string;
}

export const orderJobs = {
  'send-order': sendFiles,
  /** At their boutique: whoever asked sees where it stands, in the card they have. */
  'show-requests': job<Shown>({
    async run({ requests, note }, _fetched, context) {
      for (const request of requests) await tellAsker(context, request, note || undefined);
    },
  }),
};

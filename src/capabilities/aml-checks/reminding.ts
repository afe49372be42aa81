import { button } from '../../chat/card.js';
import { counted, type Day, dayInWords } from '../../domain/calendar.js';
import { monthAfter } from '../../domain/days.js';
import { BEFORE_MORNING, type Owed, reminder } from '../../engine/capability.js';
import {
  type Duties,
  dueDay,
  levelOf,
  monthBefore,
  monthInWords,
  monthsOwed,
  NETWORK_DUE_ON_BUSINESS_DAY,
} from './rules.js';
import { dutiesOf, type MonthUnsigned, monthsUnsigned } from './store.js';

/** The store manager's; never in a channel, where clients' friends may read along. */
export const monthlyCheck = reminder<Duties>({
  name: 'monthly-check',
  title: 'AML monthly check',
  cron: BEFORE_MORNING,
  places: 'boutiques',
  channel: 'never',
  ladder: [
    { to: 'store-manager', after: { openDays: 0 } },
    { to: 'operations-manager', after: { openDays: 1 } },
    { to: 'director', after: { openDays: 2 } },
  ],
  facts: (places, _now, db) =>
    dutiesOf(
      db,
      places.flatMap(({ code }) => code ?? []),
    ),
  due({ name, calendar }, today, duties) {
    if (!duties) return [];
    return monthsOwed(duties, today).map((month): Owed => {
      const on = dueDay(month, calendar.country);
      const level = levelOf(today, on);
      return {
        ...{ subject: month, level, on },
        weight: level === 'late' ? 'urgent' : 'normal',
        line: {
          lead: `AML check for ${monthInWords(month, today)}`,
          text: `${name} · ${dueInWords(level, on, today)}`,
        },
        button: button('aml-checks.sign', 'Open the check', month, { style: 'primary' }),
      };
    });
  },
});

function dueInWords(level: Owed['level'], on: Day, today: Day): string {
  if (on === today) return 'due today';
  return `${level === 'late' ? 'was due' : 'due'} ${dayInWords(on, today)}`;
}

/** Once every boutique's is in, the network's. */
export const networkSignature = reminder<readonly MonthUnsigned[]>({
  name: 'network-signature',
  title: 'AML signature for the network',
  cron: BEFORE_MORNING,
  places: 'network',
  channel: 'never',
  ladder: [
    { to: 'operations-manager', after: { openDays: 0 } },
    { to: 'director', after: { openDays: 2 } },
  ],
  async facts(places, now, db) {
    const last = monthBefore(now.toISOString().slice(0, 10));
    const months = Array.from({ length: 12 }, (_, back) => monthAfter(last, -back));
    const unsigned = await monthsUnsigned(db, months);
    return new Map(places.map(({ code }) => [code ?? '', unsigned]));
  },
  due({ calendar }, today, unsigned = []) {
    return unsigned.flatMap(({ month, missing }): Owed[] => {
      const on = dueDay(month, calendar.country, NETWORK_DUE_ON_BUSINESS_DAY);
      const level = levelOf(today, on);
      // Before its day there is nothing to do while others still sign.
      if (missing > 0 && level === 'upcoming') return [];
      const what = missing > 0 ? `${counted(missing, 'boutique')} not signed` : 'Sign for the network';
      return [
        {
          ...{ subject: month, level, on },
          line: {
            lead: `AML checks for ${monthInWords(month, today)}`,
            text: `${what} · ${dueInWords(level, on, today)}`,
          },
          button: button('aml-checks.sign-network', 'Sign', month, { style: 'primary' }),
        },
      ];
    });
  },
});

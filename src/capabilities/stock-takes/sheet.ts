import { todayIn } from '../../domain/calendar.js';
import { minorDigits } from '../../domain/money.js';
import type { Page } from '../../domain/spreadsheet.js';
import { dueOn, type Named, nextGate, passedOf, stateOf, states, type Take } from './rules.js';
import { isLate } from './rules-board.js';
import { accuracy, type Figures } from './rules-figures.js';
import { gateIds, gates } from './rules-gates.js';
import type { KeptGate, KeptItem } from './store-looks.js';
import type { KeptOwner } from './store-owners.js';

const TAKE = 'boutique,name,day,state,late,next gate,next due,zones,zones counted'.split(',');
const TEAM = 'counts,recounts,supervises,signs,external auditor'.split(',');
const FOUND = 'count,expected,matched,accuracy,differences,net,gross,currency'.split(',');

/** A line a boutique; what its count found only where whoever asks may see it. */
export function networkPage(takes: readonly Take[], figures: ReadonlyMap<string, Figures>, now: Date): Page {
  const titles = gateIds.map((gate) => gates[gate].title);
  return {
    name: 'Boutiques',
    columns: [...TAKE, ...TEAM, ...titles, ...FOUND],
    rows: takes.map((take) => ({ ...standing(take, now), ...team(take), ...days(take), ...found(take, figures) })),
  };
}

function standing(take: Take, now: Date): Record<string, string | number> {
  const next = nextGate(take);
  return {
    boutique: take.boutique,
    name: take.boutiqueName,
    day: take.day,
    state: states[stateOf(take)],
    late: isLate(take, now) ? 'late' : '',
    'next gate': next ? gates[next.gate].title : '',
    'next due': next?.due ?? '',
    zones: take.count?.zones ?? take.zones,
    'zones counted': take.count?.counted ?? 0,
  };
}

const names = (people: readonly Named[]): string => people.map(({ name }) => name).join(' + ');

function team({ team: named }: Take): Record<string, string> {
  if (!named) return {};
  const { counters, recounters, supervisor, approver, auditor } = named;
  return {
    counts: names(counters),
    recounts: names(recounters),
    supervises: supervisor.name,
    signs: approver.name,
    'external auditor': auditor ?? '',
  };
}

/** When each gate was passed. */
function days(take: Take): Record<string, string> {
  const passed = passedOf(take);
  return Object.fromEntries(
    gateIds.flatMap((gate) => {
      const at = passed.get(gate)?.at;
      return at ? [[gates[gate].title, todayIn(take.timeZone, at)]] : [];
    }),
  );
}

function found({ count }: Take, figures: ReadonlyMap<string, Figures>): Record<string, string | number> {
  const its = count ? figures.get(count.id) : undefined;
  if (!its) return {};
  const minor = 10 ** minorDigits(its.currency);
  const { expected, matched, differences, currency } = its;
  return {
    ...{ count: its.count, expected, matched, differences, currency },
    accuracy: accuracy(its),
    net: its.net / minor,
    gross: its.gross / minor,
  };
}

const EVIDENCE = 'what,due,how,at,by,words,photos,lapsed at'.split(',');

export interface Kept {
  readonly gates: readonly KeptGate[];
  readonly items: readonly KeptItem[];
  readonly owners: readonly KeptOwner[];
}

/** Every gate in its order with all that was ever said of it, then documents and actions, then where the count's own evidence is. */
export function evidencePage(take: Take, { gates: kept, items, owners }: Kept, open: boolean): Page {
  const passed = passedOf(take);
  const byGate = gateIds.flatMap((gate): Page['rows'][number][] => {
    const own = kept.filter((each) => each.gate === gate);
    const what = gates[gate].title;
    const due = dueOn(take, gate);
    const automatic = own.length === 0 ? passed.get(gate) : undefined;
    if (automatic)
      return [{ what, due, how: 'passed', at: automatic.at.toISOString(), by: counters(take), words: automatic.words }];
    if (own.length === 0) return [{ what, due, how: 'not passed' }];
    return own.map((each) => ({
      ...{ what, due, how: each.waived ? 'waived' : 'passed', by: each.by, photos: each.photos.join(' + ') },
      at: each.at.toISOString(),
      words: each.record === null || open ? each.words : 'restricted',
      'lapsed at': each.lapsedAt?.toISOString() ?? '',
    }));
  });
  return {
    name: 'Evidence',
    columns: EVIDENCE,
    rows: [
      ...byGate,
      ...ownerRows(owners, open),
      ...items.map(itemRow),
      ...cancelledRow(take),
      ...countRow(take, open),
    ],
  };
}

const counters = ({ count }: Take): string => names(count?.counters ?? []);

/** Of a count that is restricted, not even where something differs. */
const ownerRows = (owners: readonly KeptOwner[], open: boolean): Page['rows'] =>
  owners.map(({ zone, owner, by, at }) => ({
    what: 'Owner of what differs',
    ...(open ? { words: `${zone}: ${owner}` } : { words: 'restricted' }),
    ...{ at: at.toISOString(), by },
  }));

const cancelledRow = ({ cancelled, campaign }: Take): Page['rows'] =>
  cancelled && campaign.cancelled
    ? [{ what: 'Cancelled', by: campaign.cancelled.by.name, words: campaign.cancelled.why }]
    : [];

const itemRow = (item: KeptItem) => ({
  what: `${item.kind === 'document' ? 'Open document' : 'Corrective action'}: ${item.what}`,
  due: item.dueOn ?? '',
  at: (item.endedAt ?? item.addedAt).toISOString(),
  by: item.endedBy ?? item.addedBy,
  words: [`with ${item.owner}`, item.outcome ?? 'open', item.words ?? ''].filter((word) => word !== '').join(' · '),
});

/** By its id: `vitrine count export` writes all there is about it. */
const countRow = ({ count }: Take, open: boolean) =>
  count ? [{ what: 'Count', words: open ? `vitrine count export ${count.id}` : 'restricted' }] : [];

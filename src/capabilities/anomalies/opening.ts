import type { Answers } from '../../chat/form.js';
import { momentAt } from '../../domain/calendar.js';
import { readScan } from '../../domain/piece.js';
import { Refusal } from '../../domain/refusal.js';
import { type Context, job } from '../../engine/capability.js';
import { NOBODY, type reportForm } from './forms.js';
import { askForPhotos } from './photos.js';
import { type Anomaly, type AnomalyType, happened, isRestricted, type Police, type Severity } from './rules.js';
import { evidenceUntil } from './rules-chain.js';
import { departmentFor } from './rules-routes.js';
import { note, restrictNew, tellOfNew } from './showing.js';
import { findAnomaly, saveAnomaly } from './store.js';
import { settingsAt } from './store-settings.js';

interface Report {
  readonly type: AnomalyType;
  readonly severity: Severity;
  readonly happenedAt: Date;
  readonly what: string;
  readonly onShift: readonly string[];
  readonly pieces: readonly string[];
  readonly police: Police;
  readonly policeRef: string | null;
  readonly countId: string | null;
  readonly notShown: readonly string[];
}

/** What somebody filled in. */
export async function report(answers: Answers<ReturnType<typeof reportForm>>, context: Context): Promise<Anomaly> {
  const { day, time, photos, onShift, pieces, police, policeRef, ...rest } = answers;
  const { boutique, now } = context;
  const anomaly = await openCase(context, {
    ...rest,
    happenedAt: happened(momentAt(day, time, boutique.timeZone), now),
    onShift: (onShift ?? []).filter((id) => id !== NOBODY),
    pieces: readPieces(pieces),
    police: policeRef ? 'yes' : (police ?? 'no'),
    policeRef: policeRef ?? null,
    countId: null,
    notShown: [],
  });
  if (!anomaly) throw new Error('what no count opened is always new');
  // Whoever reports waits for this answer alone, however many are to be told.
  context.later('anomalies.tell', { anomaly: anomaly.id });
  if (photos) await askForPhotos(context, anomaly, photos);
  return anomaly;
}

/** Opens a case, once for each count and type: null where there is one. */
async function openCase(context: Context, report: Report): Promise<Anomaly | null> {
  const { db, boutique, actor, now, newId, record } = context;
  const { type, severity, happenedAt, onShift, what } = report;
  const { routes, terms, staff } = await settingsAt(db, boutique.code);
  const anomaly = await saveAnomaly(db, {
    ...report,
    ...evidenceUntil(type, happenedAt, terms),
    id: newId(),
    boutique: boutique.code,
    reportedAt: now,
    reportedBy: actor.id,
    department: departmentFor(type, routes),
    restricted: isRestricted(type, onShift, what, staff),
    criticalSince: severity === 'critical' ? now : null,
  });
  if (!anomaly) return null;

  record('anomalies.opened', anomaly.id, { number: anomaly.number, type, severity, restricted: anomaly.restricted });
  await note(context, anomaly, 'state', reportedInWords(anomaly.pieces));
  if (anomaly.restricted) await restrictNew(context, anomaly);
  return anomaly;
}

/** Serials as they are compared, each once; what is none is said. */
function readPieces(typed: string | undefined): string[] {
  const items = readScan(typed ?? '');
  const unreadable = items.find(({ serial }) => serial === null);
  if (unreadable)
    throw new Refusal('unreadable', `Line ${unreadable.line} is no serial. Type it again, or leave it out.`, 'pieces');
  const serials = [...new Set(items.flatMap(({ serial }) => serial ?? []))];
  if (serials.length > MOST_PIECES)
    throw new Refusal('too-many', `At most ${MOST_PIECES} pieces fit here. Name the rest in a note.`, 'pieces');
  return serials;
}

const MOST_PIECES = 50;

/** A card shows a few of them, the timeline all: of a count, those that its file begins with. */
function reportedInWords(pieces: readonly string[]): string {
  if (pieces.length === 0) return 'Reported.';
  const more = pieces.length > MOST_PIECES ? `, and ${(pieces.length - MOST_PIECES).toLocaleString('en-US')} more` : '';
  return `Reported. Pieces: ${pieces.slice(0, MOST_PIECES).join(', ')}${more}.`;
}

/**
 * What another capability asks for: `later('anomalies.open', order)`. It is opened at the boutique of the context, as
 * reported by its actor; once for each count and type, so it may be asked for again.
 */
export interface OpenOrder {
  readonly [key: string]: string | readonly string[];
  readonly type: 'theft' | 'loss';
  readonly severity: Severity;
  /** ISO 8601. */
  readonly happenedAt: string;
  readonly what: string;
  /** The id of the count. */
  readonly count: string;
  /** Serials. */
  readonly pieces: readonly string[];
  /** Who took part in the count: nobody of them is let in by name, whoever names them. */
  readonly notShown: readonly string[];
}

export const open = job<OpenOrder>({
  async run({ happenedAt, count, ...order }, _fetched, context) {
    const nothing = { onShift: [], police: 'no', policeRef: null } as const;
    const opened = { ...order, ...nothing, happenedAt: new Date(happenedAt), countId: count };
    const anomaly = await openCase(context, opened);
    if (anomaly) await tellOfNew(context, anomaly);
  },
});

/** Whoever must hear of a new case does, as it is by then. */
export const tell = job<{ readonly anomaly: string }>({
  run: async ({ anomaly }, _fetched, context) => tellOfNew(context, await findAnomaly(context.db, anomaly)),
});

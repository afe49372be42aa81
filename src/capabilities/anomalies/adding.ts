import { Refusal } from '../../domain/refusal.js';
import type { Context, FileReference, Outcome } from '../../engine/capability.js';
import { photosCard, photosComeCard } from './cards-alarms.js';
import { timelineCard } from './cards-timeline.js';
import { askForPhotos } from './photos.js';
import { placed } from './placing.js';
import { fitting, type Police, police as policeWords } from './rules.js';
import { type Clock, runsUntil } from './rules-chain.js';
import { heldAnomaly, seenAnomaly } from './seeing.js';
import { note, quietClocks, showFollowed } from './showing.js';
import { changeAnomaly, entriesOf } from './store.js';
import { photosOf } from './store-evidence.js';
import { viewOf } from './store-view.js';

/** Anybody who may see a case may add to it. */
export async function addNote({ note: words }: { readonly note: string }, context: Context): Promise<Outcome> {
  const anomaly = await heldAnomaly(context);
  if (anomaly.state === 'closed')
    throw new Refusal('closed', 'This case is closed. Whoever reported it can open it again.');
  await note(context, anomaly, 'note', words);
  context.record('anomalies.noted', anomaly.id);
  return showFollowed(context, anomaly);
}

interface Evidence {
  readonly police: Police | undefined;
  readonly policeRef: string | undefined;
  readonly insurerRef: string | undefined;
  readonly photos: readonly FileReference[] | undefined;
}

/** What comes later: a report number, a reference of the insurer, photos. */
export async function addEvidence({ photos, ...given }: Evidence, context: Context): Promise<Outcome> {
  const { db, record } = context;
  const before = await heldAnomaly(context);
  // A report has a number once the police know.
  const evidence = given.policeRef ? { ...given, police: 'yes' as const } : given;
  const known = Object.entries(evidence).filter(([, answer]) => answer !== undefined);
  if (known.length === 0 && !photos) throw new Refusal('nothing', 'Fill in at least one of these.', 'policeRef');
  const anomaly = known.length === 0 ? before : await changeAnomaly(db, before.id, Object.fromEntries(known));
  if (photos) await askForPhotos(context, anomaly, photos);
  record('anomalies.evidence-added', anomaly.id, { of: known.map(([name]) => name), photos: photos?.length ?? 0 });
  await note(context, anomaly, 'evidence', `Added ${inWords(evidence, photos?.length ?? 0)}.`);
  return showFollowed(context, anomaly);
}

function inWords({ police, policeRef, insurerRef }: Omit<Evidence, 'photos'>, photos: number): string {
  const parts = [
    police && `police told: ${policeWords[police].toLowerCase()}`,
    policeRef && 'a police report number',
    insurerRef && "the insurer's reference",
    photos > 0 && 'photos',
  ];
  return parts.filter(Boolean).join(', ');
}

/** "Recordings saved", "Claim made": its clock stops, and what reminded of it says so. */
export async function stopClock(clock: Clock, context: Context): Promise<Outcome> {
  const { db, now, record } = context;
  const before = await heldAnomaly(context);
  if (runsUntil(before, clock) === null) return showFollowed(context, before);
  const stopped = clock === 'recordings' ? { recordingsSaved: now } : { claimMade: now };
  const anomaly = await changeAnomaly(db, before.id, stopped);
  record(clock === 'recordings' ? 'anomalies.recordings-saved' : 'anomalies.claim-made', anomaly.id);
  await note(context, anomaly, 'evidence', clock === 'recordings' ? 'Saved the recordings.' : 'Made the claim.');
  quietClocks(context, anomaly);
  return showFollowed(context, anomaly);
}

/** They go to whoever asks, in private. That they looked is on record: the engine's word for a restricted case, ours for any. */
export async function showPhotos(context: Context): Promise<Outcome> {
  const { db, actor, tell, record } = context;
  const anomaly = await seenAnomaly(context);
  const photos = await photosOf(db, anomaly.id);
  record('anomalies.photos-shown', anomaly.id, { photos: photos.length });
  if (photos.length > 0)
    tell({ person: actor.id }, photosCard(anomaly, photos.length), { about: anomaly.id, attachments: photos });
  return { reply: photosComeCard(photos.length) };
}

/** The newest first, whole; older ones on the pages after it. */
export async function showTimeline(context: Context): Promise<Outcome> {
  const { db, now, boutique, subject } = context;
  const anomaly = await seenAnomaly(context);
  const before = /\/(\d+)$/.exec(subject)?.[1];
  const entries = await entriesOf(db, anomaly.id, MOST_ON_PAGE + 1, before);
  const isFirst = before === undefined;
  const shown = fitting(entries.slice(0, MOST_ON_PAGE), isFirst ? anomaly.what : '');
  const next = entries[shown.length];
  // The one that did not fit any more begins the next page.
  const older = next ? String(BigInt(next.id) + 1n) : null;
  const view = await viewOf(db, anomaly, now, shown);
  return { reply: placed(timelineCard(view, { entries: shown, isFirst, older }, boutique), boutique.code) };
}

const MOST_ON_PAGE = 15;

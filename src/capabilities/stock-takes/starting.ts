import type { Answers } from '../../chat/form.js';
import type { Boutique } from '../../domain/boutique.js';
import { counted } from '../../domain/calendar.js';
import { todayOfHouse } from '../../domain/house.js';
import { Refusal } from '../../domain/refusal.js';
import { askAnywhere, type Context, type Json, job, type Outcome } from '../../engine/capability.js';
import { startedCard } from './cards-told.js';
import { campaignForm } from './forms.js';
import { proposeDates } from './rules-dates.js';
import { showBoard, showTake } from './showing.js';
import { findTake } from './store.js';
import { insertCampaign } from './store-changes.js';
import { everyPlace } from './store-looks.js';

type Anywhere = Context<Boutique | null>;

/** A campaign over all boutiques: a date is proposed to each, by a job of its own. */
export const start = askAnywhere({
  summary: 'Plan an annual stock take or a fiscal inventory',
  allow: ['operations-manager'],
  form: ({ today }) => campaignForm(today),
  prefill: ({ today }) => ({ kind: 'annual', name: String(Number(today.slice(0, 4)) + 1), perDay: '3' }),
  submit: startCampaign,
});

async function startCampaign(answers: Answers<ReturnType<typeof campaignForm>>, context: Anywhere): Promise<Outcome> {
  const { db, actor, now, newId, later, record } = context;
  const { kind, name, first, last, perDay, boutiques } = answers;
  if (last < first) throw new Refusal('window', 'The last day is before the first.', 'last');
  const window = { firstDay: first, lastDay: last, perDay };
  const places = await placesIn(context, boutiques);
  const { dates, leftOver } = proposeDates(
    window,
    places.map((place) => ({ code: place.code, calendar: place })),
  );
  if (leftOver.length > 0)
    throw new Refusal(
      'no-room',
      `There is room for ${dates.size} of ${counted(places.length, 'boutique')}. ${WIDEN}`,
      'last',
    );
  const id = newId();
  const takes = [...dates].map(([boutique, day]) => ({ id: newId(), boutique, day }));
  await insertCampaign(db, { id, kind, name, ...window, createdBy: actor.id }, takes, now);
  record('stock-takes.campaign-begun', id, { kind, name, first, last, perDay, boutiques: takes.length });
  for (const take of takes) later('stock-takes.show', { take: take.id }, take.boutique);
  await showBoard(context, id);
  return { reply: startedCard({ kind, name }, takes.length, [...dates.values()].sort()) };
}

const WIDEN = 'Widen the window, or let more count on one day. Days in peak seasons and closed days are left out.';

async function placesIn({ db, now }: Anywhere, only: string | undefined) {
  const places = await everyPlace(db, todayOfHouse(now));
  if (!only) return places;
  const codes = [
    ...new Set(
      only
        .toUpperCase()
        .split(/[\s,;]+/)
        .filter((code) => code !== ''),
    ),
  ];
  const unknown = codes.filter((code) => !places.some((place) => place.code === code));
  if (unknown.length > 0)
    throw new Refusal('unknown', `There is no boutique ${unknown.slice(0, 5).join(', ').slice(0, 100)}.`, 'boutiques');
  return places.filter(({ code }) => codes.includes(code));
}

interface OfTake {
  readonly [key: string]: Json;
  readonly take: string;
}

/** At the boutique: where it stands, in the one message that each has of it. */
export const showJob = job<OfTake>({
  run: async ({ take }, _fetched, context) => showTake(context, await findTake(context.db, take)),
});

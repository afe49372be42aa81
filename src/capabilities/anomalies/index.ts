import { momentAt, timeIn } from '../../domain/calendar.js';
import { departments, type Role } from '../../domain/people.js';
import { ask, capability, run } from '../../engine/capability.js';
import { reportedCard } from './cards.js';
import { NOBODY, reportForm } from './forms.js';
import { open, openCase, readPieces } from './opening.js';
import { askForPhotos, keepPhoto } from './photos.js';
import { happened } from './rules.js';
import { isInvolved, seenCase } from './seeing.js';
import { anomalyAbout } from './store.js';
import { peopleAt } from './store-people.js';

const everybody = [
  'associate',
  'store-manager',
  'operations-manager',
  'director',
  ...(Object.keys(departments) as (keyof typeof departments)[]),
] as const satisfies readonly Role[];

/** Other capabilities open a case by `later("anomalies.open", order)`: see `OpenOrder`. */
export const anomalies = capability({
  name: 'anomalies',
  title: 'Anomalies',
  commands: {
    anomaly: ask({
      summary: 'Report what went wrong',
      allow: everybody,
      form: async ({ db, boutique, today }) => reportForm(await peopleAt(db, boutique.code), boutique, today),
      prefill: ({ boutique, now, today, quoted }) => ({
        day: today,
        time: timeIn(boutique.timeZone, now),
        ...(quoted !== null && { what: quoted }),
      }),
      async submit({ day, time, photos, onShift, pieces, police, policeRef, ...rest }, context) {
        const { boutique, now } = context;
        const anomaly = await openCase(context, {
          ...rest,
          happenedAt: happened(momentAt(day, time, boutique.timeZone), now),
          onShift: (onShift ?? []).filter((id) => id !== NOBODY),
          pieces: readPieces(pieces),
          police: police ?? 'no',
          policeRef: policeRef ?? null,
          countId: null,
        });
        if (!anomaly) throw new Error('what no count opened is always new');
        if (photos) await askForPhotos(context, anomaly, photos);
        return { reply: reportedCard(anomaly) };
      },
    }),
  },
  actions: {
    open: run({
      summary: 'Open a case',
      allow: everybody,
      also: isInvolved,
      looks: true,
      run: async (context) => ({ reply: await seenCase(context) }),
    }),
  },
  shortcuts: { 'report-anomaly': { title: 'Report as anomaly', command: 'anomaly' } },
  approvals: [],
  jobs: { open, 'keep-photo': keepPhoto },
  about: anomalyAbout,
  waiting: async () => [],
});

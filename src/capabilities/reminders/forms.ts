import { choices, day, form, lookup, type Option, optional, text, time } from '../../chat/form.js';
import type { Day } from '../../domain/calendar.js';
import { shortened } from '../../domain/words.js';
import { type ChannelSetting, type Hours, hoursInWords } from './rules.js';

/** What is in force is said above. */
export const hoursForm = (now: Hours) =>
  form({
    name: 'hours',
    title: 'Your hours',
    submit: 'Save',
    intro: `${hoursInWords(now)} All times are those of your own clocks.`,
    fields: {
      morning: time('Morning', { hint: 'When your day’s reminders come.' }),
      quietFrom: time('Quiet from'),
      quietTo: time('Quiet to', { hint: 'The same as “Quiet from”: no quiet hours.' }),
    },
  });

interface Closing {
  readonly today: Day;
  /** Null: whoever asks closes no other place than this. */
  readonly search: ((words: string) => Promise<readonly Option[]>) | null;
  /** Where they ask. */
  readonly known: Option | null;
}

const MOST_HOURS = 20;
export const MOST_REASON = 80;

/** A store manager closes their own boutique. */
export const closeForm = ({ today, search, known }: Closing) =>
  form({
    name: 'close',
    title: 'Closed days',
    submit: 'Save',
    ...(known && !search && { intro: known.label }),
    fields: {
      ...(search && {
        where: lookup('Where', {
          hint: 'A boutique, a state or a country.',
          search,
          ...(known && { known }),
        }),
      }),
      firstDay: day('First day', { from: today }),
      lastDay: day('Last day', { from: today, hint: 'Closed on this day too.' }),
      hours: optional(
        text('Open then', { hint: 'Only for other hours than usual: 11:00-16:00. Empty: closed.', max: MOST_HOURS }),
      ),
      reason: text('Reason', { hint: 'Whoever looks for the hours reads it.', max: MOST_REASON }),
    },
  });

const MOST_LABEL = 75;

export const channelForm = (boutique: string, settings: readonly ChannelSetting[]) =>
  form({
    name: 'channel',
    title: 'In the channel',
    submit: 'Save',
    intro: `${boutique}: what is chosen is said in the boutique’s channel too, once each morning on which something is owed.`,
    fields: {
      said: optional(
        choices(
          'Reminders',
          Object.fromEntries(settings.map(({ name, title }) => [name, shortened(title, MOST_LABEL)])),
        ),
      ),
    },
  });

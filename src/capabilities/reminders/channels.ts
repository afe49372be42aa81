import { Refusal } from '../../domain/refusal.js';
import type { Asking, Context, KnownReminder, Outcome } from '../../engine/capability.js';
import { channelCard } from './cards.js';
import { channelForm } from './forms.js';
import type { ChannelSetting } from './rules.js';
import { channelSettings, saveChannelSettings } from './store.js';

/** What a boutique owes, and whether its channel hears of it. */
async function settingsAt({ db, boutique, reminders }: Asking): Promise<ChannelSetting[]> {
  const set = await channelSettings(db, boutique.code);
  const settings = reminders.flatMap(({ places, channel, ...each }) =>
    places === 'boutiques' && channel !== 'never' ? [settingOf({ ...each, channel }, set)] : [],
  );
  if (settings.length === 0) throw new Refusal('no-reminders', 'There are no reminders for boutiques yet.');
  return settings;
}

type Choosable = Pick<KnownReminder, 'name' | 'title'> & { readonly channel: boolean };

const settingOf = ({ name, title, channel }: Choosable, set: ReadonlyMap<string, boolean>): ChannelSetting => ({
  name,
  title,
  said: set.get(name) ?? channel,
});

export const askChannel = async (asking: Asking) => channelForm(asking.boutique.name, await settingsAt(asking));

export async function knownChannel(asking: Asking) {
  return { said: (await settingsAt(asking)).flatMap(({ name, said }) => (said ? [name] : [])) };
}

export async function setChannel(
  { said = [] }: { readonly said?: readonly string[] | undefined },
  context: Context,
): Promise<Outcome> {
  const { db, boutique, record } = context;
  const before = await settingsAt(context);
  const settings = before.map((each) => ({ ...each, said: said.includes(each.name) }));
  await saveChannelSettings(db, boutique.code, settings);
  record('reminders.channel', boutique.code, {}, { before: namesSaid(before), after: namesSaid(settings) });
  return { reply: channelCard(boutique.name, settings) };
}

const namesSaid = (settings: readonly ChannelSetting[]): string[] =>
  settings.flatMap(({ name, said }) => (said ? [name] : []));

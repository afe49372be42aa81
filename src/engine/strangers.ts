import { button, buttons, type Card, card, quiet, text } from '../chat/card.js';
import { confirm, form, lookup } from '../chat/form.js';
import { bindAccount } from '../database/people.js';
import { type ChatUser, linkable, ruleOnStranger } from '../database/strangers.js';
import { clockTime } from '../domain/calendar.js';
import { listed } from '../domain/people.js';
import { Refusal } from '../domain/refusal.js';
import { askAnywhere, type Context, type Interaction, runAnywhere } from './capability.js';

/** What the operations managers do about an account that nobody knows. */
export const strangerActions: Readonly<Record<string, Interaction>> = {
  'engine.link-account': askAnywhere({
    summary: 'Say whose account this is',
    allow: ['operations-manager'],
    form: ({ db, subject }) =>
      linkForm(async (words) => (await linkable(db, userIn(subject), { words })).map(asOption)),
    async submit({ person }, context) {
      await link(context as Context, userIn(context.subject), person);
      return { done: true };
    },
  }),
  'engine.refuse-account': runAnywhere({
    summary: 'Leave this account out',
    allow: ['operations-manager'],
    async run(context) {
      const { actor, db, now, record, subject, tell } = context;
      const user = userIn(subject);
      const email = await ruleOnStranger(db, user, { state: 'refused', by: actor.id, at: now });
      record('people.account-refused', user.userId, { channel: user.channel, tenant: user.tenant });
      tell('who-was-told', strangerCard(user, email, `Refused by ${actor.name}, ${clockTime(now, 'UTC')} UTC.`), {
        topic: topicOf(user),
      });
      return { done: true };
    },
  }),
};

/** The same account for every chat's button: `slack/T0VITRINE/U0TOM`. */
const subjectOf = ({ channel, tenant, userId }: ChatUser): string => `${channel}/${tenant}/${userId}`;

export const topicOf = (user: ChatUser): string => `unknown/${subjectOf(user)}`;

function userIn(subject: string): ChatUser {
  const [channel = '', tenant = '', ...rest] = subject.split('/');
  return { channel, tenant, userId: rest.join('/') };
}

/** Once somebody has ruled, it says how; an account that was refused can still be linked. */
export function strangerCard(user: ChatUser, email: string | null, outcome?: string): Card {
  const link = button('engine.link-account', 'Link to a person', subjectOf(user), { style: 'primary' });
  const refuse = button('engine.refuse-account', 'Refuse', subjectOf(user));
  return card('Someone I don’t know', [
    text(`The account ${email ?? user.userId} used Vitrine and belongs to nobody in the network.`),
    ...(outcome ? [text(outcome)] : [quiet('Who is linked has all rights of that person.')]),
    ...(outcome?.startsWith('Linked') ? [] : [outcome ? buttons(link) : buttons(link, refuse)]),
  ]);
}

export function linkForm(search: (words: string) => Promise<readonly { value: string; label: string }[]>) {
  return form({
    name: 'link-account',
    title: 'Link to a person',
    submit: 'Link',
    fields: {
      person: lookup('Person', {
        hint: 'Type a name or a boutique. Shown are those without an account there.',
        search,
      }),
      sure: confirm('Rights', 'I know whose account this is.', 'Link an account only where you know whose it is.'),
    },
  });
}

const asOption = ({ id, name, boutiques }: { id: string; name: string; boutiques: readonly string[] }) => ({
  value: id,
  label: boutiques.length > 0 ? `${name}, ${listed(boutiques)}` : name,
});

/** As if the e-mail had matched, but on the word of whoever links. */
async function link({ actor, db, now, record, tell }: Context, user: ChatUser, person: string): Promise<void> {
  const [found] = await linkable(db, user, { person });
  if (!found)
    throw new Refusal('not-linkable', 'Choose somebody from the list: they have an account there already.', 'person');
  if (!(await bindAccount(db, { ...user, personId: person }, now)))
    throw new Refusal('other-account', 'This account belongs to somebody else by now.', 'person');

  const email = await ruleOnStranger(db, user, { state: 'linked', by: actor.id, at: now });
  const account = { tenant: user.tenant, user: user.userId };
  record('people.bound', person, { channel: user.channel, by: actor.id }, { after: account });
  const outcome = `Linked to ${found.name} by ${actor.name}, ${clockTime(now, 'UTC')} UTC.`;
  tell('who-was-told', strangerCard(user, email, outcome), { topic: topicOf(user) });
  tell({ person }, card('Vitrine knows you now', [text(`${actor.name} linked your account. Type /count to begin.`)]));
}

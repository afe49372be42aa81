import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ana, ben, ines, type Member, rita } from '../helpers/network.js';
import { activity, CHANNEL, pressData, typed } from './activities.js';
import { actionIn, actionsIn, objectId, startWhole, type Whole } from './whole.js';

/** Friday, Nov 27, 9:12 AM in New York. */
const MORNING = '2026-11-27T14:12:00Z';

let whole: Whole;
beforeEach(async () => {
  whole = await startWhole(MORNING);
});
afterEach(async () => {
  expect(whole.logged).toEqual([]);
  await whole.stop();
});

const stranger: Member = { id: 'zoe', name: 'Zoé', userId: 'U0ZOE' };

const words = (answer: unknown): string => JSON.stringify(answer);
const aside = (): string => `teams/aside/${objectId(ana)}/${CHANNEL}`;
const answers = { zone: 'MADISON/vitrine-2', reason: 'weekly', serials: 'RG-20-88' };

/** Ana says count in her boutique's channel and opens the form. */
async function openForm(): Promise<object> {
  await whole.as(ana, CHANNEL).says('count');
  const dialog = await whole.as(ana, CHANNEL).presses('Open', aside());
  return actionIn(dialog, 'Save batch').data;
}

/** How much there is on record of what was done. */
async function recorded(): Promise<readonly number[]> {
  const { count, delivery, auditEvent, receipt } = whole.connection.prisma;
  return [await count.count(), await delivery.count(), await auditEvent.count(), await receipt.count()];
}

const counts = (): Promise<number> => whole.connection.prisma.count.count();

describe('a count', () => {
  it('is begun from a mention, by a form in a dialog', async () => {
    const data = await openForm();
    const done = await whole.as(ana, CHANNEL).submits({ ...data, ...answers });
    expect(words(done)).toContain('1 new.');
    expect((await whole.told(`teams/channel/${CHANNEL}`)).card.title).toBe('Ana Ruiz is counting Vitrine 2');
    expect((await whole.told('teams/person/ana')).topic).toMatch(/^tally\//);
  });

  it('of which the form needs another look keeps what was typed', async () => {
    const data = await openForm();
    const again = await whole.as(ana, CHANNEL).submits({ ...data, serials: 'RG-20-88' });
    expect(words(again)).toContain('2 answers need another look.');
    expect(words(again)).toContain('"value":"RG-20-88"');
    expect(await counts()).toBe(0);

    const done = await whole.as(ana, CHANNEL).submits({ ...actionIn(again, 'Save batch').data, ...answers });
    expect(words(done)).toContain('1 new.');
  });

  it('sent three times at once, as Teams does, is one count, and each gets the same answer', async () => {
    const data = { ...(await openForm()), ...answers };
    const send = () => whole.as(ana, CHANNEL).submits(data);
    const [first, ...others] = await Promise.all([send(), send(), send()]);
    expect(words(first)).toContain('1 new.');
    expect(others).toEqual([first, first]);
    expect(await counts()).toBe(1);

    const before = await recorded();
    expect(await send()).toEqual(first);
    expect(await recorded()).toEqual(before);
  });

  it('by somebody of another boutique is refused in words, on record, and what was typed stays', async () => {
    const data = await openForm();
    const refused = await whole.as(rita, CHANNEL).submits({ ...data, ...answers });
    expect(words(refused)).toMatch(/Madison Avenue/);
    expect(words(refused)).toContain('RG-20-88');
    expect(await counts()).toBe(0);
    const [entry] = await whole.connection.prisma.auditEvent.findMany({ where: { event: 'refused' } });
    expect(entry).toMatchObject({ actorId: 'rita', channel: 'teams' });
  });

  it('is asked for again in the same words only once', async () => {
    const message = typed('count', CHANNEL);
    await whole.ask(ana, message);
    await whole.ask(ana, message);
    expect(await whole.connection.prisma.delivery.count({ where: { conversation: aside() } })).toBe(1);
  });
});

describe('a decision', () => {
  const opened = (answer: unknown): object => {
    const [action] = actionsIn((answer as { task: unknown }).task);
    return action?.data ?? {};
  };
  /** The causes that a form asks for; none where it is no such form. */
  const causesIn = (data: object): string[] => {
    const { vitrine } = data as { readonly vitrine?: { readonly kinds?: object } };
    return Object.keys(vitrine?.kinds ?? {}).filter((field) => field.startsWith('cause.'));
  };

  const closeZone = async (who: Member): Promise<unknown> =>
    whole.as(who).submits(opened(await whole.as(who).presses('Close zone')));

  /** Ana counts, Ben finds the same, Inès knows why. */
  async function toBeDecided(): Promise<string> {
    await whole.as(ana, CHANNEL).submits({ ...(await openForm()), ...answers });
    await closeZone(ana);
    const recount = await whole.as(ben, CHANNEL).presses('Recount', `teams/channel/${CHANNEL}`);
    await whole.as(ben, CHANNEL).submits({ ...opened(recount), serials: 'RG-20-88' });
    await closeZone(ben);
    let form = opened(await whole.as(ines).presses('Name the causes'));
    while (causesIn(form).length > 0) {
      const named = Object.fromEntries(causesIn(form).map((field) => [field, 'not-counted']));
      form = opened(await whole.as(ines).submits({ ...form, ...named }));
    }
    const { topic } = await whole.told('teams/person/ines', /^approval\//);
    return topic ?? '';
  }

  it('is for those alone who may decide: a refresh shows them the buttons, and changes nothing', async () => {
    const topic = await toBeDecided();
    const before = await recorded();

    const forInes = await whole.as(ines).refreshes(topic);
    expect(actionsIn(forInes).map(({ title }) => title)).toContain('Approve');
    for (const other of [ana, ben, rita]) {
      const shown = await whole.as(other).refreshes(topic);
      expect(shown).toMatchObject({ statusCode: 200 });
      expect(actionsIn(shown)).toEqual([]);
    }
    expect(await recorded()).toEqual(before);
  });

  it('is not taken for a visit: whoever only sees the card is told things where they were', async () => {
    const topic = await toBeDecided();
    const before = await recorded();
    await whole.as(rita).refreshes(topic);
    const shown = await whole.as(stranger).refreshes(topic);

    expect(shown).toMatchObject({ type: 'application/vnd.microsoft.activity.message' });
    const account = { channel: 'teams', personId: 'rita' };
    expect(await whole.connection.prisma.chatAccount.findFirst({ where: account })).toMatchObject({ usedAt: null });
    expect(await recorded()).toEqual(before);
  });

  it('in a room is drawn by who looks at it', async () => {
    const topic = await toBeDecided();
    const { card } = await whole.told('teams/person/ines', /^approval\//);
    const said = {
      conversation: `teams/channel/${CHANNEL}`,
      topic,
      card: card as object,
      createdAt: new Date(MORNING),
      attachments: [],
    };
    await whole.connection.prisma.delivery.create({ data: said });

    expect(actionsIn(await whole.as(ines, CHANNEL).refreshes(topic)).map(({ title }) => title)).toContain('Approve');
    const forBen = await whole.as(ben, CHANNEL).refreshes(topic);
    expect(forBen).toMatchObject({ type: 'application/vnd.microsoft.card.adaptive' });
    expect(actionsIn(forBen)).toEqual([]);
  });

  it('by anybody else is refused in words, and on record, whoever has the card’s data', async () => {
    const topic = await toBeDecided();
    const subject = topic.split('/')[1] ?? '';
    const forged = {
      action: { verb: 'engine.approve', data: pressData({ action: 'engine.approve', subject, topic }) },
    };
    const refused = await whole.as(ana).invokes('adaptiveCard/action', { ...forged, trigger: 'manual' });
    expect(refused).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: 'You took part in this, so someone else decides it.',
    });
    const found = await whole.connection.prisma.auditEvent.findMany({ where: { event: 'refused' } });
    expect(found).toMatchObject([{ actorId: 'ana', facts: { interaction: 'engine.approve', code: 'took-part' } }]);

    const automatic = await whole.as(ines).invokes('adaptiveCard/action', { ...forged, trigger: 'automatic' });
    expect(automatic).toMatchObject({ statusCode: 200 });
    expect(await whole.connection.prisma.approval.count({ where: { status: 'open' } })).toBe(1);
  });

  it('is answered by the card as it stands then, pressed again too', async () => {
    await toBeDecided();
    const press = () => whole.as(ines).presses('Approve');
    const data = await whole.told('teams/person/ines', /^approval\//);
    const [first, second] = await Promise.all([press(), press()]);
    expect(words(first)).toContain('Approved · Inès Laurent');
    expect(actionsIn(first).map(({ title }) => title)).not.toContain('Approve');
    expect(second).toEqual(first);
    expect(await whole.connection.prisma.approval.count({ where: { status: 'approved' } })).toBe(1);
    expect((await whole.told('teams/person/ines', /^approval\//)).topic).toBe(data.topic);
  });
});

it('somebody of whom nobody has heard is told who was asked', async () => {
  expect(words(await whole.as(stranger).fetches(pressData({ action: 'count' })))).toMatch(
    /Say hello to me|don't know you/,
  );
});

it('who and where is written down once, and forgotten with us', async () => {
  await whole.as(ana).says('help');
  await whole.as(ana).says('help');
  const kept = await whole.connection.prisma.teamsConversation.findMany();
  expect(kept).toMatchObject([{ kind: 'personal', userId: objectId(ana) }]);
  await whole.ask(ana, activity('installationUpdate', { action: 'remove' }));
  expect(await whole.connection.prisma.teamsConversation.count()).toBe(0);
});

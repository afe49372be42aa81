import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatName } from '../../src/chat/channel.js';
import { anomalies } from './anomalies.js';
import { counting } from './counting.js';
import { deciding } from './deciding.js';
import { everybody } from './everybody.js';
import { inboxing } from './inboxing.js';
import { type Notes, takeNotes } from './notes.js';
import { recounting } from './recounting.js';
import { security } from './security.js';
import { everyInteraction, openStage, type Stage } from './stage.js';

const chats = ['slack', 'teams'] as const;
const people = [
  'ana',
  'ben',
  'ines',
  'priya',
  'daniel',
  'lucia',
  'henry',
  'maya',
  'theo',
  'marc',
  'helen',
  'claire',
  'victor',
];

const notes: Record<ChatName, Notes> = { slack: takeNotes(), teams: takeNotes() };

// Each has a network of its own, so that lists and numbers are the same.
describe.each(chats)('in %s', (chat) => {
  let stage: Stage;
  const passes = (minutes: number) => stage.passes(minutes);
  const at = async (person: string) => notes[chat].of(await stage.seat(chat, person));

  // Everybody is told things where they were last.
  beforeAll(async () => {
    stage = await openStage();
    for (const person of people) await (await stage.seat(chat, person)).types('count open', 'private');
    await stage.settled();
  });
  afterAll(() => stage?.close());

  deciding(at);
  recounting(at);
  counting(at);
  everybody(at);
  inboxing(at);
  anomalies(at, passes);
  security(at, passes);

  it('every command, form and button was tried out, and taken', () => {
    const { tried } = stage;
    expect([...everyInteraction(), 'home'].filter((name) => !tried[chat].has(name))).toEqual([]);
  });

  it('nothing went wrong inside meanwhile, and nothing was left unsaid', async () => {
    await stage.settled();
    const figures = await stage.figures();
    const failed = [...figures].filter(([name]) => /outcome="failed"|_failed$|jobs_retrying/.test(name));
    expect(failed.filter(([, value]) => value > 0)).toEqual([]);
    expect(figures.get('vitrine_deliveries_failed')).toBe(0);
  });
});

it('the same is read in both, form by form and card by card', () => {
  expect(notes.slack.lines.length).toBeGreaterThan(60);
  expect(notes.teams.lines).toEqual(notes.slack.lines);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatName } from '../../src/chat/channel.js';
import { type Company, type Notes, type Time, takeNotes } from './notes.js';
import { everyInteraction, openStage, type Stage } from './stage.js';

export interface Play {
  readonly people: readonly string[];
  /** In the order in which they are played; what one leaves, the next one finds. */
  readonly scenarios: readonly ((at: Company, passes: Time) => void)[];
  /** By how many milliseconds its clock is ahead from the beginning. */
  readonly ahead?: number;
  /** Which of all commands, forms and buttons must have been tried out in the end. */
  readonly tries: (name: string) => boolean;
  /** So many things are looked at. */
  readonly least?: number;
}

const chats = ['slack', 'teams'] as const;

/** Plays the same in each chat, and lays side by side what was read there. */
export function playInBothChats({ ahead = 0, people, scenarios, tries, least = 60 }: Play): void {
  const notes: Record<ChatName, Notes> = { slack: takeNotes(), teams: takeNotes() };

  const playIn = (chat: ChatName) => () => {
    let stage: Stage;
    const at = async (person: string) => notes[chat].of(await stage.seat(chat, person), stage.settled);

    // Everybody is told things where they were last.
    beforeAll(async () => {
      stage = await openStage(ahead);
      for (const person of people) await (await stage.seat(chat, person)).types('count open', 'private');
      await stage.settled();
    });
    afterAll(() => stage?.close());

    for (const play of scenarios) play(at, (minutes) => stage.passes(minutes));

    it('every command, form and button was tried out, and taken', () => {
      const { tried } = stage;
      const ours = [...everyInteraction(), 'home'].filter(tries);
      expect(ours.filter((name) => !tried[chat].has(name))).toEqual([]);
    });

    it('nothing went wrong inside meanwhile, and nothing was left unsaid', async () => {
      await stage.settled();
      const figures = await stage.figures();
      const failed = [...figures].filter(([name]) => /outcome="failed"|_failed$|jobs_retrying/.test(name));
      expect(failed.filter(([, value]) => value > 0)).toEqual([]);
      expect(figures.get('vitrine_deliveries_failed')).toBe(0);
    });
  };

  // Each has a network of its own, so that lists and numbers are the same; they are played at the same time.
  describe.concurrent.each(chats)('in %s', (chat) => {
    describe.sequential('step by step', playIn(chat));
  });

  it('the same is read in both, form by form and card by card', () => {
    expect(notes.slack.lines.length).toBeGreaterThan(least);
    expect(notes.teams.lines).toEqual(notes.slack.lines);
  });
}

/** Supplies have a play of their own, which runs beside the other. */
export const isOfSupplies = (name: string): boolean => /^supplies\b/.test(name);

/** So has what people owe by a day. */
export const isOfTime = (name: string): boolean =>
  /^(aml|count plan|count coverage|count rules|cycle-counts|stock-counts\.count-planned)\b/.test(name);

/** And what takes months. */
export const isOfTakes = (name: string): boolean =>
  /^(stock-take\b|stock-takes\.|stock-counts\.count-planned)/.test(name);

/** And what is said of it in the morning. */
export const isOfReminders = (name: string): boolean => /^(reminders\b|engine\.reminder-)/.test(name);

/** And plans of what is done once. */
export const isOfOpenings = (name: string): boolean => /^(openings?|projects?)\b/.test(name);

import type { ChatName } from '../../src/chat/channel.js';
import type { Next, Seat } from './seat.js';

/** What was shown to whom in one chat, in the order in which it was looked at, so that two chats can be laid side by side. */
export interface Notes {
  readonly lines: string[];
  /** `settled`: once nothing is left to be said, because what is read must not depend on who is faster. */
  readonly of: (seat: Seat, settled: () => Promise<void>) => Seat;
}

export function takeNotes(): Notes {
  const lines: string[] = [];
  const note = (seat: Seat, what: string, shown: unknown) =>
    void lines.push(`${seat.person} ${what}: ${timeless(JSON.stringify(shown))}`);
  return {
    lines,
    of: (seat, settled) => ({
      ...seat,
      async types(words, where) {
        const next = await seat.types(words, where);
        note(seat, `types ${words}`, shownBy(next));
        return next;
      },
      async pointsAt(words, shortcut, where) {
        const next = await seat.pointsAt(words, shortcut, where);
        note(seat, `points at "${words}": ${shortcut}`, shownBy(next));
        return next;
      },
      async opens(label, on) {
        const form = await seat.opens(label, on);
        note(seat, `opens ${label}`, shownBy({ form }));
        return form;
      },
      async gets(label, on) {
        const lines = await seat.gets(label, on);
        note(seat, `gets ${label}`, lines);
        return lines;
      },
      async tries(label, on) {
        const lines = await seat.tries(label, on);
        note(seat, `tries ${label}`, shownBy({ reads: lines }));
        return lines;
      },
      async fills(answers, times) {
        const next = await seat.fills(answers, times);
        note(seat, 'sends it', shownBy(next));
        return next;
      },
      async sees(words, where) {
        await settled();
        const lines = await seat.sees(words, where);
        note(seat, `sees in ${where}`, lines);
        return lines;
      },
    }),
  };
}

/** A sentence that something can't be done stands where each chat has its place for it. */
function shownBy(next: Next): unknown {
  if ('corrections' in next) return next.atOnce ? '(not filled in)' : Object.values(next.corrections);
  if ('reads' in next) return next.reads.filter((line) => line !== 'Not done');
  if (!('form' in next)) return next;
  const questions = next.form.questions.map((question) =>
    question.kind === 'files' ? { ...question, filled: [] } : question,
  );
  return { ...next.form, questions };
}

/** Two chats are looked at one after the other. */
const timeless = (words: string): string =>
  words
    .replaceAll(/\d{1,2}:\d\d [AP]M|(?<=")\d\d:\d\d(?=")/g, '(time)')
    .replaceAll(/\d+ minutes?\b/g, '(minutes)')
    .replaceAll('came just now', 'waits for (minutes)')
    .replaceAll(/\d+ hours?\b/g, '(hours)')
    .replaceAll(/Audit head \w+:\d+:\w+/g, '(head)');

export type Company = (person: string) => Promise<Seat>;

/** So many minutes go by, and what they bring is done. */
export type Time = (minutes: number) => Promise<void>;

/** One list of scenarios, played in each chat. */
export interface Playing {
  readonly chat: ChatName;
  readonly at: Company;
}

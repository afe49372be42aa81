import { type Card, card, lines, quiet } from '../chat/card.js';
import { Refusal } from '../domain/refusal.js';
import type { Answer } from '../engine/request.js';
import { sayAside } from './aside.js';
import type { Saying } from './card-body.js';
import { type Desk, excuse, type Visitor } from './desk.js';
import { DONE, UNREADABLE } from './dialogs.js';
import { openerOf } from './openers.js';
import type { Press } from './press-data.js';

/** What somebody typed. A repeated activity is said once. */
export async function onCommand(desk: Desk, visitor: Visitor, words: string): Promise<void> {
  if (words.toLowerCase() === 'home') return sayHome(desk, visitor);

  const request = { type: 'command', ...visitor.asked, words: meant(desk, words) } as const;
  await sayAnswer(desk, visitor, await desk.engine.handle(request));
}

/** Here one speaks to Vitrine by its name, which need not be said twice: `find safe` is `vitrine find safe`, `help` its help. */
function meant({ commands }: Desk, words: string): string {
  const said = words.toLowerCase();
  return commands.some((each) => isCalled(said, each.words)) ? words : `${NAME} ${words}`.trim();
}

const NAME = 'vitrine';

const isCalled = (said: string, words: string): boolean => said === words || said.startsWith(`${words} `);

/** A client that does not wait for answers is told what came of a press. */
export async function onOldPress(desk: Desk, visitor: Visitor, press: Press | null): Promise<void> {
  if (press === null) return sayAside(desk, visitor, UNREADABLE);
  if (press.confirm) return sayAside(desk, visitor, TOO_OLD);
  const { action, boutique, subject } = press;
  const route = { interaction: action, boutique, subject };
  await sayAnswer(desk, visitor, await desk.engine.handle({ type: 'press', ...visitor.asked, route }));
}

const TOO_OLD = 'This has to be confirmed first, and your Teams is too old to ask. Press it in a newer one.';

export async function onPicture(desk: Desk, visitor: Visitor): Promise<void> {
  await sayAside(desk, visitor, 'I can’t read a picture inside a message. Attach it as a file.');
}

function sayAnswer(desk: Desk, visitor: Visitor, answer: Answer): Promise<void> {
  return sayAside(desk, visitor, inWords(answer));
}

function inWords(answer: Answer): Saying {
  switch (answer.type) {
    case 'form':
      return openerOf(answer);
    case 'reply':
      return answer.card;
    case 'refusal':
      return answer.sentence;
    case 'corrections':
      return Object.values(answer.corrections).join(' ');
    case 'done':
      return card(DONE, []);
  }
}

/** Always in private: what waits for somebody is nobody else's business, and stays longer than a word aside. */
async function sayHome(desk: Desk, visitor: Visitor): Promise<void> {
  const { asked, isPrivate } = visitor;
  const page = await homeOf(desk, visitor);
  if (typeof page === 'string') return sayAside(desk, visitor, page);

  const inPrivate = { ...visitor, isPrivate: true };
  for (const [part, each] of page.entries()) await sayAside(desk, inPrivate, each, part + 1);
  if (!isPrivate && asked.room !== null) await sayAside(desk, visitor, ELSEWHERE);
}

const ELSEWHERE = card('What waits for you is in our private chat', []);

async function homeOf(desk: Desk, { asked }: Visitor): Promise<readonly Card[] | string> {
  try {
    return (await desk.engine.home(asked)).messages;
  } catch (error) {
    return error instanceof Refusal ? error.sentence : excuse(desk, error);
  }
}

/** For whoever has just met us: where everything begins. What comes after that word, `help` says to each by what they may do. */
export function helpCard({ commands }: Pick<Desk, 'commands'>): Card {
  const first = commands.filter(({ words }) => !words.includes(' ') && words !== NAME);
  const known = first.map(({ words, summary }) => [words, summary] as const);
  return card('What you can type', [
    lines(...known, ['home', 'What waits for you, with its buttons'], ['help', 'Everything that you can do here']),
    quiet('In a channel, mention me first. Files go into our private chat.'),
  ]);
}

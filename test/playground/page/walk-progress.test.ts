import { describe, expect, it } from 'vitest';
import {
  afterMessages,
  afterSent,
  currentStep,
  type Looking,
  type Progress,
  skipStep,
  startedAt,
  wordsOf,
} from '../../../src/playground/page/walk-progress.js';
import type { ClientMessage, Walk, WalkStep } from '../../../src/playground/protocol.js';

const step = (doneWhen: WalkStep['doneWhen'], change: Partial<WalkStep> = {}): WalkStep => ({
  as: 'ana',
  where: 'C1',
  text: 'Do it.',
  doneWhen,
  ...change,
});
const walkOf = (...steps: WalkStep[]): Walk => ({ title: 'A first count', steps });
const start = startedAt('100.000000');

const message = (channel: string, text: string, change: Partial<ClientMessage> = {}): ClientMessage => ({
  channel,
  ts: '200.000000',
  user: 'bot',
  text,
  blocks: [],
  files: [],
  edited: false,
  ephemeral: false,
  ...change,
});
const looking = (me: string, place: string): Looking => ({
  me,
  place,
  resolve: (where) => (where === 'dm' ? `D-${me}` : where),
});

describe('what a person sends', () => {
  const walk = walkOf(step({ sent: 'command', label: '/count' }), step({ sent: 'press', label: 'Close zone' }));

  it.each([
    ['the command', { sent: 'command', by: 'ana', labels: ['/count'] }, 1],
    ['the command with words', { sent: 'command', by: 'ana', labels: ['/count MADISON'] }, 1],
    ['a longer command', { sent: 'command', by: 'ana', labels: ['/counter'] }, 0],
    ['somebody else’s command', { sent: 'command', by: 'ben', labels: ['/count'] }, 0],
    ['a press of that name', { sent: 'press', by: 'ana', labels: ['/count'] }, 0],
  ] as const)('ticks by %s or not', (_name, sent, done) => {
    expect(afterSent(walk, start, sent).done).toBe(done);
  });

  it('takes any form where no label is named, and ignores case and bold in one that is', () => {
    const any = walkOf(step({ sent: 'submit' }));
    const named = walkOf(step({ sent: 'press', label: 'close  zone' }));

    expect(afterSent(any, start, { sent: 'submit', by: 'ana', labels: ['Stock count', 'Save'] }).done).toBe(1);
    expect(afterSent(named, start, { sent: 'press', by: 'ana', labels: ['*Close zone*'] }).done).toBe(1);
  });

  it('changes nothing once all is done', () => {
    const done: Progress = { ...start, done: 2 };

    expect(afterSent(walk, done, { sent: 'command', by: 'ana', labels: ['/count'] })).toBe(done);
    expect(currentStep(walk, done)).toBeNull();
  });
});

describe('what a person sees', () => {
  const approved = step({ messageHas: 'Count approved', in: 'C2' }, { as: 'kim', where: 'C2' });

  it('ticks when the message stands before the eyes of the right person', () => {
    const walk = walkOf(approved);
    const messages = [message('C2', '*Count approved* · Madison Avenue')];

    expect(afterMessages(walk, start, messages, looking('kim', 'C2')).done).toBe(1);
    expect(afterMessages(walk, start, messages, looking('kim', 'C1')).done).toBe(0);
    expect(afterMessages(walk, start, messages, looking('ana', 'C2')).done).toBe(0);
    expect(afterMessages(walk, start, [message('C1', 'Count approved')], looking('kim', 'C2')).done).toBe(0);
  });

  it('need not be there when the message comes to another place than the one to be at', () => {
    const walk = walkOf(step({ messageHas: 'Counting Vitrine 2', in: 'dm' }));

    expect(afterMessages(walk, start, [message('D-ana', 'Counting Vitrine 2')], looking('ana', 'C1')).done).toBe(1);
  });

  it('ticks several steps that one look answers', () => {
    const walk = walkOf(
      approved,
      { ...approved, doneWhen: { messageHas: '99.2%', in: 'C2' } },
      step({ sent: 'press' }),
    );

    expect(afterMessages(walk, start, [message('C2', 'Count approved (99.2%)')], looking('kim', 'C2')).done).toBe(2);
  });
});

it('reads the words of blocks and the names of files', () => {
  const blocks = [
    { type: 'section', block_id: 'b', text: { type: 'mrkdwn', text: '*Vitrine 2*:\n2 pieces differ' } },
    { type: 'actions', block_id: 'a', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Approve' } }] },
  ];
  const file = { id: 'F', name: 'count.csv', mimetype: 'text/csv', size: 1, href: '/f' };

  expect(wordsOf(message('C1', 'A card', { blocks, files: [file] }))).toBe(
    'A card *Vitrine 2*: 2 pieces differ Approve count.csv',
  );
});

it('remembers which steps were passed over', () => {
  const walk = walkOf(step({ sent: 'command' }), step({ sent: 'press' }));
  const skipped = skipStep(walk, start);

  expect(skipped).toEqual({ done: 1, skipped: [0], since: '100.000000' });
  expect(skipStep(walk, skipStep(walk, skipped))).toEqual({ done: 2, skipped: [0, 1], since: '100.000000' });
});

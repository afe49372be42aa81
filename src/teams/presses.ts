import type { Card } from '../chat/card.js';
import type { AdaptiveCard } from './adaptive-card.js';
import { cardAnswer, type InvokeAnswer, sentenceAnswer } from './answers.js';
import { sayAside } from './aside.js';
import type { Pictures } from './card-body.js';
import { type Desk, excuse, type Visitor } from './desk.js';
import { DONE, UNREADABLE } from './dialogs.js';
import { openerOf, withOpener } from './openers.js';
import type { Press } from './press-data.js';
import { renderWithPictures } from './render-card.js';

/** A sentence beside the card that was pressed, which stays as it is. */
export const cardSentence = (sentence: string): InvokeAnswer => sentenceAnswer('adaptiveCard/action', sentence);

/** First the act, which commits, then the card as it stands now; everybody else sees it by the outbox. */
export async function onPress(desk: Desk, visitor: Visitor, press: Press | null): Promise<InvokeAnswer> {
  if (press === null) return cardSentence(UNREADABLE);
  const { action, boutique, subject, topic } = press;
  const route = { interaction: action, boutique, subject };
  const answer = await desk.engine.handle({ type: 'press', ...visitor.asked, route });
  if (answer.type === 'refusal') return cardSentence(answer.sentence);
  if (answer.type === 'corrections') return cardSentence(Object.values(answer.corrections).join(' '));

  const shown = topic === null ? null : await standing(desk, visitor, topic);
  switch (answer.type) {
    case 'form':
      return cardAnswer(await drawn(desk, visitor, shown ? withOpener(shown, answer) : openerOf(answer), topic));
    case 'reply':
      if (shown === null) return cardAnswer(await drawn(desk, visitor, answer.card, topic));
      await said(desk, visitor, answer.card);
      return cardAnswer(await drawn(desk, visitor, shown, topic));
    case 'done':
      return shown === null ? cardSentence(DONE) : cardAnswer(await drawn(desk, visitor, shown, topic));
  }
}

/** Nobody did anything, so nothing is said and nothing changed: they only see the card as it is for them. */
export async function onRefresh(desk: Desk, visitor: Visitor, topic: string | null): Promise<InvokeAnswer> {
  const shown = topic === null ? null : await desk.engine.shown(visitor.asked, topic);
  return topic === null || shown === null ? cardSentence(GONE) : cardAnswer(await drawn(desk, visitor, shown, topic));
}

const GONE = 'There is nothing newer here.';

/** It was done: that the card can't be shown anew does not change that. */
async function standing(desk: Desk, { asked }: Visitor, topic: string): Promise<Card | null> {
  try {
    return await desk.engine.shown(asked, topic);
  } catch (error) {
    excuse(desk, error);
    return null;
  }
}

async function said(desk: Desk, visitor: Visitor, reply: Card): Promise<void> {
  try {
    await sayAside(desk, visitor, reply);
  } catch (error) {
    excuse(desk, error);
  }
}

/** For one person's eyes: the engine has left out what is not for them. */
async function drawn(desk: Desk, { mri }: Visitor, card: Card, topic: string | null): Promise<AdaptiveCard> {
  const seen = { topic, opens: desk.engine.opens, restricted: { show: true, refreshFor: [mri] } };
  return renderWithPictures(card, seen, await picturesOf(desk, card));
}

async function picturesOf(desk: Desk, card: Card): Promise<Pictures> {
  try {
    return await desk.documents.pictures(card);
  } catch (error) {
    excuse(desk, error);
    return new Map();
  }
}

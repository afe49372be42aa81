import { describe, expect, it } from 'vitest';
import { button, buttons, card, text } from '../../src/chat/card.js';
import { readPress } from '../../src/teams/press-data.js';
import { renderConfirmation, renderResult } from '../../src/teams/render-dialog.js';
import { faultsOf, partsOf, submitted } from './adaptive-cards.js';

const confirm = { title: 'Take back last batch', text: 'Its 43 lines will *not* count.', yes: 'Take back' };
const press = { action: 'stock-counts.take-back', boutique: 'MADISON', subject: 'b-1', topic: 'count/1' };

describe('a confirmation', () => {
  const dialog = renderConfirmation(confirm, { ...press, confirm });

  it('asks in the words of the button', () => {
    expect(dialog).toMatchObject({ title: 'Take back last batch' });
    expect(dialog.card.content).toMatchObject({
      body: [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'Its 43 lines will *not* count.' }] }],
      actions: [{ type: 'Action.Submit', title: 'Take back' }],
    });
    expect(faultsOf(dialog.card.content)).toEqual([]);
  });

  it('sends the press itself, which asks no more', () => {
    expect(readPress(submitted(dialog))).toEqual(press);
  });
});

describe('what follows a form', () => {
  it('is there to be read, with nothing to press', () => {
    const dialog = renderResult(card('Batch saved', [text('118 scanned.')]));

    expect(dialog).toMatchObject({
      title: 'Vitrine',
      card: { contentType: 'application/vnd.microsoft.card.adaptive' },
    });
    expect(partsOf(dialog.card.content).filter(({ type }) => String(type).startsWith('Action'))).toEqual([]);
    expect(faultsOf(dialog.card.content)).toEqual([]);
  });

  it('may be a sentence', () => {
    const { content } = renderResult('You counted *Vitrine 2*, so someone else recounts it.').card;

    expect(content.body).toMatchObject([
      { inlines: [{ text: 'You counted *Vitrine 2*, so someone else recounts it.' }] },
    ]);
    expect(faultsOf(content)).toEqual([]);
  });

  it('has the buttons of its card as a dialog can have them', () => {
    const asked = button('stock-counts.take-back', 'Take back', 'b-1', { confirm });
    const { content } = renderResult(card('Open counts', [buttons({ ...asked, boutique: 'MADISON' })]), 'count/1').card;
    const actions = partsOf(content).filter(({ type }) => String(type).startsWith('Action.'));

    expect(actions).toMatchObject([{ type: 'Action.Submit', title: 'Take back' }]);
    expect(actions[0]?.data).not.toHaveProperty('msteams');
    expect(readPress(actions[0]?.data)).toEqual({ ...press, confirm });
    expect(faultsOf(content)).toEqual([]);
  });
});

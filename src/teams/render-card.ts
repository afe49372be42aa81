import type { Button, Buttons, Card } from '../chat/card.js';
import type { Action, AdaptiveCard, Element } from './adaptive-card.js';
import { cardOf, type Pictures } from './card-body.js';
import { checkCard, LIMITS, LimitExceeded } from './limits.js';
import { dialogData, type Press, pressData, REFRESH, refreshData } from './press-data.js';

/** For whom and about what a card is drawn. */
export interface Drawn {
  readonly topic: string | null;
  /** Whether pressing opens a dialog: a form, or something to read. */
  readonly opens: (interaction: string) => boolean;
  /** Of buttons for some alone: whether they are shown here, and to whom (ids as Teams has them) the card is drawn anew. */
  readonly restricted: { readonly show: boolean; readonly refreshFor: readonly string[] };
}

export function renderCard(card: Card, drawn: Drawn, pictures?: Pictures): AdaptiveCard {
  const rendered = { ...cardOf(card, (buttons) => rowOf(buttons, drawn), pictures), ...refreshOf(card, drawn) };
  checkCard(rendered);
  return rendered;
}

/** The words of a card matter more than its pictures: where both are too long, the pictures are said. */
export function renderWithPictures(card: Card, drawn: Drawn, pictures: Pictures): AdaptiveCard {
  if (pictures.size === 0) return renderCard(card, drawn);
  try {
    return renderCard(card, drawn, pictures);
  } catch (error) {
    if (!(error instanceof LimitExceeded)) throw error;
    return renderCard(card, drawn);
  }
}

function rowOf({ buttons, for: people }: Buttons, drawn: Drawn): readonly Element[] {
  if (people && !drawn.restricted.show) return [];
  return [{ type: 'ActionSet', actions: buttons.map((button, index) => actionOf(button, index, drawn)) }];
}

function actionOf(button: Button, index: number, { topic, opens }: Drawn): Action {
  const looks = looksOf(button, index);
  const press = pressOf(button, topic);
  if (button.confirm || opens(button.action)) return { type: 'Action.Submit', ...looks, data: dialogData(press) };

  const data = pressData(press);
  const fallback = { type: 'Action.Submit', ...looks, data } as const;
  return { type: 'Action.Execute', ...looks, verb: button.action, data, fallback };
}

/** Teams shows six side by side, and the others in a menu. */
export function looksOf({ label, style }: Button, index: number): Pick<Action, 'title' | 'style' | 'mode'> {
  const inMenu = index >= LIMITS['primary buttons in a row'];
  return { title: label, ...styles[style], ...(inMenu && { mode: 'secondary' }) };
}

const styles = {
  plain: {},
  primary: { style: 'positive' },
  danger: { style: 'destructive' },
} as const satisfies Record<Button['style'], Pick<Action, 'style'>>;

export function pressOf({ action, boutique, subject, confirm }: Button, topic: string | null): Press {
  return { action, boutique: boutique ?? null, subject, topic, ...(confirm && { confirm }) };
}

/** Those beyond the sixtieth still have Teams' own "Refresh card". Without a topic there is nothing to ask for. */
function refreshOf({ blocks }: Card, { topic, restricted }: Drawn): Pick<AdaptiveCard, 'refresh'> {
  const restricts = blocks.some((block) => block.type === 'buttons' && block.for && block.buttons.length > 0);
  const userIds = restricted.refreshFor.slice(0, LIMITS['people for whom a card refreshes by itself']);
  if (topic === null || !restricts || userIds.length === 0) return {};
  return { refresh: { action: { type: 'Action.Execute', verb: REFRESH, data: refreshData(topic) }, userIds } };
}

import type { InvokeAnswer } from './answers.js';
import type { Desk, Visitor } from './desk.js';
import { openDialog } from './dialogs.js';
import type { Invoked } from './events.js';
import { cardSentence, onPress, onRefresh } from './presses.js';
import { onSought } from './searches.js';
import { onSubmission } from './submissions.js';

/** What somebody waits for. Null: we don't know what it is. */
export async function onInvoke(desk: Desk, visitor: Visitor, event: Invoked): Promise<InvokeAnswer | null> {
  switch (event.type) {
    case 'pressed':
      return onPress(desk, visitor, event.press);
    case 'refresh-asked':
      return onRefresh(desk, visitor, event.topic);
    case 'document-wanted':
      return cardSentence(await desk.documents.bring(visitor.asked, event.data));
    case 'dialog-asked':
      return openDialog(desk, visitor, event.wanted);
    case 'submitted':
      return onSubmission(desk, visitor, event.form);
    case 'sought':
      return onSought(desk, visitor, event.sought);
    case 'consent-answered':
      await desk.consent.answered(visitor.asked, event.value);
      return {};
    case 'nothing':
      return null;
  }
}

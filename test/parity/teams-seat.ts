import type {
  FoundAnswer,
  RunCommand,
  TeamsAnswer,
  TeamsAttachment,
  TeamsDialog,
  TeamsEvent,
  TeamsMessage,
  TeamsSnapshot,
} from '../../src/playground/teams/protocol.js';
import { openPage } from './page.js';
import { type Answers, type FormSeen, type Next, type Place, type Seat, says, type Words } from './seat.js';
import type { Sitting } from './stage.js';
import {
  type Action,
  buttonsOn,
  cardOf,
  correctionsIn,
  formIn,
  inputCalled,
  isForm,
  valueFor,
  wordsIn,
} from './teams-words.js';

export interface TeamsSeat extends Seat {
  /** A command of one of Teams' menus: a form opens, or the word is said so that nobody else reads it. */
  readonly chooses: (command: RunCommand['command'], where: Place) => Promise<Next>;
  /** With a client that knows no Action.Execute. */
  readonly pressesInAnOldClient: (label: string, on: string) => Promise<Words>;
}

/** Whoever sits before Teams: what the page of the playground does for them. */
export async function teamsSeat({ address, person, user, placeIds, did }: Sitting): Promise<TeamsSeat> {
  const messages = new Map<string, TeamsMessage>();
  const found = new Map<string, string>();
  const state = { dialog: null as TeamsDialog | null, dialogsSeen: 0, mri: '', shut: '' };
  const page = await openPage<TeamsEvent>({
    ...{ address, root: 'teams/client', user, on: take },
    wants: (data) => !data.startsWith('{"type":"log"'),
  });
  const { users, app, conversations, messages: before } = await page.snapshot<TeamsSnapshot>();
  const begun = new Set(before.map(keyOf));
  state.mri = users.find(({ id }) => id === user)?.mri ?? '';
  const chat = conversations.find(({ kind }) => kind === 'personal')?.id ?? '';

  const idOf = (place: Place): string => (place === 'private' ? chat : placeIds.teams(place));
  const heard = (): TeamsMessage[] =>
    [...messages.values()]
      .filter((message) => message.from === app.botId && !begun.has(keyOf(message)))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  const everything = (): string =>
    heard()
      .slice(-6)
      .map((message) => wordsOf(message).join(' | '))
      .join('\n');

  /** The sentence in the answer, a dialog that opens, or a message that was not there before. */
  async function following(answer: TeamsAnswer, before: Moment, what: string, where?: Place): Promise<Next> {
    const sentence = sentenceIn(answer, what);
    if (sentence !== null) return { reads: [sentence] };
    return page.until(
      () => {
        if (state.dialogsSeen > before.dialogs && state.dialog) return nextIn(state.dialog);
        const said = heard().find(
          (message) => !before.messages.has(keyOf(message)) && isAside(message, where) && wordsOf(message).length > 0,
        );
        return said && { reads: wordsOf(said) };
      },
      () => `${person} got no answer in Teams to ${what}:\n${everything()}`,
    );
  }

  interface Moment {
    readonly dialogs: number;
    readonly messages: ReadonlySet<string>;
  }

  /** What all in a room read is no answer to one of them. */
  const isAside = ({ conversation, targeted }: TeamsMessage, where: Place = 'private'): boolean =>
    targeted || (where === 'private' && conversation === chat);

  const moment = (): Moment => ({ dialogs: state.dialogsSeen, messages: new Set(messages.keys()) });

  /** What was read in a dialog stays there until something else is done; a button in it is pressed there. */
  async function shut(): Promise<void> {
    const { dialog } = state;
    // Several presses at once come upon the same one.
    if (!dialog || state.shut === dialog.id) return;
    state.shut = dialog.id;
    await page.post('close-dialog', { user, dialog: dialog.id });
  }

  interface Found {
    readonly message: TeamsMessage;
    readonly card: number;
    readonly at: string;
    readonly action: Action;
  }

  interface InDialog {
    readonly dialog: TeamsDialog;
    readonly at: string;
    readonly action: Action;
  }

  function answered(label: string, on: string): InDialog | null {
    const { dialog } = state;
    const card = dialog && cardOf(dialog.card);
    if (!card || isForm(card) || !wordsIn(card).join('\n').includes(on)) return null;
    const found = buttonsOn(card).find(({ action }) => action.title === label);
    return found ? { dialog, ...found } : null;
  }

  function find(label: string, on: string): Found | undefined {
    for (const message of heard().reverse()) {
      if (waits(message) || !wordsOf(message).join('\n').includes(on)) continue;
      for (const [card, { card: drawn }] of cardsIn(message).entries()) {
        const found = buttonsOn(cardOf(drawn)).find(({ action }) => action.title === label);
        if (found) return { message, card, ...found };
      }
    }
    return undefined;
  }

  /** Drawn for some in a way of their own, of whom this is one, and not drawn so yet. */
  const waits = (message: TeamsMessage): boolean =>
    cardsIn(message).some(({ card, own }) => !own && cardOf(card).refresh?.userIds.includes(state.mri) === true);

  /** As the page does for every card that comes before somebody's eyes. */
  function look(message: TeamsMessage): void {
    if (!waits(message)) return;
    // By then it may have been changed, and is looked at again.
    page.post('seen', { user, conversation: message.conversation, message: message.id }).catch(() => {});
  }

  const shown = (label: string, on: string): Promise<Found> =>
    page.until(
      () => find(label, on),
      () => `${person} sees no button "${label}" in Teams ${on && `on "${on}"`}:\n${everything()}`,
    );

  interface Pressed {
    readonly answer: TeamsAnswer;
    readonly name: string;
    /** Null: in a dialog. */
    readonly found: Found | null;
  }

  async function press(label: string, on = ''): Promise<Pressed> {
    const inDialog = answered(label, on);
    if (!inDialog) await shut();
    const seen = state.dialogsSeen;
    const found = inDialog ? null : await shown(label, on);
    const { action } = inDialog ?? (found as Found);
    const answer = await (inDialog ? pressIn(inDialog) : pressOn(found as Found)).catch(async (error) => {
      if (found && (await isChanged(found.message))) return null;
      throw error;
    });
    if (answer === null) return press(label, on);
    const { confirm, action: name = '' } = action.data.vitrine;
    const asksFirst = confirm !== undefined && answer.ok && answer.notice === undefined;
    return { answer: asksFirst ? await saysYes(label, seen) : answer, name, found };
  }

  /** Under the finger: it is pressed as it is by then. */
  async function isChanged(message: TeamsMessage): Promise<boolean> {
    const { messages: all } = await page.snapshot<TeamsSnapshot>();
    const now = all.find((each) => keyOf(each) === keyOf(message));
    if (!now || JSON.stringify(now) === JSON.stringify(message)) return false;
    messages.set(keyOf(now), now);
    return true;
  }

  const pressIn = ({ dialog, at: action }: InDialog): Promise<TeamsAnswer> =>
    page.post('submit-dialog', { user, dialog: dialog.id, action, inputs: {} });

  function pressOn({ message, card, at, action: { type, data, title } }: Found): Promise<TeamsAnswer> {
    const { conversation, id } = message;
    const pressed = { user, conversation, message: id, card, action: at, title, inputs: {} };
    if (type === 'Action.Execute') return page.post('execute', pressed);
    return page.post(data.msteams?.type === 'task/fetch' ? 'open-dialog' : 'submit', pressed);
  }

  async function saysYes(label: string, before: number): Promise<TeamsAnswer> {
    await page.until(
      () => state.dialogsSeen > before && state.dialog,
      () => `${label} asks nothing first`,
    );
    const seen = state.dialogsSeen;
    const answer = await say(state.dialog as TeamsDialog, {});
    await page.until(
      () => state.dialogsSeen > seen,
      () => `${label} was confirmed in vain`,
    );
    return answer;
  }

  /** A dialog where one is asked for, whatever is said meanwhile; where a card stands for something, a message. */
  function brought(answer: TeamsAnswer, before: Moment, found: Found): Promise<Next> {
    const { data, title } = found.action;
    if (data.msteams?.type === 'task/fetch' && sentenceIn(answer, title) === null) return inDialog(before, title);
    return data.vitrine.topic ? following(answer, before, title) : inPlace(found);
  }

  const inDialog = (before: Moment, title: string): Promise<Next> =>
    page.until(
      () => state.dialogsSeen > before.dialogs && state.dialog && nextIn(state.dialog),
      () => `${title} opened nothing for ${person} in Teams:\n${everything()}`,
    );

  /** A card that stands for nothing is replaced by what it brings. */
  const inPlace = ({ message, action }: Found): Promise<Next> =>
    page.until(
      () => {
        const now = messages.get(keyOf(message));
        return now && now !== message && { reads: wordsOf(now) };
      },
      () => `${action.title} brought ${person} nothing in Teams:\n${everything()}`,
    );

  const say = (dialog: TeamsDialog, answers: Answers): Promise<TeamsAnswer> => {
    const card = cardOf(dialog.card);
    const inputs = Object.fromEntries(
      Object.entries(answers).map(([label, answer]) => valueFor(card, label, answer, found)),
    );
    return page.post('submit-dialog', { user, dialog: dialog.id, action: '/actions/0', inputs });
  };

  async function opened(next: Next, what: string): Promise<FormSeen> {
    if (!('form' in next)) throw new Error(`${what} opened no form but said ${JSON.stringify(next)}`);
    return next.form;
  }

  return {
    ...{ chat: 'teams', person },
    async types(words, where) {
      await shut();
      const before = moment();
      const said = { user, conversation: idOf(where), text: words, mention: where !== 'private' };
      const next = await following(await page.post('say', said), before, words, where);
      if (!('reads' in next) || next.reads.at(-1) !== '[Open]') {
        did(words);
        return next;
      }
      const second = moment();
      return await following((await press('Open')).answer, second, words);
    },
    async writes(words, where) {
      await page.post('say', { user, conversation: idOf(where), text: words });
    },
    async pointsAt(words, shortcut, where) {
      await shut();
      const before = moment();
      const conversation = idOf(where);
      const { id: message } = await page.until(
        () =>
          [...messages.values()].findLast((each) => each.conversation === conversation && each.text.includes(words)),
        () => `${person} sees no message "${words}" in Teams`,
      );
      const { commands } = await page.snapshot<TeamsSnapshot>();
      const action = commands.actions.find(({ title }) => title === shortcut)?.id ?? '';
      const answer = await page.post<TeamsAnswer>('command', { user, conversation, command: { action, message } });
      const next = await following(answer, before, shortcut, where);
      if ('form' in next) did(`shortcut ${action}`);
      return next;
    },
    async chooses(command, where) {
      await shut();
      const before = moment();
      const answer = await page.post<TeamsAnswer>('command', { user, conversation: idOf(where), command });
      return await following(answer, before, JSON.stringify(command), where);
    },
    async pressesInAnOldClient(label, on) {
      const { message, card, at } = await shown(label, on);
      const before = moment();
      const pressed = { user, conversation: message.conversation, message: message.id, card, action: at, inputs: {} };
      const answer = await page.post<TeamsAnswer>('execute', { ...pressed, oldClient: true });
      const next = await following(answer, before, label);
      return 'reads' in next ? next.reads : [];
    },
    async presses(label, on, times = 1) {
      for (const { answer, name } of await Promise.all(Array.from({ length: times }, () => press(label, on)))) {
        const sentence = sentenceIn(answer, label);
        if (sentence !== null && sentence !== 'Done.') throw new Error(`${label} was answered: ${sentence}`);
        did(name);
      }
    },
    async opens(label, on) {
      const before = moment();
      const { answer } = await press(label, on);
      return opened(
        await page.until(
          () => state.dialogsSeen > before.dialogs && state.dialog && nextIn(state.dialog),
          () => `${label}: ${JSON.stringify(answer)}\n${everything()}`,
        ),
        label,
      );
    },
    async gets(label, on) {
      const before = moment();
      const { answer, name, found } = await press(label, on);
      did(name);
      const next = await (found === null ? following(answer, before, label) : brought(answer, before, found));
      return 'reads' in next ? next.reads : [];
    },
    async tries(label, on) {
      const before = moment();
      const next = await following((await press(label, on)).answer, before, label);
      if (!('reads' in next)) throw new Error(`${label} was not answered by words`);
      return next.reads;
    },
    async fills(answers, times = 1) {
      const { dialog, dialogsSeen } = state;
      if (!dialog) throw new Error(`${person} has no form open in Teams`);
      const [answer] = await Promise.all(Array.from({ length: times }, () => say(dialog, answers)));
      return await after(dialog, dialogsSeen, answer as TeamsAnswer);
    },
    async finds(label, words) {
      const { dialog } = state;
      if (!dialog) throw new Error(`${person} has no form open in Teams`);
      const { id: input } = inputCalled(cardOf(dialog.card), label);
      const answer = await page.post<FoundAnswer>('search', { user, dialog: dialog.id, input, words });
      if (!answer.ok) throw new Error(answer.trouble);
      for (const { title, value } of answer.choices) found.set(title, value);
      return answer.choices.map(({ title }) => title);
    },
    async gives(name, bytes) {
      const query = new URLSearchParams({ user, conversation: chat, name });
      await page.post(`upload?${query}`, bytes);
      await page.until(
        () => heard().some((message) => wordsOf(message)[0] === `${name} is here`),
        () => `${name} did not arrive:\n${everything()}`,
      );
    },
    sees: (words, where) =>
      page.until(
        () =>
          heard()
            .reverse()
            .filter((message) => message.conversation === idOf(where) && !waits(message))
            .map(wordsOf)
            .find((lines) => says(lines, words)),
        () => `${person} does not see "${words}" in Teams, ${where}:\n${everything()}`,
      ),
    reads: (where) =>
      heard()
        .filter(({ conversation, targeted }) => conversation === idOf(where) && !targeted)
        .map(wordsOf),
    async home() {
      const before = moment();
      await page.post('say', { user, conversation: chat, text: 'home' });
      const fresh = () => heard().filter((message) => !before.messages.has(keyOf(message)));
      await page.until(
        () => fresh().length > 0,
        () => `${person} has no Home in Teams:\n${everything()}`,
      );
      // One conversation is carried in its order, so what was said before this is all of it.
      await page.post('say', { user, conversation: chat, text: 'help' });
      const isHelp = (message: TeamsMessage): boolean => /^What you can do/.test(wordsOf(message)[0] ?? '');
      await page.until(
        () => fresh().some(isHelp),
        () => `${person} has no Home in Teams:\n${everything()}`,
      );
      did('home');
      return fresh()
        .filter((message) => !isHelp(message))
        .map(wordsOf);
    },
    async takes(name, where) {
      const before = moment();
      await press('Send it to me', name);
      const offer = await page.until(
        () => heard().find((message) => !before.messages.has(keyOf(message)) && has(message, 'consent', name)),
        () => `nobody offered ${name} to ${person}, who asked for it in ${where}:\n${everything()}`,
      );
      await page.post('consent', { user, conversation: chat, message: offer.id, action: 'accept' });
      const file = await page.until(
        () => heard().find((message) => !before.messages.has(keyOf(message)) && has(message, 'file', name)),
        () => `${person} was given no ${name}:\n${everything()}`,
      );
      const href = file.attachments.flatMap((each) => (each.kind === 'file' ? [each.href ?? ''] : []))[0] ?? '';
      return Buffer.from(await page.bytes(href)).toString();
    },
    leave: page.close,
  };

  async function after(dialog: TeamsDialog, seen: number, answer: TeamsAnswer): Promise<Next> {
    const card = cardOf(dialog.card);
    if (!answer.ok && 'errors' in answer) return { corrections: byLabel(dialog, answer.errors), atOnce: true };
    const sentence = sentenceIn(answer, dialog.title);
    await page.until(
      () => state.dialogsSeen > seen,
      () => `Teams did not go on after ${dialog.title}`,
    );
    const next = state.dialog;
    const corrections = next && isForm(cardOf(next.card)) ? correctionsIn(cardOf(next.card)) : {};
    if (Object.keys(corrections).length > 0) return { corrections };
    did(card.actions?.[0]?.data.vitrine.interaction ?? '');
    if (sentence !== null && sentence !== 'Done.') return { reads: [sentence] };
    return next === null ? { nothing: true } : nextIn(next);
  }

  function take(event: TeamsEvent): void {
    switch (event.type) {
      case 'message':
        messages.set(keyOf(event.message), event.message);
        look(event.message);
        break;
      case 'message-deleted':
        messages.delete(`${event.conversation}/${event.id}`);
        break;
      case 'dialog':
        state.dialog = event.dialog;
        state.dialogsSeen += 1;
        break;
      default:
        break;
    }
  }
}

const keyOf = ({ conversation, id }: TeamsMessage): string => `${conversation}/${id}`;

type Shown<Kind> = Extract<TeamsAttachment, { readonly kind: Kind }>;

const cardsIn = ({ attachments }: TeamsMessage): readonly Shown<'card'>[] =>
  attachments.flatMap((each) => (each.kind === 'card' ? [each] : []));

const wordsOf = (message: TeamsMessage): Words => cardsIn(message).flatMap(({ card }) => wordsIn(cardOf(card)));

const has = ({ attachments }: TeamsMessage, kind: 'consent' | 'file', name: string): boolean =>
  attachments.some((each) => each.kind === kind && each.name === name);

function nextIn({ title, card }: TeamsDialog): Next {
  const drawn = cardOf(card);
  return isForm(drawn) ? { form: formIn(title, drawn) } : { reads: wordsIn(drawn) };
}

function sentenceIn(answer: TeamsAnswer, what: string): string | null {
  if (answer.ok) return answer.notice ?? null;
  throw new Error(`${what}: ${JSON.stringify(answer)}`);
}

function byLabel({ card }: TeamsDialog, errors: Readonly<Record<string, string>>): Record<string, string> {
  const inputs = cardOf(card).body.filter(({ type }) => type.startsWith('Input.'));
  const labels = new Map(inputs.map(({ id, label }) => [id, label]));
  return Object.fromEntries(Object.entries(errors).map(([id, sentence]) => [labels.get(id) ?? id, sentence]));
}

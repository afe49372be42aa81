import type {
  ClientAnswer,
  ClientEvent,
  ClientMessage,
  ClientView,
  OptionsAnswer,
  Snapshot,
  UploadAnswer,
} from '../../src/playground/protocol.js';
import { openPage } from './page.js';
import { type Answers, type Next, type Place, type Seat, says, type Words } from './seat.js';
import {
  type Block,
  type Button,
  blocksOf,
  cardsOn,
  formIn,
  isForm,
  type Option,
  type Widget,
  wordsIn,
} from './slack-words.js';
import type { Sitting } from './stage.js';

/** Whoever sits before Slack: what the page of the playground does for them. */
export async function slackSeat({ address, person, user, placeIds, did }: Sitting): Promise<Seat> {
  const messages = new Map<string, ClientMessage>();
  const files = new Map<string, string>();
  const typed = new Map<string, Answers>();
  const found = new Map<string, Option>();
  const state = {
    modals: [] as readonly ClientView[],
    modalsSeen: 0,
    home: null as ClientView | null,
    homeSeen: 0,
    sent: '',
    shut: '',
  };
  const page = await openPage<ClientEvent>({ address, root: 'client', user, on: take, wants });
  const begun = new Set((await page.snapshot<Snapshot>()).messages.map(keyOf));

  const idOf = (place: Place): string => (place === 'private' ? `D${user.slice(1)}` : placeIds.slack(place));
  const heard = (): ClientMessage[] =>
    [...messages.values()].filter((message) => !begun.has(keyOf(message))).sort((a, b) => (a.ts < b.ts ? -1 : 1));
  const wordsOf = ({ blocks }: ClientMessage): Words => wordsIn(blocksOf(blocks));
  const everything = (): string =>
    heard()
      .slice(-6)
      .map((message) => wordsOf(message).join(' | '))
      .join('\n');
  const top = (): ClientView | undefined => state.modals.at(-1);
  const whispers = (): ClientMessage[] => heard().filter(({ ephemeral }) => ephemeral);

  /** A form opens, or words are said to this person alone. */
  async function following(
    before: { readonly modals: number; readonly whispers: number },
    what: string,
  ): Promise<Next> {
    const next = await page.until(
      () => {
        const view = top();
        if (state.modalsSeen > before.modals && view)
          return isForm(view) ? { form: formIn(view) } : { reads: wordsIn(blocksOf(view.blocks)) };
        const said = whispers()[before.whispers];
        return said && { reads: wordsOf(said) };
      },
      () => `${person} got no answer in Slack to ${what}:\n${everything()}`,
    );
    return next;
  }

  const moment = () => ({ modals: state.modalsSeen, whispers: whispers().length });

  /** What was read in a modal stays there until something else is done; a button in it is pressed there. */
  async function shut(): Promise<void> {
    const view = top();
    // Several presses at once come upon the same one.
    if (!view || state.shut === view.id) return;
    state.shut = view.id;
    await page.post('close', { user, view: view.id, cleared: true });
  }

  const answered = (): ClientView[] => state.modals.slice(-1).filter((view) => !isForm(view));

  interface Found {
    readonly block: Block;
    readonly button: Button;
    readonly source: { readonly channel: string; readonly ts: string } | { readonly view: string };
  }

  function find(label: string, on: string): Found | undefined {
    const shown = state.home && wordsIn(blocksOf(state.home.blocks)).join('\n').includes(on) ? [state.home] : [];
    const places = [
      ...answered()
        .filter(({ blocks }) => wordsIn(blocksOf(blocks)).join('\n').includes(on))
        .map(({ blocks, id }) => ({ blocks, source: { view: id } })),
      ...heard()
        .reverse()
        .filter((message) => wordsOf(message).join('\n').includes(on))
        .map(({ blocks, channel, ts }) => ({ blocks, source: { channel, ts } })),
      ...shown.map(({ blocks, id }) => ({ blocks, source: { view: id } })),
    ];
    for (const { blocks, source } of places) {
      for (const block of blocksOf(blocks)) {
        const button = (block.type === 'actions' ? (block.elements ?? []) : []).find(({ text }) => text.text === label);
        if (button) return { block, button, source };
      }
    }
    return undefined;
  }

  async function press(label: string, on = ''): Promise<string> {
    const { block, button, source } = await page.until(
      () => find(label, on),
      () => `${person} sees no button "${label}" in Slack ${on && `on "${on}"`}:\n${everything()}`,
    );
    if (!('view' in source) || source.view !== top()?.id) await shut();
    const pressed = { user, source, blockId: block.block_id, actionId: button.action_id, values: {} };
    const answer = await page.post<ClientAnswer>('press', pressed).catch((error) => {
      // The message was changed under the finger.
      if (find(label, on)?.block.block_id === block.block_id) throw error;
      return null;
    });
    if (answer === null) return press(label, on);
    if (!answer.ok) throw new Error(`${label}: ${JSON.stringify(answer)}`);
    return button.action_id.replace(/#\d+$/, '');
  }

  async function submit(view: ClientView, answers: Answers): Promise<ClientAnswer> {
    return page.post<ClientAnswer>('submit', {
      user,
      view: view.id,
      values: valuesOf(view, answers, { files, found }),
    });
  }

  async function after(view: ClientView, seen: number, answer: ClientAnswer): Promise<Next> {
    if (!answer.ok) {
      if ('trouble' in answer) throw new Error(answer.trouble);
      const corrections = byLabel(view, answer.errors);
      const itself = Object.values(corrections).some((sentence) => SLACKS_OWN.includes(sentence));
      return itself ? { corrections, atOnce: true } : { corrections };
    }
    await page.until(
      () => state.modalsSeen > seen,
      () => `Slack did not go on after ${view.title}`,
    );
    typed.delete(view.id);
    did(state.sent);
    const next = top();
    if (!next) return { nothing: true };
    if (isForm(next)) return { form: formIn(next) };
    return { reads: wordsIn(blocksOf(next.blocks)) };
  }

  return {
    ...{ chat: 'slack', person },
    async types(words, where) {
      await shut();
      const before = moment();
      await page.post('command', { user, channel: idOf(where), text: `/${words}` });
      const next = await following(before, `/${words}`);
      if ('reads' in next) did(words);
      return next;
    },
    async writes(words, where) {
      await page.post('message', { user, channel: idOf(where), text: words });
    },
    async pointsAt(words, shortcut, where) {
      await shut();
      const before = moment();
      const { channel, ts } = await page.until(
        () => [...messages.values()].findLast((each) => each.channel === idOf(where) && each.text.includes(words)),
        () => `${person} sees no message "${words}" in Slack`,
      );
      const { shortcuts } = await page.snapshot<Snapshot>();
      const callbackId = shortcuts.find(({ name }) => name === shortcut)?.callback_id ?? '';
      const answer = await page.post<ClientAnswer>('shortcut', { user, channel, ts, callbackId });
      if (!answer.ok) throw new Error(`${shortcut}: ${JSON.stringify(answer)}`);
      const next = await following(before, shortcut);
      if ('form' in next) did(`shortcut ${callbackId}`);
      return next;
    },
    async presses(label, on, times = 1) {
      const [name = ''] = await Promise.all(Array.from({ length: times }, () => press(label, on)));
      did(name);
    },
    async opens(label, on) {
      const before = moment();
      await press(label, on);
      const next = await following(before, label);
      if (!('form' in next)) throw new Error(`${label} opened no form but said ${JSON.stringify(next)}`);
      return next.form;
    },
    async gets(label, on) {
      const before = moment();
      const name = await press(label, on);
      const reads = read(await following(before, label), label);
      did(name);
      return reads;
    },
    async tries(label, on) {
      const before = moment();
      await press(label, on);
      return read(await following(before, label), label);
    },
    async fills(answers, times = 1) {
      const view = top();
      if (!view) throw new Error(`${person} has no form open in Slack`);
      // What was typed before stays in a form that was sent in vain.
      const filled = { ...typed.get(view.id), ...answers };
      typed.set(view.id, filled);
      const seen = state.modalsSeen;
      const [answer] = await Promise.all(Array.from({ length: times }, () => submit(view, filled)));
      return after(view, seen, answer as ClientAnswer);
    },
    async finds(label, words) {
      const view = top();
      const block = blocksOf(view?.blocks ?? []).find((each) => each.label?.text === label);
      if (!view || !block) throw new Error(`nothing is asked by the name of "${label}"`);
      const asked = { user, source: { view: view.id }, blockId: block.block_id, actionId: block.element?.action_id };
      const answer = await page.post<OptionsAnswer>('options', { ...asked, value: words });
      if (!answer.ok) throw new Error(answer.trouble);
      const options = answer.options as readonly Option[];
      for (const option of options) found.set(option.text.text, option);
      return options.map(({ text }) => text.text);
    },
    async gives(name, bytes) {
      const answer = await page.post<UploadAnswer>(`upload?user=${user}&name=${encodeURIComponent(name)}`, bytes);
      if (!answer.ok) throw new Error(answer.trouble);
      files.set(name, answer.file.id);
    },
    sees: (words, where) =>
      page.until(
        () =>
          heard()
            .reverse()
            .filter(({ channel }) => channel === idOf(where))
            .map(wordsOf)
            .find((lines) => says(lines, words)),
        () => `${person} does not see "${words}" in Slack, ${where}:\n${everything()}`,
      ),
    reads: (where) =>
      heard()
        .filter(({ channel, ephemeral }) => channel === idOf(where) && !ephemeral)
        .map(wordsOf),
    async home() {
      const seen = state.homeSeen;
      await page.post('home', { user });
      const view = await page.until(
        () => state.homeSeen > seen && state.home,
        () => `${person} has no Home in Slack`,
      );
      did('home');
      return cardsOn(blocksOf(view.blocks));
    },
    async takes(name, where) {
      const file = await page.until(
        () =>
          heard()
            .filter(({ channel }) => channel === idOf(where))
            .flatMap((message) => message.files)
            .findLast((each) => each.name === name),
        () => `${person} sees no document ${name} in Slack:\n${everything()}`,
      );
      return Buffer.from(await page.bytes(file.href)).toString();
    },
    leave: page.close,
  };

  function take(event: ClientEvent): void {
    switch (event.type) {
      case 'message':
        messages.set(keyOf(event.message), event.message);
        break;
      case 'message-deleted':
        messages.delete(`${event.channel}/${event.ts}`);
        break;
      case 'modals':
        state.modals = event.modals;
        state.modalsSeen += 1;
        break;
      case 'home':
        state.home = event.view;
        state.homeSeen += 1;
        break;
      case 'log':
        state.sent = interactionIn(event.entry.request);
        break;
      case 'slackbot':
        throw new Error(`Slackbot says to ${person}: ${event.text}`);
      case 'conversation':
        break;
    }
  }

  /** Of the panel of requests only one's own forms, for they say there which one they are. */
  function wants(data: string): boolean {
    if (!data.startsWith('{"type":"log"')) return true;
    return data.includes('"what":"view_submission"') && data.includes(`"user":{"id":"${user}"`);
  }
}

function read(next: Next, label: string): Words {
  if ('reads' in next) return next.reads;
  throw new Error(`${label} was not answered by words`);
}

/** What Slack says by itself, in its own words. */
const SLACKS_OWN = ['Please complete this required field.', 'Please enter a valid number.'];

const keyOf = ({ channel, ts }: ClientMessage): string => `${channel}/${ts}`;

function interactionIn(request: unknown): string {
  const { view } = request as { readonly view: { readonly private_metadata: string } };
  return (JSON.parse(view.private_metadata) as { readonly interaction: string }).interaction;
}

function byLabel({ blocks }: ClientView, errors: Readonly<Record<string, string>>): Record<string, string> {
  const labels = new Map(blocksOf(blocks).map(({ block_id, label }) => [block_id, label?.text ?? '']));
  return Object.fromEntries(Object.entries(errors).map(([id, sentence]) => [labels.get(id) ?? '', sentence]));
}

interface Known {
  readonly files: ReadonlyMap<string, string>;
  readonly found: ReadonlyMap<string, Option>;
}

function valuesOf({ blocks }: ClientView, answers: Answers, known: Known) {
  const inputs = blocksOf(blocks).filter(({ type }) => type === 'input');
  const labels = inputs.map(({ label }) => label?.text ?? '');
  const unknown = Object.keys(answers).filter((label) => !labels.includes(label));
  if (unknown.length > 0) throw new Error(`nothing is asked by the name of "${unknown}", only ${labels.join(', ')}`);
  // Of several with one label the first is meant.
  return Object.fromEntries(
    Object.entries(answers).map(([label, answer]) => {
      const { block_id, element } = inputs[labels.indexOf(label)] as Block;
      const widget = element as Widget;
      return [block_id, { [widget.action_id]: stateOf(widget, answer, known) }];
    }),
  );
}

function stateOf(widget: Widget, answer: Answers[string], { files, found }: Known): object {
  const { type, options = [] } = widget;
  const wanted = typeof answer === 'string' ? [answer] : answer === true ? [options[0]?.text.text ?? ''] : answer;
  const option = (words: string) => {
    const found = options.find(({ text }) => text.text === words);
    if (!found) throw new Error(`"${words}" is none of ${options.map(({ text }) => text.text).join(', ')}`);
    return found;
  };
  switch (type) {
    case 'plain_text_input':
    case 'number_input':
      return { type, value: answer };
    case 'datepicker':
      return { type, selected_date: answer };
    case 'timepicker':
      return { type, selected_time: answer };
    case 'file_input':
      return { type, files: wanted.map((name) => ({ id: files.get(name) })) };
    case 'external_select':
      return { type, selected_option: found.get(String(answer)) };
    case 'radio_buttons':
    case 'static_select':
      return { type, selected_option: option(wanted[0] ?? '') };
    default:
      return { type, selected_options: wanted.map(option) };
  }
}

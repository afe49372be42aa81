import { payloadOf, type Reply } from '../tools/sender.js';
import type { View } from '../tools/slack-stand-in.js';
import { type Attempt, type Boutique, post, type Submission, type Worker, whoIs } from './people.js';

/** Fills in what is open, sends it, and sends it again while nobody can tell what became of it. */
export async function fillIn(boutique: Boutique, worker: Worker): Promise<void> {
  const { standIn, chance, diary, pause } = boutique;
  for (let steps = 0; steps < 6; steps += 1) {
    const view = standIn.modals.get(worker.id);
    if (!view) return;
    standIn.modals.delete(worker.id);
    const filled = fill(boutique, view);
    const attempts: Attempt[] = [];
    const submit = async () => void attempts.push(await submitOnce(boutique, worker, filled));
    // An impatient second click.
    await Promise.all(chance.below(12) === 0 ? [submit(), submit()] : [submit()]);
    for (let again = 0; again < 40 && isOpen(attempts) && chance.below(40) > 0; again += 1) {
      await pause(200 + chance.below(400));
      await submit();
    }
    diary.submissions.push({
      marker: filled.marker,
      who: worker.name,
      form: filled.form,
      carries: filled.carries,
      attempts,
    });
  }
}

const isOpen = (attempts: Submission['attempts']): boolean =>
  !attempts.some(({ outcome }) => outcome === 'accepted' || outcome === 'refused');

interface Filled {
  readonly view: View;
  readonly values: Record<string, Record<string, object>>;
  readonly marker: string;
  readonly form: string;
  readonly carries: Submission['carries'];
}

function fill(boutique: Boutique, view: View): Filled {
  const marker = boutique.newMarker();
  const blocks = view.blocks as readonly Block[];
  const route = JSON.parse(String(view.private_metadata)) as { interaction: string };
  const withFile = blocks.some(({ block_id }) => block_id === 'file') && boutique.chance.below(7) === 0;
  const values: Filled['values'] = {};
  let carries: Submission['carries'] = 'nothing';
  for (const { block_id: name, element } of blocks) {
    if (!name || !element) continue;
    values[name] = {
      [element.action_id]: { type: element.type, ...answerTo(boutique, name, element, marker, withFile) },
    };
    if (element.type === 'plain_text_input' && carries === 'nothing') carries = name === 'serials' ? 'text' : 'words';
  }
  if (withFile) carries = 'file';
  return { view, values, marker, form: route.interaction, carries };
}

function answerTo(boutique: Boutique, name: string, element: Widget, marker: string, withFile: boolean): object {
  const { chance, standIn } = boutique;
  const options = element.options ?? [];
  switch (element.type) {
    case 'plain_text_input':
      return { value: name === 'serials' ? (withFile ? null : scan(boutique, marker)) : marker };
    case 'datepicker':
      return { selected_date: element.initial_date ?? '2026-12-24' };
    case 'timepicker':
      return { selected_time: element.initial_time ?? '09:12' };
    case 'number_input':
      return { value: element.initial_value ?? element.min_value ?? '0' };
    case 'static_select':
    case 'radio_buttons':
      return { selected_option: element.initial_option ?? (options.length > 0 ? chance.pick(options) : null) };
    case 'checkboxes':
      return { selected_options: options.slice(0, 1) };
    case 'multi_static_select':
      return { selected_options: chance.below(5) === 0 ? [chance.pick(options)] : [] };
    case 'file_input': {
      if (!withFile || name !== 'file') return { files: [] };
      standIn.files.set(marker, Buffer.from(scan(boutique, marker)));
      return { files: [{ id: marker, name: `${marker}.csv` }] };
    }
    default:
      return {};
  }
}

/** Serials as one scans them, some twice, some of another zone, and one line that nobody else's list has. */
function scan({ chance, serials }: Boutique, marker: string): string {
  const zone = chance.pick([...serials.values()]);
  const most = chance.below(3) === 0 ? zone.length : chance.below(12);
  const from = chance.below(Math.max(1, zone.length - most));
  // Not readable, and so no piece that differs; now and then a serial that no stock has.
  const line = chance.below(6) === 0 ? marker : `?${marker}`;
  return [...zone.slice(from, from + most), line].join('\n');
}

async function submitOnce(boutique: Boutique, worker: Worker, { view, values }: Filled): Promise<Attempt> {
  const since = Date.now();
  const body = {
    type: 'view_submission',
    ...whoIs(boutique, worker),
    trigger_id: boutique.standIn.newTrigger(worker.id),
    view: { ...view, state: { values } },
    response_urls: [],
  };
  const reply = await post(boutique, payloadOf(body));
  return { ...outcomeOf(boutique, worker, view, reply), at: since, milliseconds: Date.now() - since };
}

interface ViewAnswer {
  readonly response_action?: string;
  readonly errors?: Readonly<Record<string, string>>;
  readonly view?: View & { readonly blocks: readonly unknown[] };
}

function outcomeOf({ standIn }: Boutique, worker: Worker, view: View, reply: Reply) {
  if (reply.status !== 200) return { outcome: 'unknown' as const, words: `${reply.status ?? reply.body}` };
  const answer = (reply.body === '' ? {} : JSON.parse(reply.body)) as ViewAnswer;
  const words = Object.values(answer.errors ?? {}).join(' ');
  if (/^(Something went wrong|Vitrine can't answer)/.test(words)) return { outcome: 'failed' as const, words };
  if (answer.response_action === 'errors') return { outcome: 'refused' as const, words };
  const next = answer.view;
  // A form that leads to the next one takes its place.
  if (next?.callback_id === 'form') standIn.modals.set(worker.id, { ...next, id: view.id });
  return { outcome: 'accepted' as const, words: answer.response_action ?? 'empty' };
}

/** Block Kit, as far as one can press it or fill it in. */
export interface Block {
  readonly type: string;
  readonly block_id?: string;
  readonly element?: Widget;
  readonly elements?: readonly {
    readonly type: string;
    readonly action_id: string;
    readonly value: string;
    readonly text: { text: string };
  }[];
}

export interface Widget {
  readonly type: string;
  readonly action_id: string;
  readonly options?: readonly Option[];
  readonly initial_option?: Option;
  readonly initial_date?: string;
  readonly initial_time?: string;
  readonly initial_value?: string;
  readonly min_value?: string;
}

export interface Option {
  readonly value: string;
}

import type { CardJson } from '../../src/playground/teams/protocol.js';
import type { Answers, FormSeen, Question, Words } from './seat.js';

/** Adaptive Cards, as far as Vitrine draws with them. Whatever else stood there would be overlooked, so it is an error. */
interface Element {
  readonly type: string;
  readonly spacing?: string;
  /** What a picture shows, in words. */
  readonly altText?: string;
  readonly inlines?: readonly { readonly text: string; readonly color?: string }[];
  readonly items?: readonly Element[];
  readonly actions?: readonly Action[];
  readonly id?: string;
  readonly label?: string;
  readonly title?: string;
  readonly isRequired?: boolean;
  readonly isMultiline?: boolean;
  readonly isMultiSelect?: boolean;
  readonly placeholder?: string;
  readonly value?: string | number;
  readonly choices?: readonly { readonly title: string; readonly value: string }[];
  readonly 'choices.data'?: object;
}

export interface Action {
  readonly type: string;
  readonly title: string;
  readonly verb?: string;
  readonly data: {
    readonly msteams?: { readonly type: string };
    readonly vitrine: {
      readonly action?: string;
      readonly interaction?: string;
      readonly confirm?: object;
      readonly topic?: string | null;
    };
  };
}

export interface Card {
  readonly body: readonly Element[];
  readonly actions?: readonly Action[];
  readonly refresh?: { readonly userIds: readonly string[] };
}

export const cardOf = (card: CardJson): Card => card as unknown as Card;

export function wordsIn({ body, actions = [] }: Card): Words {
  return [...body.flatMap(linesOf), ...rowOf(actions)].flatMap((line) => line.split('\n'));
}

function linesOf({ type, altText = '', inlines = [], items = [], actions = [] }: Element): Words {
  if (type === 'Image') return [altText];
  if (type === 'RichTextBlock') return [inlines.map(({ text }) => text).join('')];
  if (type === 'Container') return items.flatMap(linesOf);
  if (type === 'ActionSet') return rowOf(actions);
  if (type.startsWith('Input.')) return [];
  throw new Error(`nobody reads an element of type ${type}`);
}

const rowOf = (actions: readonly Action[]): Words =>
  actions.length === 0 ? [] : [actions.map(({ title }) => `[${title}]`).join(' ')];

/** Every button, and the JSON pointer by which it is pressed. */
export function buttonsOn({ body, actions = [] }: Card): { readonly at: string; readonly action: Action }[] {
  const inSets = body.flatMap(({ actions: row = [] }, place) =>
    row.map((action, index) => ({ at: `/body/${place}/actions/${index}`, action })),
  );
  return [...inSets, ...actions.map((action, index) => ({ at: `/actions/${index}`, action }))];
}

/** What is asked first has no question either, and neither has what one only reads. */
export const isForm = ({ body, actions = [] }: Card): boolean =>
  actions.some(({ data }) => data.vitrine.interaction !== undefined) && groupsIn(body).length > 0;

/** Without what stands on top of a form that comes back. */
export function formIn(title: string, { body, actions = [] }: Card): FormSeen {
  const [first] = groupsIn(body);
  const above = body.slice(0, first === undefined ? body.length : body.indexOf(first[0] as Element));
  return {
    title,
    submit: actions[0]?.title ?? '',
    intro: above
      .filter(({ type }) => type === 'RichTextBlock')
      .flatMap(linesOf)
      .join('\n'),
    questions: groupsIn(body).map(questionOf),
  };
}

/** What was corrected, by the label of the question beside which it stands; on top, where it stands beside none. */
export function correctionsIn({ body }: Card): Record<string, string> {
  const beside = groupsIn(body).flatMap((group): [string, string][] => {
    const [first] = group;
    return first && isCorrection(first) ? [[questionOf(group).label, linesOf(first).join('\n')]] : [];
  });
  const onTop = body.filter(({ type }) => type === 'Container').flatMap(linesOf);
  return beside.length === 0 && onTop.length > 0 ? { '': onTop.join('\n') } : Object.fromEntries(beside);
}

const isCorrection = ({ inlines }: Element): boolean => inlines?.[0]?.color === 'attention';

/** What belongs to one question stands together, apart from the one before. */
function groupsIn(body: readonly Element[]): readonly (readonly Element[])[] {
  const groups: Element[][] = [];
  for (const element of body) {
    if (element.spacing === 'medium') groups.push([element]);
    else groups.at(-1)?.push(element);
  }
  return groups;
}

const SENDING = /to me in our private chat, then open this again\.$/;
const CUT = /^Only the first [\d,]+ characters are filled in\.$/;

function questionOf(group: readonly Element[]): Question {
  const [lead, ...others] = group.filter((element) => !isCorrection(element));
  const input = group.find(({ type }) => type.startsWith('Input.'));
  const texts = others.filter(({ type }) => type === 'RichTextBlock').flatMap(linesOf);
  const takesFiles = texts.some((words) => SENDING.test(words));
  const statement = input?.type === 'Input.Toggle' && lead !== input ? linesOf(lead as Element) : [input?.title ?? ''];
  const options = (input?.choices ?? []).filter(({ value }) => value !== '=none').map(({ title }) => title);
  return {
    label: input?.label ?? linesOf(lead as Element).join(''),
    kind: takesFiles ? 'files' : kindOf(input as Element),
    required: input?.isRequired === true,
    hint: texts.find((words) => !SENDING.test(words) && !CUT.test(words)) ?? '',
    options: input?.type === 'Input.Toggle' ? statement : takesFiles || input?.['choices.data'] ? [] : options,
    filled: filledIn(input),
  };
}

/** An amount is typed as text, where its currency stands. */
function kindOf({ type, isMultiline, isMultiSelect, placeholder, 'choices.data': query }: Element): Question['kind'] {
  switch (type) {
    case 'Input.Text':
      if (/^[A-Z]{3}$/.test(placeholder ?? '')) return 'amount';
      return isMultiline ? 'long-text' : 'text';
    case 'Input.Date':
      return 'day';
    case 'Input.Time':
      return 'time';
    case 'Input.Number':
      return 'quantity';
    case 'Input.ChoiceSet':
      if (query) return 'lookup';
      return isMultiSelect ? 'choices' : 'choice';
    case 'Input.Toggle':
      return 'confirm';
    default:
      throw new Error(`nobody fills in an element of type ${type}`);
  }
}

function filledIn(input: Element | undefined): string[] {
  const { type, choices = [], title = '', ...given } = input ?? { type: '' };
  const value = String(given.value ?? '');
  if (value === '' || value === '=none') return [];
  if (type === 'Input.Toggle') return value === 'true' ? [title] : [];
  if (type !== 'Input.ChoiceSet') return [value];
  const chosen = given['choices.data'] ? [value] : value.split(',');
  return choices.filter((choice) => chosen.includes(choice.value)).map((choice) => choice.title);
}

/** The value that comes back for what is chosen by its words. */
export function valueFor(
  card: Card,
  label: string,
  answer: Answers[string],
  found: ReadonlyMap<string, string>,
): [string, string] {
  const input = inputCalled(card, label);
  if (input['choices.data']) return [input.id, found.get(String(answer)) ?? String(answer)];
  if (answer === true) return [input.id, 'true'];
  if (input.type !== 'Input.ChoiceSet') return [input.id, String(answer)];
  const wanted = typeof answer === 'string' ? [answer] : answer;
  const values = wanted.map((words) => chosenBy(input, words));
  return [input.id, values.join(',')];
}

export function inputCalled({ body }: Card, label: string): Element & { readonly id: string } {
  const group = groupsIn(body).find((each) => questionOf(each).label === label);
  const input = group?.find(({ type }) => type.startsWith('Input.'));
  const labels = groupsIn(body).map((each) => questionOf(each).label);
  if (!input?.id) throw new Error(`nothing is asked by the name of "${label}", only ${labels.join(', ')}`);
  return { ...input, id: input.id };
}

/** A file's choice says when it was sent, after its name. */
function chosenBy({ choices = [] }: Element, words: string): string {
  const found =
    choices.find(({ title }) => title === words) ?? choices.find(({ title }) => title.startsWith(`${words}, `));
  if (!found) throw new Error(`"${words}" is none of ${choices.map(({ title }) => title).join(', ')}`);
  return found.value;
}

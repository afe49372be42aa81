/** The part of Adaptive Cards 1.5 we draw with. What people or files supplied goes into text runs, which are literal; no text block is used, which reads Markdown. */
export interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly version: '1.5';
  /** For a client that can't draw it. */
  readonly fallbackText: string;
  /** What a screen reader calls the card; it reads the rest by itself. */
  readonly speak: string;
  readonly body: readonly Element[];
  readonly actions?: readonly SubmitAction[];
  readonly refresh?: Refresh;
  readonly msteams?: { readonly width: 'Full' };
}

export type Element = RichTextBlock | Container | ActionSet | Image | Input;

export type Spacing = 'none' | 'small' | 'default' | 'medium' | 'large';

interface Placed {
  readonly spacing?: Spacing;
  readonly separator?: true;
}

export interface RichTextBlock extends Placed {
  readonly type: 'RichTextBlock';
  readonly inlines: readonly TextRun[];
}

export interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly size?: 'small' | 'large';
  readonly weight?: 'bolder';
  readonly isSubtle?: true;
  readonly color?: 'attention';
}

/** Its bytes are within the address: we have no page that Teams could fetch it from. */
export interface Image extends Placed {
  readonly type: 'Image';
  readonly url: `data:image/png;base64,${string}`;
  readonly altText: string;
  readonly size: 'stretch';
  /** A tap shows it as large as the window. */
  readonly msteams: { readonly allowExpand: true };
}

export interface Container extends Placed {
  readonly type: 'Container';
  readonly style?: 'attention';
  readonly items: readonly Element[];
}

export interface ActionSet extends Placed {
  readonly type: 'ActionSet';
  readonly actions: readonly Action[];
}

export type Action = SubmitAction | ExecuteAction;

interface Pressed {
  readonly title: string;
  readonly style?: 'positive' | 'destructive';
  readonly mode?: 'secondary';
  /** Comes back with the press. */
  readonly data: object;
}

export interface SubmitAction extends Pressed {
  readonly type: 'Action.Submit';
}

export interface ExecuteAction extends Pressed {
  readonly type: 'Action.Execute';
  /** Without one, Teams may not route the press at all. */
  readonly verb: string;
  readonly fallback: SubmitAction;
}

/** Asked for by itself, once the card is in view of one of these. */
export interface Refresh {
  readonly action: { readonly type: 'Action.Execute'; readonly verb: string; readonly data: object };
  readonly userIds: readonly string[];
}

export type Input = TextInput | NumberInput | DateInput | TimeInput | ChoiceSet | Toggle;

interface Asked extends Placed {
  readonly id: string;
  readonly label: string;
  readonly isRequired?: true;
  /** Said by the client, before anything is sent. */
  readonly errorMessage?: string;
}

export interface TextInput extends Asked {
  readonly type: 'Input.Text';
  readonly value?: string;
  readonly isMultiline?: true;
  readonly maxLength: number;
  readonly placeholder?: string;
}

export interface NumberInput extends Asked {
  readonly type: 'Input.Number';
  readonly value?: number;
  readonly min?: number;
  readonly max?: number;
}

/** "2026-11-27". */
export interface DateInput extends Asked {
  readonly type: 'Input.Date';
  readonly value?: string;
  readonly min?: string;
  readonly max?: string;
}

/** "09:12". */
export interface TimeInput extends Asked {
  readonly type: 'Input.Time';
  readonly value?: string;
}

export interface ChoiceSet extends Asked {
  readonly type: 'Input.ChoiceSet';
  readonly value?: string;
  readonly style: 'compact' | 'expanded' | 'filtered';
  readonly isMultiSelect?: true;
  readonly wrap: true;
  readonly placeholder?: string;
  readonly choices: readonly OfferedChoice[];
  /** More of them are asked for while somebody types; the set of data says what is meant. */
  readonly 'choices.data'?: { readonly type: 'Data.Query'; readonly dataset: string };
}

export interface OfferedChoice {
  readonly title: string;
  readonly value: string;
}

export interface Toggle extends Asked {
  readonly type: 'Input.Toggle';
  readonly value?: string;
  readonly title: string;
  readonly wrap: true;
}

/** A card as it goes into a message or a dialog; a bare one stays blank there. */
export interface CardAttachment {
  readonly contentType: 'application/vnd.microsoft.card.adaptive';
  readonly content: AdaptiveCard;
}

export type Size = 'small' | 'medium' | 'large';

/** What `task/fetch` and `task/submit` are answered with, as the `value` of a task that continues. */
export interface Dialog {
  readonly title: string;
  /** A number is pixels. */
  readonly height: Size | number;
  readonly width: Size | number;
  readonly card: CardAttachment;
}

export const attached = (content: AdaptiveCard): CardAttachment => ({
  contentType: 'application/vnd.microsoft.card.adaptive',
  content,
});

type Look = Omit<TextRun, 'type' | 'text'>;

export const run = (text: string, look: Look = {}): TextRun => ({ type: 'TextRun', text, ...look });

/** Empty pieces are left out; nothing remains of a block without pieces. */
export function richText(runs: readonly TextRun[], placed: Placed = {}): readonly RichTextBlock[] {
  const inlines = runs.filter(({ text }) => text !== '');
  return inlines.length === 0 ? [] : [{ type: 'RichTextBlock', inlines, ...placed }];
}

/** What may be skipped: a hint, a source. */
export const quietText = (words: string, placed: Placed = {}): readonly RichTextBlock[] =>
  richText([run(words, { size: 'small', isSubtle: true })], placed);

/**
 * Whether words stay what they are where a client may read Markdown and nothing literal exists: the title of a box or
 * of a radio button, what is said of a field left empty. Too careful rather than too trusting.
 */
export const isPlain = (words: string): boolean => !MARKS.test(words);

const MARKS = /[\\*_~`[\]<>{}|#&\r\n\t]|^\s*(?:[-+]|\d+[.)])\s|:\/\/|\bwww\./i;

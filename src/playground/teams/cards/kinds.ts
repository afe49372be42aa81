/** What Adaptive Cards 1.5 are made of, as tables: which properties there are and what each may hold. */

/** What a property holds; a list of words is matched without regard to case, as Teams does. */
export type Kind =
  | 'text'
  | 'yes-or-no'
  | 'number'
  | 'size'
  | 'anything'
  | 'object'
  | 'elements'
  | 'actions'
  | 'action'
  | 'inlines'
  | 'choices'
  | 'query'
  | 'facts'
  | 'columns'
  | 'images'
  | 'card'
  | 'rows'
  | 'cells'
  | 'list'
  | readonly string[];

export interface Shape {
  readonly required?: Readonly<Record<string, Kind>>;
  readonly optional?: Readonly<Record<string, Kind>>;
}

const words = (list: string): readonly string[] => list.split(' ');

const colors = words('default dark light accent good warning attention');
const spacings = words('none extraSmall small default medium large extraLarge padding');
const sizes = words('default small medium large extraLarge');
const sides = words('left center right');
const heights = words('top center bottom');
const styles = words('default emphasis good attention warning accent');
const selectAction = { selectAction: 'action' } as const;
const box = { style: styles, bleed: 'yes-or-no', minHeight: 'text', rtl: 'yes-or-no', ...selectAction } as const;

const look = {
  color: colors,
  fontType: words('default monospace'),
  isSubtle: 'yes-or-no',
  size: sizes,
  weight: words('default lighter bolder'),
} as const;

/** `targetWidth` is Teams' own. */
const element = {
  id: 'text',
  isVisible: 'yes-or-no',
  spacing: spacings,
  separator: 'yes-or-no',
  height: words('auto stretch'),
  fallback: 'anything',
  requires: 'object',
  targetWidth: 'text',
} as const;

const input = { ...element, label: 'text', isRequired: 'yes-or-no', errorMessage: 'text' } as const;

const named = { id: 'text' } as const;

export const elements: Readonly<Record<string, Shape>> = {
  TextBlock: {
    required: { text: 'text' },
    optional: {
      ...element,
      ...look,
      horizontalAlignment: sides,
      maxLines: 'number',
      wrap: 'yes-or-no',
      style: words('default heading columnHeader'),
    },
  },
  RichTextBlock: { required: { inlines: 'inlines' }, optional: { ...element, horizontalAlignment: sides } },
  Image: {
    required: { url: 'text' },
    optional: {
      ...element,
      ...selectAction,
      altText: 'text',
      backgroundColor: 'text',
      height: 'text',
      width: 'text',
      horizontalAlignment: sides,
      size: words('auto stretch small medium large'),
      style: words('default person'),
      /** Teams' own: whether a tap shows it as large as the window. */
      msteams: 'object',
    },
  },
  ImageSet: { required: { images: 'images' }, optional: { ...element, imageSize: sizes } },
  Container: {
    required: { items: 'elements' },
    optional: { ...element, ...box, verticalContentAlignment: heights, backgroundImage: 'anything' },
  },
  ColumnSet: { optional: { ...element, ...box, columns: 'columns', horizontalAlignment: sides } },
  FactSet: { required: { facts: 'facts' }, optional: element },
  ActionSet: { required: { actions: 'actions' }, optional: element },
  Table: {
    optional: {
      ...element,
      columns: 'list',
      rows: 'rows',
      firstRowAsHeader: 'yes-or-no',
      showGridLines: 'yes-or-no',
      gridStyle: styles,
      horizontalCellContentAlignment: sides,
      verticalCellContentAlignment: heights,
    },
  },
  'Input.Text': {
    required: named,
    optional: {
      ...input,
      isMultiline: 'yes-or-no',
      maxLength: 'number',
      placeholder: 'text',
      regex: 'text',
      style: words('text tel url email password'),
      inlineAction: 'action',
      value: 'text',
    },
  },
  'Input.Number': {
    required: named,
    optional: { ...input, min: 'number', max: 'number', placeholder: 'text', value: 'number' },
  },
  'Input.Date': {
    required: named,
    optional: { ...input, min: 'text', max: 'text', placeholder: 'text', value: 'text' },
  },
  'Input.Time': {
    required: named,
    optional: { ...input, min: 'text', max: 'text', placeholder: 'text', value: 'text' },
  },
  'Input.Toggle': {
    required: { ...named, title: 'text' },
    optional: { ...input, value: 'text', valueOn: 'text', valueOff: 'text', wrap: 'yes-or-no' },
  },
  'Input.ChoiceSet': {
    required: named,
    optional: {
      ...input,
      choices: 'choices',
      'choices.data': 'query',
      isMultiSelect: 'yes-or-no',
      style: words('compact expanded filtered'),
      value: 'text',
      placeholder: 'text',
      wrap: 'yes-or-no',
    },
  },
};

const action = {
  id: 'text',
  title: 'text',
  iconUrl: 'text',
  style: words('default positive destructive'),
  mode: words('primary secondary'),
  role: 'text',
  tooltip: 'text',
  isEnabled: 'yes-or-no',
  fallback: 'anything',
  requires: 'object',
} as const;

const sending = { ...action, data: 'anything', associatedInputs: words('auto none') } as const;

export const actions: Readonly<Record<string, Shape>> = {
  'Action.OpenUrl': { required: { url: 'text' }, optional: action },
  'Action.Submit': { optional: sending },
  'Action.Execute': { required: { verb: 'text' }, optional: sending },
  'Action.ShowCard': { required: { card: 'card' }, optional: action },
  'Action.ToggleVisibility': { required: { targetElements: 'list' }, optional: action },
};

/** Parts that stand only in their own places. */
export const parts = {
  column: {
    optional: {
      ...element,
      ...box,
      items: 'elements',
      verticalContentAlignment: heights,
      backgroundImage: 'anything',
      width: 'size',
    },
  },
  row: {
    required: { cells: 'cells' },
    optional: { style: styles, horizontalCellContentAlignment: sides, verticalCellContentAlignment: heights },
  },
  cell: {
    required: { items: 'elements' },
    optional: { ...box, verticalContentAlignment: heights, backgroundImage: 'anything' },
  },
  run: {
    required: { text: 'text' },
    optional: {
      ...look,
      ...selectAction,
      highlight: 'yes-or-no',
      italic: 'yes-or-no',
      strikethrough: 'yes-or-no',
      underline: 'yes-or-no',
    },
  },
  fact: { required: { title: 'text', value: 'text' } },
  choice: { required: { title: 'text', value: 'text' } },
  query: {
    required: { type: ['Data.Query'], dataset: 'text' },
    optional: { count: 'number', skip: 'number', associatedInputs: words('auto none') },
  },
  card: {
    optional: {
      ...box,
      $schema: 'text',
      version: 'text',
      body: 'elements',
      actions: 'actions',
      refresh: 'object',
      authentication: 'object',
      fallbackText: 'text',
      speak: 'text',
      lang: 'text',
      backgroundImage: 'anything',
      verticalContentAlignment: heights,
      msteams: 'object',
      metadata: 'object',
    },
  },
} as const satisfies Readonly<Record<string, Shape>>;

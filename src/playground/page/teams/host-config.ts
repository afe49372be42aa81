/** Cards in Teams' look. Colors are the style sheet's own, so light and dark need no second drawing. */
const subtle = 'var(--t-ink-soft)';

const foregroundColors = {
  default: { default: 'var(--t-ink)', subtle },
  dark: { default: 'var(--t-ink)', subtle },
  light: { default: 'var(--t-paper)', subtle },
  accent: { default: 'var(--t-link)', subtle },
  good: { default: 'var(--t-good)', subtle },
  warning: { default: 'var(--t-warning)', subtle },
  attention: { default: 'var(--t-danger)', subtle },
};

const onto = (backgroundColor: string) => ({ backgroundColor, foregroundColors });

/** As its constructor takes it: numbers are pixels, and what is left out is the renderer's own. */
export const hostConfig = {
  supportsInteractivity: true,
  fontFamily: 'inherit',
  fontSizes: { small: 12, default: 14, medium: 14, large: 16, extraLarge: 20 },
  lineHeights: { small: 16, default: 20, medium: 20, large: 22, extraLarge: 28 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--t-line)' },
  imageSizes: { small: 32, medium: 52, large: 100 },
  containerStyles: {
    default: onto('transparent'),
    emphasis: onto('var(--t-emphasis)'),
    accent: onto('var(--t-emphasis)'),
    good: onto('var(--t-good-back)'),
    warning: onto('var(--t-warning-back)'),
    attention: onto('var(--t-danger-back)'),
  },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 8,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    allowTitleToWrap: true,
    showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
  },
  adaptiveCard: { allowCustomStyle: false },
  factSet: {
    title: { weight: 'bolder', wrap: true, maxWidth: 160 },
    value: { wrap: true },
    spacing: 12,
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { weight: 'bolder' },
    },
    errorMessage: { color: 'attention', weight: 'bolder', size: 'small' },
  },
  textBlock: { headingLevel: 3 },
} as const;

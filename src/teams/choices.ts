import type { Option } from '../chat/form.js';
import { type ChoiceSet, type Input, isPlain } from './adaptive-card.js';

/** What every input says of its question. */
export type Asked = Pick<Input, 'id' | 'label' | 'isRequired' | 'errorMessage'>;

/** What is chosen where nothing is: clients take an empty value for none at all. No list of choices has it. */
export const NONE = '=none';

/** More than these are easier to find in a menu, and more than those by typing. */
const SHOWN_AT_ONCE = 3;
const SHOWN_IN_A_MENU = 10;

/** `otherwise` names the answer that is none: what was once chosen can't be taken back in any other way. */
export function oneOf(asked: Asked, options: readonly Option[], known: string | null, otherwise: string): ChoiceSet {
  const chosen = options.find(({ value }) => value === known)?.value;
  const search = options.length > SHOWN_IN_A_MENU && chosen === undefined && areTold(options);
  if (search) return choiceSet(asked, options, { style: 'filtered', placeholder: 'Choose or type' });

  const none = asked.isRequired ? [] : [{ value: NONE, label: otherwise }];
  const value = chosen ?? none[0]?.value;
  return choiceSet(asked, [...none, ...options], { ...menuOf(options), ...(value !== undefined && { value }) });
}

export function severalOf(asked: Asked, options: readonly Option[], known: readonly string[]): ChoiceSet {
  const chosen = options.map(({ value }) => value).filter((value) => known.includes(value));
  const packedOptions = options.map(({ value, label }) => ({ value: packed([value]), label }));
  return choiceSet(asked, packedOptions, {
    isMultiSelect: true,
    ...menuOf(options),
    ...(chosen.length > 0 && { value: packed(chosen) }),
  });
}

/** Several values come back as one text with commas between them. */
const packed = (values: readonly string[]): string =>
  values.map((value) => value.replaceAll('%', '%25').replaceAll(',', '%2C')).join(',');

export const unpacked = (values: string): readonly string[] =>
  values
    .split(',')
    .filter((value) => value !== '')
    .map((value) => value.replaceAll('%2C', ',').replaceAll('%25', '%'));

/** Beside a box, words may be read as Markdown; in a menu they are what they are. */
function menuOf(options: readonly Option[]): Pick<ChoiceSet, 'style' | 'placeholder'> {
  const few = options.length <= SHOWN_AT_ONCE && options.every(({ label }) => isPlain(label));
  return few ? { style: 'expanded' } : { style: 'compact', placeholder: 'Choose' };
}

/** Some clients find what was typed by its words alone. */
const areTold = (options: readonly Option[]): boolean =>
  new Set(options.map(({ label }) => label)).size === options.length;

const choiceSet = (
  asked: Asked,
  options: readonly Option[],
  looks: Pick<ChoiceSet, 'style' | 'placeholder' | 'isMultiSelect' | 'value'>,
): ChoiceSet => ({
  type: 'Input.ChoiceSet',
  ...asked,
  ...looks,
  wrap: true,
  choices: options.map(({ value, label }) => ({ title: label, value })),
});

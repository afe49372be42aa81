import type * as AdaptiveCards from 'adaptivecards';
import { type Combobox, createCombobox, type Offer } from '../combobox.js';
import type { Kit } from './renderer.js';

/** What fits to the words in the input of this id, or why nothing could be found. */
export type FindIn = (input: string, words: string) => Promise<readonly Offer[] | string>;

const finders = new WeakMap<object, FindIn>();

/** Who looks for what is typed into a card. */
export function findsIn(card: AdaptiveCards.AdaptiveCard, find: FindIn): void {
  finders.set(card, find);
}

/** Microsoft's renderer knows choices that are found only in cards of 1.6, and draws them for the mouse; Teams takes them in every version. */
export function drawLookups(kit: Kit): void {
  class LookupInput extends kit.ChoiceSetInput {
    private finds = false;
    private box: Combobox | null = null;

    protected override internalParse(source: Source, context: AdaptiveCards.SerializationContext): void {
      const { 'choices.data': query, ...plain } = source;
      this.finds = query !== undefined;
      super.internalParse(plain, context);
    }

    protected override internalRender(): HTMLElement | undefined {
      if (!this.finds) return super.internalRender();
      const own = this.choices.map(({ title = '', value = '' }) => ({ label: title, value }));
      const box = createCombobox({
        chosen: own.find(({ value }) => value === this.defaultValue) ?? null,
        placeholder: this.placeholder ?? '',
        least: 0,
        find: (words) => this.look(own, words),
        changed: () => this.valueChanged(),
      });
      box.input.classList.add('ac-input', 'ac-choiceSetInput-filtered');
      this.box = box;
      return box.node;
    }

    /** The card's own choices come first, as in Teams. */
    private async look(own: readonly Offer[], words: string): Promise<readonly Offer[] | string> {
      const found = await finders.get(this.getRootElement())?.(this.id ?? '', words);
      if (found === undefined || typeof found === 'string') return found ?? [];
      const fitting = own.filter(({ label }) => label.toLowerCase().includes(words.toLowerCase()));
      return [...fitting, ...found.filter(({ value }) => fitting.every((other) => other.value !== value))];
    }

    override get value(): string | undefined {
      return this.box ? this.box.chosen()?.value : super.value;
    }

    override focus(): void {
      if (this.box) this.box.input.focus();
      else super.focus();
    }
  }
  kit.GlobalRegistry.elements.register('Input.ChoiceSet', LookupInput);
}

type Source = Readonly<Record<string, unknown>>;

import { capabilities } from '../../src/capabilities/index.js';
import type { Card } from '../../src/chat/card.js';
import type { Form } from '../../src/chat/form.js';
import type { Boutique } from '../../src/domain/boutique.js';
import type { Capability, Subject } from '../../src/engine/capability.js';
import type { Words } from './words.js';

type Made<T> = Readonly<Record<string, (words: Words) => T>>;

/** One of everything a capability can show or ask, made of whatever words. Lies in `test/capabilities/<name>/samples.ts`. */
export interface Samples {
  readonly boutique: (words: Words) => Boutique;
  readonly cards: Made<Card>;
  readonly forms: Made<Form>;
  /** What is decided, by the name of the approval. */
  readonly approvals: Made<Subject>;
}

export interface Sampled {
  readonly capability: Capability;
  readonly samples: Samples;
}

/** Fails where a capability has none. */
export function allSamples(): Promise<Sampled[]> {
  return Promise.all(
    capabilities.map(async (capability) => {
      const file = `../capabilities/${capability.name}/samples.ts`;
      const { samples } = (await import(/* @vite-ignore */ file)) as { readonly samples: Samples };
      return { capability, samples };
    }),
  );
}

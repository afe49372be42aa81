import { capabilities } from '../../src/capabilities/index.js';
import { type Card, text } from '../../src/chat/card.js';
import type { Form } from '../../src/chat/form.js';
import type { Boutique } from '../../src/domain/boutique.js';
import { approvalCard } from '../../src/engine/approvals.js';
import type { Asking, Capability, Subject } from '../../src/engine/capability.js';
import type { Parts } from '../../src/engine/context.js';
import { engineActions } from '../../src/engine/engine-actions.js';
import { aboutBoutique } from '../../src/engine/outbox.js';
import { createRegistry } from '../../src/engine/registry.js';
import { linkForm, strangerCard } from '../../src/engine/strangers.js';
import { reminderCards, reminderForms } from '../engine/reminders/samples.js';
import type { Words } from './words.js';

type Made<T> = Readonly<Record<string, (words: Words) => T>>;

/** One of everything a capability can show or ask, made of whatever words. Lies in `test/capabilities/<name>/samples.ts`. */
export interface Samples {
  readonly boutique: (words: Words) => Boutique;
  readonly cards: Made<Card>;
  readonly forms: Made<Form>;
  /** What is decided, by the name of the approval; more of one after a comma. */
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

type Named<T> = readonly [name: string, make: (words: Words) => T];

/** Every card as it leaves: with its boutique, and those to be decided with what the engine adds to them. */
export function everyCard(sampled: readonly Sampled[]): Named<Card>[] {
  const ofCapabilities = sampled.flatMap((each) => {
    const own = Object.entries(each.samples.cards).map(
      ([name, make]): Named<Card> => [nameOf(each, name), (words) => aboutBoutique(make(words), 'MADISON')],
    );
    const decided = Object.entries(each.samples.approvals).flatMap(([name, make]): Named<Card>[] => {
      const asked = (words: Words) => decisionCard(each, name, make(words), words);
      return [
        [nameOf(each, `${name}: asked`), asked],
        [nameOf(each, `${name}: decided`), (words) => outcomeOf(asked(words), words)],
      ];
    });
    return [...own, ...decided];
  });
  const user = ({ serial, scan }: Words) => ({ channel: 'slack', tenant: serial, userId: scan.slice(0, 60) });
  return [
    ...ofCapabilities,
    ...Object.entries(reminderCards).map(([name, make]): Named<Card> => [`engine: reminders, ${name}`, make]),
    ['engine: someone unknown', (words) => strangerCard(user(words), words.name)],
    ['engine: someone unknown, linked', (words) => strangerCard(user(words), null, `Linked to ${words.name}.`)],
  ];
}

const nameOf = ({ capability }: Sampled, name: string): string => `${capability.name}: ${name}`;

const DECIDERS = ['ines', 'marc'];

/** At its last step, which says most. */
function decisionCard({ capability, samples }: Sampled, name: string, subject: Subject, words: Words): Card {
  const approval = capability.approvals.find((each) => each.name === name.split(',')[0]);
  if (!approval) throw new Error(`${capability.name} has no approval ${name}`);
  const plan = approval.steps.map(({ by, within }) => ({ by, within, applies: true }));
  const row = { id: 'x'.repeat(36), plan, step: plan.length - 1 } as unknown as Parameters<typeof approvalCard>[3];
  return aboutBoutique(approvalCard(approval, subject, samples.boutique(words), row, DECIDERS), 'MADISON');
}

function outcomeOf({ blocks, ...asked }: Card, { reason, name }: Words): Card {
  const said = text(`Send back: ${reason} · ${name}, 10:05 AM`);
  return { ...asked, blocks: [...blocks.filter(({ type }) => type !== 'buttons'), said] };
}

/** Every form, those of the engine too. */
export async function everyForm(sampled: readonly Sampled[]): Promise<Named<Form>[]> {
  const own = sampled.flatMap((each) =>
    Object.entries(each.samples.forms).map(([name, make]): Named<Form> => [nameOf(each, name), make]),
  );
  const approvals = sampled.flatMap((each) => each.capability.approvals.map(({ name }) => [each, name] as const));
  const reasons = approvals.map(async ([each, name]): Promise<Named<Form>> => {
    const form = await reasonForm(name);
    return [nameOf(each, `${name}: the reason`), () => form];
  });
  const answers = Object.entries(reminderForms).map(
    ([name, make]): Named<Form> => [`engine: reminders, ${name}`, make],
  );
  return [
    ...own,
    ...(await Promise.all(reasons)),
    ...answers,
    ['engine: whose account', () => linkForm(async () => [])],
  ];
}

async function reasonForm(name: string): Promise<Form> {
  const registry = createRegistry(capabilities, {});
  const reject = engineActions(() => ({ registry }) as Parts)['engine.reject'];
  if (reject?.type !== 'ask' || typeof reject.form !== 'function') throw new Error('engine.reject asks nothing');
  const db = { approval: { findUnique: async () => ({ name }) } };
  return reject.form({ db, subject: name } as unknown as Asking);
}

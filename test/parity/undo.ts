import type { Company } from './notes.js';

interface Counted {
  readonly counter: string;
  readonly other: string;
  readonly boutique: string;
  readonly zone: string;
  /** As one scanned them, and so does the other. */
  readonly serials: readonly string[];
}

/** What is being counted goes its way to a decision and is voided: its zone is free again. */
export async function undo(at: Company, { counter, other, boutique, zone, serials }: Counted): Promise<void> {
  const [first, second, marc] = [await at(counter), await at(other), await at('marc')];
  await first.presses('Close zone', `Counting ${zone}`);
  await second.opens('Recount', `Recount ${zone}`);
  await second.fills({ Serials: serials.join('\n') });
  await second.presses('Close zone', `Recounting ${zone}`);
  await marc.sees(new RegExp(`^${zone}: .*${boutique}.*\\[Void\\]`, 's'), 'private');
  await marc.opens('Void', boutique);
  await marc.fills({ Reason: 'Counted for practice.' });
  await marc.sees(new RegExp(`^${zone}: .*${boutique}.*Voided · Marc Delorme`, 's'), 'private');
}

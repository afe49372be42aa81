/** One thing that is wrong in a file, where an editor shows it. */
export interface Fault {
  /** From 1, as an editor counts. */
  readonly line: number;
  /** As the file's own header calls it; empty where the whole line is meant. */
  readonly column: string;
  /** What is wrong and what works: "There is no price here." */
  readonly reason: string;
  /** As the file has it. */
  readonly value: string;
}

/** `Line 6, Retail price "n/a": not a price.` */
export function faultInWords({ line, column, reason, value }: Fault): string {
  const place = [`Line ${line}`, [column, value && `"${shortened(value)}"`].filter(Boolean).join(' ')];
  return `${place.filter(Boolean).join(', ')}: ${reason}`;
}

function shortened(value: string): string {
  const plain = value.replace(/\s+/g, ' ').trim();
  return plain.length > 60 ? `${plain.slice(0, 59)}…` : plain;
}

/** Everything that people and files supply, in the lengths that the network and stock files may have. */
export interface Words {
  /** Of a person: 80. */
  readonly name: string;
  /** 60. */
  readonly boutique: string;
  /** 60. */
  readonly zone: string;
  /** Of a piece: 200. */
  readonly description: string;
  /** 120. */
  readonly fileName: string;
  /** 40. */
  readonly serial: string;
  /** What was scanned or typed, in whatever length. */
  readonly scan: string;
  /** Why something is sent back: 500. */
  readonly reason: string;
}

export const LENGTHS = {
  name: 80,
  boutique: 60,
  zone: 60,
  description: 200,
  fileName: 120,
  serial: 40,
  scan: 3_000,
  reason: 500,
} as const satisfies Record<keyof Words, number>;

/** The most there can be of things that come in numbers. */
export const MANY = { zones: 30, people: 30, differences: 600, lines: 1_500, counts: 40 } as const;

/** The same text in every field, no longer than the field takes. */
export function wordsOf(text: string): Words {
  const fields = Object.entries(LENGTHS).map(([field, most]) => [field, text.slice(0, most)]);
  return Object.fromEntries(fields) as unknown as Words;
}

const repeated = (text: string): Words => wordsOf(text.repeat(Math.ceil(LENGTHS.scan / text.length)));

export const ordinary: Words = {
  name: 'Ana Ruiz',
  boutique: 'Madison Avenue',
  zone: 'Vitrine 2',
  description: 'Ring, white gold, 0.52 ct',
  fileName: 'stock-1127.csv',
  serial: 'RG-20-88',
  scan: 'RG 1204?',
  reason: 'RG-20-89 lies in the tray: look again.',
};

/** Each must be shown as it is, and none may break a limit. */
export const everyWords: Readonly<Record<string, Words>> = {
  ordinary,
  'mentions and links': wordsOf('<!channel> <@U1> <https://evil.example|safe>'),
  'marks of Slack and Markdown': wordsOf('*x* _y_ ~z~ `c` > & " \' \\ :wave: [a](b)'),
  'right to left, and pictures': wordsOf('خاتم ذهب \u202egnirts\u202c 💍👩‍👩‍👧'),
  'new lines and tabs': wordsOf('one\ntwo\r\nthree\tfour'),
  'nothing where a file may have nothing': { ...ordinary, description: '' },
  'long words': repeated('W'),
  'long words in other letters': repeated('鑽石戒指'),
  'long rows of pictures': repeated('💍'),
  'long rows of quotation marks': repeated('"'),
  'long rows of ampersands': repeated('&'),
};

/** One check in all of them, as one test: what fails is named by its words. A test for each would take longer than the check. */
export function inAllWords(check: (words: Words, kind: string) => void): void {
  const faults = Object.entries(everyWords).flatMap(([kind, words]) => {
    try {
      check(words, kind);
      return [];
    } catch (error) {
      return [`with ${kind}: ${error instanceof Error ? error.message : error}`];
    }
  });
  if (faults.length > 0) throw new Error(faults.join('\n\n'));
}

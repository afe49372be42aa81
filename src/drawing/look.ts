import type { State } from './plan.js';
import type { Color } from './png.js';

/** Off-white and an ink that is nearly black; the two colors of trouble are seen only where there is some. */
export const paper = '#faf8f4';
export const ink = '#1c332d';
export const soft = '#7d776d';
export const hair = '#e6e0d6';
const pale = '#c3cfc8';
const late = '#9b2d2a';
const risk = '#b7791f';

/** Every color that is drawn with, and what lies between the paper and those of words, along their edges. */
export const palette: readonly Color[] = [
  ...[paper, ink, soft, hair, pale, late, risk].map(numberOf),
  ...[ink, soft].flatMap((color) => [1 / 3, 2 / 3].map((share) => between(paper, color, share))),
];

function numberOf(color: string): Color {
  return Number.parseInt(color.slice(1), 16);
}

function between(one: string, other: string, share: number): Color {
  const part = (color: string, at: number): number => Number.parseInt(color.slice(at, at + 2), 16);
  return [1, 3, 5].reduce(
    (sum, at) => sum * 256 + Math.round(part(one, at) + (part(other, at) - part(one, at)) * share),
    0,
  );
}

/** Of a bar: every state has its own color, and its own pattern for those who can't tell the colors apart. */
export interface Look {
  readonly words: string;
  readonly fill: string;
  readonly line: string;
  readonly dashed?: boolean;
}

export const looks: Readonly<Record<State, Look>> = {
  done: { words: 'Done', fill: ink, line: ink },
  late: { words: 'Late', fill: late, line: late },
  'at-risk': { words: 'At risk', fill: 'url(#risk)', line: risk },
  due: { words: 'Under way', fill: pale, line: ink },
  open: { words: 'To come', fill: paper, line: soft },
  waived: { words: 'Waived', fill: paper, line: soft, dashed: true },
};

/** Stripes, which are no color. */
export const patterns = `<defs><pattern id="risk" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="8" height="8" fill="${paper}"/><rect width="4" height="8" fill="${risk}"/></pattern></defs>`;

/** A sign for each state, within a square of that size around a point. */
export function signOf(state: State, x: number, y: number, size: number): string {
  const { line } = looks[state];
  const half = size / 2;
  const at = (dx: number, dy: number): string => `${round(x + dx * half)} ${round(y + dy * half)}`;
  const stroke = (width = 2.5) =>
    `fill="none" stroke="${line}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"`;
  switch (state) {
    case 'done':
      return `<path d="M${at(-0.8, 0)} L${at(-0.2, 0.65)} L${at(0.85, -0.65)}" ${stroke()}/>`;
    case 'late':
      return `<path d="M${at(0, -0.85)} L${at(0, 0.2)} M${at(0, 0.8)} L${at(0, 0.82)}" ${stroke(3.5)}/>`;
    case 'at-risk':
      return `<path d="M${at(0, -0.8)} L${at(0.85, 0.7)} L${at(-0.85, 0.7)} Z" ${stroke()}/>`;
    case 'due':
      return `<path d="M${at(-0.5, -0.75)} L${at(0.75, 0)} L${at(-0.5, 0.75)} Z" fill="${line}"/>`;
    case 'open':
      return `<circle cx="${round(x)}" cy="${round(y)}" r="${round(half * 0.6)}" ${stroke(2)}/>`;
    case 'waived':
      return `<path d="M${at(-0.7, 0)} L${at(0.7, 0)}" ${stroke()}/>`;
  }
}

/** So that the same plan is the same text, on every machine. */
export const round = (number: number): number => Math.round(number * 10) / 10;

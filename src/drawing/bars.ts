import { looks, paper, round, soft } from './look.js';
import type { Row } from './plan.js';
import type { Scale } from './scale.js';

/** One row of the chart, as high as that around its middle. */
export interface Place {
  readonly scale: Scale;
  readonly y: number;
  readonly height: number;
}

/** From its first day to its last, with what was promised first, and a diamond where a decision is. */
export function barOf(row: Row, place: Place, gates: readonly Row[] = row.gate ? [row] : []): string {
  return [stretchOf(row, place, gates), promiseOf(row, place), ...gates.map((gate) => diamond(gate, place))].join('');
}

const NARROWEST = 6;

function stretchOf(row: Row, { scale, y, height }: Place, gates: readonly Row[]): string {
  // A decision of one day is its diamond alone.
  if (gates[0] === row && row.from === row.to) return '';
  const { fill, line, dashed } = looks[row.state];
  const [left, right] = [scale.startOf(row.from), scale.endOf(row.to)];
  const width = Math.max(right - left, NARROWEST);
  const dashes = dashed ? ' stroke-dasharray="5 4"' : '';
  return `<rect x="${round(left + 1)}" y="${round(y - height / 2)}" width="${round(width - 2)}" height="${round(height)}" rx="2" fill="${fill}" stroke="${line}" stroke-width="2"${dashes}/>`;
}

/** A tick at the day that was promised first, and a thread to the one that is promised now. */
function promiseOf({ promised, to }: Row, { scale, y, height }: Place): string {
  if (promised === undefined || promised === to) return '';
  const [was, is] = [round(scale.endOf(promised)), round(scale.endOf(to))];
  const stroke = `stroke="${soft}" stroke-width="2"`;
  const half = height / 2 + 5;
  // Within the bar nothing has to lead from one to the other.
  const thread = was < is ? '' : `<path d="M${is} ${round(y)} L${was} ${round(y)}" ${stroke} stroke-dasharray="2 4"/>`;
  return `${thread}<path d="M${was} ${round(y - half)} L${was} ${round(y + half)}" ${stroke}/>`;
}

export function diamondAt(x: number, y: number, half: number, fill: string, line: string): string {
  const points = [`${round(x)} ${round(y - half)}`, `${round(x + half)} ${round(y)}`, `${round(x)} ${round(y + half)}`];
  return `<path d="M${points.join(' L')} L${round(x - half)} ${round(y)} Z" fill="${fill}" stroke="${line}" stroke-width="2.5"/>`;
}

function diamond({ to, state }: Row, { scale, y, height }: Place): string {
  const { fill, line } = looks[state];
  const half = height * 0.72;
  const x = (scale.startOf(to) + scale.endOf(to)) / 2;
  // A rim of paper, so that it stands out from its bar.
  return diamondAt(x, y, half + 3, paper, paper) + diamondAt(x, y, half, fill, line);
}

import { barOf, diamondAt } from './bars.js';
import { FAMILY } from './font.js';
import { hair, ink, looks, paper, patterns, round, signOf, soft } from './look.js';
import { isOver, type Line, linesOf, type Plan, type Row, type State } from './plan.js';
import { inBrief, type Scale, scaleOf } from './scale.js';
import { escaped, type Pen, type Written } from './words.js';

/** Teams shows no picture that is wider or higher than 1,024. */
const WIDTH = 1000;
const HEIGHT = 1020;
const MARGIN = 30;
const LABELS = 330;
const CHART = MARGIN + LABELS + 34;
const TOP = 176;
const LEGEND = 66;
const ROW = { highest: 42, lowest: 22 };

interface Sheet {
  readonly pen: Pen;
  readonly scale: Scale;
  readonly rowHeight: number;
  readonly bottom: number;
  readonly owners: boolean;
}

/** How much of a plan is drawn. */
export interface Detail {
  readonly lines: number;
  readonly owners: boolean;
}

/** A plan as an SVG: phases and their rows from top to bottom, months from left to right. The same plan gives the same text. */
export function drawTimeline(plan: Plan, pen: Pen, detail: Detail): string {
  const lines = linesOf(plan, detail.lines);
  const room = (HEIGHT - TOP - LEGEND) / Math.max(lines.length, 1);
  const rowHeight = Math.floor(Math.min(ROW.highest, Math.max(ROW.lowest, room)));
  const bottom = TOP + rowHeight * lines.length + 8;
  const sheet = { pen, scale: scaleFor(plan), rowHeight, bottom, owners: detail.owners };
  const height = bottom + LEGEND;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="${FAMILY}">`,
    `${patterns}<rect width="${WIDTH}" height="${height}" fill="${paper}"/>`,
    headOf(plan, pen),
    momentsOf(plan, sheet),
    monthsOf(sheet),
    ...lines.map((line, index) => drawLine(line, index, sheet)),
    legendOf(lines, sheet),
    '</svg>',
  ].join('\n');
}

/** Of what is on it; today too, unless it is so far away that it would push everything to one side. */
function scaleFor({ phases, opening, today }: Plan): Scale {
  const rows = phases.flatMap((phase) => phase.rows);
  const days = [opening, ...rows.flatMap(({ from, to, promised }) => [from, to, promised ?? to])].sort();
  const width = WIDTH - MARGIN - CHART;
  const scale = scaleOf([...days, today], CHART, width);
  const own = scaleOf(days, CHART, width);
  const shown = own.endOf(own.last) - own.startOf(own.first);
  const stretched = scale.endOf(days.at(-1) ?? opening) - scale.startOf(days[0] ?? opening);
  return stretched < shown * 0.5 ? own : scale;
}

function write(words: string, x: number, y: number, how: Written & Ink): string {
  const { size, weight, color = ink, anchor, over = false } = how;
  if (words === '') return '';
  const bold = weight === 'bold' ? ' font-weight="600"' : '';
  const rim = over ? ` paint-order="stroke" stroke="${paper}" stroke-width="5" stroke-linejoin="round"` : '';
  const end = anchor ? ` text-anchor="${anchor}"` : '';
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${color}"${bold}${end}${rim}>${escaped(words)}</text>`;
}

interface Ink {
  readonly color?: string;
  readonly anchor?: 'middle' | 'end';
  /** With a rim of paper, where it may stand on a line. */
  readonly over?: boolean;
}

function headOf({ title, subtitle }: Plan, pen: Pen): string {
  const [large, small] = [{ size: 34, weight: 'bold' }, { size: 22 }] as const;
  const room = WIDTH - 2 * MARGIN;
  return [
    write(pen.fit(title, room, large), MARGIN, 58, large),
    write(pen.fit(subtitle, room, small), MARGIN, 92, { ...small, color: soft }),
  ].join('');
}

const middleOf = (index: number, { rowHeight }: Sheet): number => TOP + rowHeight * (index + 0.5);

function monthsOf({ scale, bottom }: Sheet): string {
  return scale.ticks
    .map(({ x, words }) => {
      const line = `<rect x="${Math.round(x)}" y="${TOP - 30}" width="1.5" height="${bottom - TOP + 30}" fill="${hair}" shape-rendering="crispEdges"/>`;
      return line + write(words, x + 6, TOP - 12, { size: 18, color: soft, over: true });
    })
    .join('');
}

function drawLine(line: Line, index: number, sheet: Sheet): string {
  const { pen, rowHeight } = sheet;
  const y = middleOf(index, sheet);
  const size = Math.round(Math.min(22, rowHeight * 0.68));
  const baseline = y + size * 0.36;
  if (line.type === 'heading') {
    const how = { size, weight: 'bold' } as const;
    return write(pen.fit(line.name, WIDTH - 2 * MARGIN - 16, how), MARGIN + 8, baseline, how);
  }
  const how: Written = line.type === 'phase' ? { size, weight: 'bold' } : { size };
  const left = MARGIN + 8;
  const label = labelOf(line, pen, LABELS - 8, how);
  const color = line.row.state === 'waived' || line.row.state === 'done' ? soft : ink;
  const place = { scale: sheet.scale, y, height: rowHeight * 0.46 };
  return [
    write(label, left, baseline, { ...how, color }),
    signOf(line.row.state, CHART - 18, y, Math.min(18, rowHeight * 0.6)),
    line.type === 'phase' ? barOf(line.row, place, line.gates) : barOf(line.row, place),
    ownerOf(line.row, sheet, baseline, size),
  ].join('');
}

/** One that the font can't write is found by its number in the list beside the picture. */
function labelOf(line: Exclude<Line, { type: 'heading' }>, pen: Pen, room: number, how: Written): string {
  if (line.type === 'phase') return pen.fit(line.row.label, room - pen.widthOf(line.tail, how), how) + line.tail;
  return pen.fit(line.row.label, room, how) || `No. ${line.number}`;
}

/** Of what is still to be done: behind the bar, or before it, or left out where there is no room. */
function ownerOf(row: Row, { pen, scale, owners }: Sheet, baseline: number, size: number): string {
  if (!owners || isOver(row)) return '';
  const { owner = '', from, to, promised = to, gate } = row;
  const how = { size: Math.max(15, size - 4) };
  const words = pen.fit(owner, 200, how);
  const width = pen.widthOf(words, how);
  const gap = gate ? 26 : 14;
  const look = { ...how, color: soft, over: true };
  const behind = scale.endOf(promised > to ? promised : to) + gap;
  if (behind + width <= WIDTH - MARGIN) return write(words, behind, baseline, look);
  const before = scale.startOf(from) - gap;
  return before - width < CHART ? '' : write(words, before, baseline, { ...look, anchor: 'end' });
}

/** Today, dashed, and the opening: their words above the months, on either side where they are close to each other. */
function momentsOf({ today, opening }: Plan, { pen, scale, bottom }: Sheet): string {
  const how = { size: 18, weight: 'bold' } as const;
  const flag = (day: string, words: string, above: number, dashes: string): string => {
    if (!scale.has(day)) return '';
    const x = (scale.startOf(day) + scale.endOf(day)) / 2;
    const half = pen.widthOf(words, how) / 2;
    const middle = Math.min(Math.max(x, MARGIN + half), WIDTH - MARGIN - half);
    const line = `<path d="M${round(x)} ${above + 6} L${round(x)} ${bottom}" stroke="${ink}" stroke-width="2"${dashes}/>`;
    return line + write(words, middle, above, { ...how, anchor: 'middle' });
  };
  const opens = `Opening ${inBrief(opening)}`;
  const now = `Today ${inBrief(today)}`;
  const near = Math.abs(scale.startOf(today) - scale.startOf(opening)) < pen.widthOf(opens + now, how) / 2 + 20;
  const dashes = ' stroke-dasharray="6 5"';
  return flag(opening, opens, TOP - 40, '') + flag(today, now, near ? TOP - 62 : TOP - 40, dashes);
}

const STATES: readonly State[] = ['done', 'due', 'open', 'at-risk', 'late', 'waived'];

/** What is on it, and nothing else. */
function legendOf(lines: readonly Line[], { pen, bottom }: Sheet): string {
  const rows = lines.flatMap((line) => (line.type === 'heading' ? [] : [line.row]));
  const gates = lines.some(
    (line) => (line.type === 'phase' && line.gates.length > 0) || (line.type === 'row' && line.row.gate),
  );
  const y = bottom + 36;
  let x = MARGIN + 8;
  const entry = (words: string, sign: (x: number) => string): string => {
    const drawn = sign(x + 8) + write(words, x + 24, y + 6, { size: 17, color: soft });
    x += 24 + pen.widthOf(words, { size: 17 }) + 26;
    return drawn;
  };
  const states = STATES.filter((state) => rows.some((row) => row.state === state));
  return [
    ...states.map((state) => entry(looks[state].words, (at) => signOf(state, at, y, 16))),
    gates ? entry('Gate', (at) => diamondAt(at, y, 7, paper, ink)) : '',
    rows.some(({ promised, to }) => promised !== undefined && promised !== to)
      ? entry('First promised', (at) => `<path d="M${at} ${y - 9} L${at} ${y + 9}" stroke="${soft}" stroke-width="2"/>`)
      : '',
  ].join('');
}

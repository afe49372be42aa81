/** The first rows of a CSV for a preview: quotes, doubled quotes and line breaks inside them, comma or semicolon. */
export function previewCsv(source: string, rows: number): string[][] {
  const text = source.replace(/^\uFEFF/, '');
  const separator = separatorOf(text);
  const table: string[][] = [];
  let at = 0;
  while (at < text.length && table.length < rows) {
    const row = readRow(text, at, separator);
    at = row.end;
    if (row.cells.length > 1 || row.cells[0] !== '') table.push(row.cells);
  }
  return table;
}

function separatorOf(text: string): string {
  const first = text.split('\n', 1)[0] ?? '';
  const count = (mark: string) => first.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}

function readRow(text: string, from: number, separator: string): { readonly cells: string[]; readonly end: number } {
  const cells: string[] = [];
  let at = from;
  for (;;) {
    const cell = text[at] === '"' ? readQuoted(text, at) : readBare(text, at, separator);
    cells.push(cell.text);
    at = cell.end;
    if (text[at] !== separator) break;
    at += 1;
  }
  if (text[at] === '\r') at += 1;
  return { cells, end: at + 1 };
}

interface Cell {
  readonly text: string;
  readonly end: number;
}

function readQuoted(text: string, from: number): Cell {
  let at = from + 1;
  let cell = '';
  while (at < text.length && !(text[at] === '"' && text[at + 1] !== '"')) {
    if (text[at] === '"') at += 1;
    cell += text[at];
    at += 1;
  }
  return { text: cell, end: at + 1 };
}

function readBare(text: string, from: number, separator: string): Cell {
  let at = from;
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return { text: text.slice(from, at), end: at };
}

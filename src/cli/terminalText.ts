import { fit, type Fitted } from './fit.ts';

/** Control characters, format characters (zero-width, direction), and line and paragraph separators. */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Names and tags come from Azure and may hold anything: control, zero-width and direction characters become visible marks. */
export function safeText(text: string): string {
  return text.replace(hidden, '\ufffd');
}

/** What JSON leaves as it is, and a terminal may be steered by: the rest of the control characters, and those above. */
const hiddenInJson = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** JSON that means the same, for a terminal: nothing in it is hidden. */
export function safeJson(json: string): string {
  return json.replace(hiddenInJson, (sign) =>
    Array.from({ length: sign.length }, (_, unit) => `\\u${sign.charCodeAt(unit).toString(16).padStart(4, '0')}`).join(''),
  );
}

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'blue';
const codes: Record<Style, readonly [number, number]> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
  blue: [34, 39],
};

/** Puts colour on a text, or leaves it as it is where the terminal does not want any. */
export type Paint = (style: Style, text: string) => string;
export const paintAnsi: Paint = (style, text) => `\u001b[${codes[style][0]}m${text}\u001b[${codes[style][1]}m`;
export const paintNothing: Paint = (_style, text) => text;

export interface Column {
  readonly title: string;
  /** Wider cells are cut and end in an ellipsis; in columns of the terminal, as all widths here. */
  readonly max: number;
  /** To which the column shrinks where the table is too wide for the terminal; else it keeps its width. */
  readonly least?: number;
}

/**
 * Rows under titled columns, two spaces apart; the last column is not padded. `paint` colours a whole padded cell. A table that is wider than
 * `room` gets narrower columns, as far as they allow; beyond that its lines are longer than the terminal is wide.
 */
export function layOut(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  paint: (row: number, column: number, cell: string) => string,
  room = Infinity,
): string[] {
  const [titles, ...cells] = [columns.map(({ title }) => title), ...rows].map((row) => row.map((cell, i) => fit(cell, columns[i]!.max)));
  const wanted = titles!.map((title, i) => cells.reduce((widest, row) => Math.max(widest, row[i]!.width), title.width));
  const widths = shrunk(columns, wanted, room);
  const line = (row: readonly Fitted[], paintCell: (cell: string, column: number) => string): string =>
    row
      .map((cell, i) => {
        const { text, width } = cell.width > widths[i]! ? fit(cell.text, widths[i]!) : cell;
        return paintCell(i === widths.length - 1 ? text : text + ' '.repeat(widths[i]! - width), i);
      })
      .join('  ');
  return [line(titles!, (cell) => cell), ...cells.map((row, r) => line(row, (cell, i) => paint(r, i, cell)))];
}

/** Each column gives its part of what is too much. */
function shrunk(columns: readonly Column[], wanted: readonly number[], room: number): readonly number[] {
  const least = wanted.map((width, i) => Math.min(width, columns[i]!.least ?? width));
  const sum = (widths: readonly number[]): number => widths.reduce((total, width) => total + width, 0);
  const spare = room - 2 * (columns.length - 1) - sum(least);
  const share = spare < 0 ? 0 : Math.min(1, spare / (sum(wanted) - sum(least)));
  return wanted.map((width, i) => (width === least[i] ? width : least[i]! + Math.floor((width - least[i]!) * share)));
}

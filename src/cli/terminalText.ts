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
}

/** Rows under titled columns, two spaces apart; the last column is not padded. `paint` colours a whole padded cell. */
export function layOut(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  paint: (row: number, column: number, cell: string) => string,
): string[] {
  const titles = columns.map(({ title }) => fit(title, Infinity));
  const cells = rows.map((row) => row.map((cell, i) => fit(cell, columns[i]!.max)));
  const widths = titles.map((title, i) => cells.reduce((widest, row) => Math.max(widest, row[i]!.width), title.width));
  const pad = ({ text, width }: Fitted, i: number): string => (i === widths.length - 1 ? text : text + ' '.repeat(widths[i]! - width));
  return [titles.map(pad).join('  '), ...cells.map((row, r) => row.map((cell, i) => paint(r, i, pad(cell, i))).join('  '))];
}

import { escapeMarkdown } from '../markdown.ts';

/** A table of Markdown; `head` is ours, cells are data. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => ':--')), ...rows.map((cells) => line(cells.map(escapeMarkdown)))].join('\n');
}

/** A list of Markdown; its lines are data. */
export function list(lines: readonly string[]): string {
  return lines.map((text) => `- ${escapeMarkdown(text)}`).join('\n');
}

import { eastAsianWidth } from 'get-east-asian-width';

/** Letters of the West, punctuation, arrows: one column each, and most of what is measured. */
const narrow = /^[\u0020-\u02ff\u2010-\u2027\u2190-\u22ff\u25a0-\u25bf]*$/;
/** Shown as pictures of two columns; a keycap and others become one by the selector behind them. */
const picture = /^\p{Emoji_Presentation}|^\p{Emoji}\ufe0f/u;

const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** How many columns of a terminal a text takes: letters of East Asia and emoji two, what is put onto another letter none. */
export function textWidth(text: string): number {
  if (narrow.test(text)) return text.length;
  let width = 0;
  for (const { segment } of clusters.segment(text)) width += clusterWidth(segment);
  return width;
}

/** A text of at most so many columns: a wider one is cut between what is seen as letters, and ends in an ellipsis. */
export function shorten(text: string, max: number): string {
  if (textWidth(text) <= max) return text;
  let cut = '';
  let width = 0;
  for (const { segment } of clusters.segment(text)) {
    width += clusterWidth(segment);
    if (width >= max) break;
    cut += segment;
  }
  return `${cut}…`;
}

function clusterWidth(cluster: string): number {
  if (picture.test(cluster)) return 2;
  return /^\p{M}/u.test(cluster) ? 0 : eastAsianWidth(cluster.codePointAt(0)!);
}

import { eastAsianWidth } from 'get-east-asian-width';

/** Letters of the West, punctuation, arrows: one column each, and most of what is measured. */
const narrow = /^[\u0020-\u02ff\u2010-\u2027\u2190-\u22ff\u25a0-\u25bf]*$/;
/** Shown as pictures of two columns; a keycap and others become one by the selector behind them. */
const picture = /^\p{Emoji_Presentation}|^\p{Emoji}\ufe0f/u;

/** Made for the first text that wants it: that takes tens of milliseconds. */
let segmenter: Intl.Segmenter | undefined;

/** A text, and how many columns of a terminal it takes. */
export interface Fitted {
  readonly text: string;
  readonly width: number;
}

/**
 * A text of at most so many columns, where letters of East Asia and emoji take two, and what is put onto another letter none. A wider one is cut
 * between what is seen as letters, and ends in an ellipsis.
 */
export function fit(text: string, max: number): Fitted {
  if (narrow.test(text)) return text.length <= max ? { text, width: text.length } : { text: `${text.slice(0, max - 1)}…`, width: max };
  if (text.length === 1) return { text, width: clusterWidth(text) };
  let width = 0;
  // Before the ellipsis.
  let cut = { end: 0, width: 0 };
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  for (const { segment, index } of segmenter.segment(text)) {
    if (width < max) cut = { end: index, width };
    width += clusterWidth(segment);
    if (width > max) return { text: `${text.slice(0, cut.end)}…`, width: cut.width + 1 };
  }
  return { text, width };
}

function clusterWidth(cluster: string): number {
  if (picture.test(cluster)) return 2;
  return /^\p{M}/u.test(cluster) ? 0 : eastAsianWidth(cluster.codePointAt(0)!);
}

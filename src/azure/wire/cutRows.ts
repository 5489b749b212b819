import { recordOf, type Row } from '../values.ts';

/**
 * The first column of rows that come by the thousand. It marks where a row begins, and occurs nowhere else in an answer. Rows are found by the
 * first letter of its name, which hardly occurs in ids, sizes and tags.
 */
export const rowMark = { name: 'Q', value: '0' } as const;
const beginning = Buffer.from(`{"${rowMark.name}":${rowMark.value},`);
const rareAt = beginning.indexOf(rowMark.name);
const rareByte = beginning[rareAt]!;

const [quote, backslash, comma, open, close] = Buffer.from('"\\,{}') as unknown as [number, number, number, number, number];

/** An answer whose marked rows are not parsed yet. */
export interface CutAnswer {
  /** With the number of each marked row in its place. */
  readonly body: unknown;
  /**
   * The row that stands for a place in `body`; undefined for anything else, and for a row within which something begins like a row. Must not be
   * called once the bytes are released.
   */
  readonly rowOf: (place: unknown) => Row | undefined;
}

/**
 * Parses an answer of many rows without its rows. Parsing a page in one go blocks the event loop for tens of milliseconds, and keeps the whole page
 * alive, to be copied by the garbage collector, until its last row is made into facts; of rows that are parsed one by one nothing is left to
 * copy. An answer without marks is parsed at once. Throws a `SyntaxError` for what is no JSON.
 */
export function cutRows(bytes: Buffer): CutAnswer {
  const ends: number[] = [];
  const starts: number[] = [];
  const frame: string[] = [];
  let rest = 0;
  for (let start = rowFrom(bytes, 0), next; start >= 0; start = next) {
    next = rowFrom(bytes, start + beginning.length);
    // Before the next one of its list, or, of the last, at its own closing brace.
    const end = next >= 0 && bytes[next - 1] === comma && bytes[next - 2] === close ? next - 1 : closingOf(bytes, start);
    frame.push(bytes.toString('utf8', rest, start), String(starts.length));
    starts.push(start);
    ends.push(end);
    rest = end;
    if (next >= 0 && next < end) next = rowFrom(bytes, end);
  }
  frame.push(bytes.toString('utf8', rest));
  const body = parsed(frame.join(''));
  // Within a row there was what begins like one.
  if (body === undefined) return { body: JSON.parse(bytes.toString('utf8')), rowOf: recordOf };
  return {
    body,
    rowOf: (place) => {
      const start = typeof place === 'number' ? starts[place] : undefined;
      return start === undefined ? recordOf(place) : recordOf(parsed(bytes.toString('utf8', start, ends[place as number])));
    },
  };
}

/** Where the next row begins; -1: nowhere. */
function rowFrom(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(rareByte, from); at >= 0; at = bytes.indexOf(rareByte, at + 1)) {
    const start = at - rareAt;
    if (start >= 0 && beginning.every((byte, i) => bytes[start + i] === byte)) return start;
  }
  return -1;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** After the brace that closes the object which begins there. */
function closingOf(bytes: Buffer, start: number): number {
  let depth = 0;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === quote) at = closingQuote(bytes, at);
    else if (byte === open) depth++;
    else if (byte === close && --depth === 0) return at + 1;
  }
  return bytes.length;
}

function closingQuote(bytes: Buffer, opening: number): number {
  for (let at = opening + 1; at < bytes.length; at++) {
    if (bytes[at] === backslash) at++;
    else if (bytes[at] === quote) return at;
  }
  return bytes.length;
}

import { parserFailure } from './queryError.ts';

export type TokenKind = 'name' | 'string' | 'number' | 'timespan' | 'raw' | 'symbol' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** As written. */
  readonly text: string;
  /** Content of a string without quotes and escapes; of a raw literal (`datetime(…)`) what stands in the brackets. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly line: number;
  /** From 0. */
  readonly column: number;
}

/** Types whose literals are not made of ordinary tokens: `datetime(2023-01-16)`, `guid(…)`, `timespan(1.02:03:04)`. */
const RAW = /(?:datetime|date|timespan|time|guid)(?=\s*\()/iy;
const NAME = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const NUMBER = /0[xX][\da-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const UNIT =
  /(?:days?|d|hours?|hrs?|h|minutes?|mins?|m(?:s|illi(?:s|sec|seconds?)?|icro(?:s|sec|seconds?)?)?|seconds?|secs?|s|ticks?|tick|nanos?(?:econds?)?)(?![\w$])/y;
/** Two blanks of Kusto's grammar are none in JavaScript; what is copied from web pages has them. */
const SPACE = /(?:[\s\u180e\u200b]|\/\/.*)+/y;
/** [GAP] Public queries also write `= ~`; no recording tells whether Azure reads it like `=~`, but nothing else could be meant. */
const EQUALS_TILDE = /=\s+~/y;
const SYMBOL = /![A-Za-z_]+~?|\.\.|==|=~|!=|!~|<=|>=|<>|[|(){}[\],;:.=<>+\-*/%?]/y;
const ESCAPES: ReadonlyMap<string | undefined, string> = new Map([
  ...['\\', "'", '"'].map((c) => [c, c] as const),
  ...Object.entries({ n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', '0': '\0' }),
]);

export interface Tokens {
  /** The last one is `end`. */
  readonly tokens: readonly Token[];
  /** The first quote that opens a text without an end. It is passed over, and so is what after it is no token. */
  readonly openQuote?: string;
}

/** Cuts a query into tokens. Throws a `QueryError` where no token can begin. */
export function tokenize(text: string): Tokens {
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  let lineStart = 0;
  let openQuote: string | undefined;

  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const push = (kind: TokenKind, end: number, value: string, shown = text.slice(at, end)): void => {
    tokens.push({ kind, text: shown, value, start: at, end, line, column: at - lineStart });
    move(end);
  };
  const move = (end: number): void => {
    for (let i = text.indexOf('\n', at); i >= 0 && i < end; i = text.indexOf('\n', i + 1)) {
      line++;
      lineStart = i + 1;
    }
    at = end;
  };
  const fail = (end: number): Error => {
    push('symbol', end, '');
    return parserFailure(tokens.at(-1)!);
  };

  for (;;) {
    const space = match(SPACE);
    if (space) move(at + space.length);
    if (at >= text.length) break;

    const string = /^[hH]?@?['"]|^[hH]?(?:```|~~~)/.exec(text.slice(at, at + 5))?.[0];
    if (string) {
      const read = readString(text, at, string);
      if (read) push('string', read.end, read.value);
      else {
        openQuote ??= string.at(-1)!;
        move(at + string.length);
      }
      continue;
    }
    const raw = match(RAW);
    if (raw) {
      const open = text.indexOf('(', at);
      const close = text.indexOf(')', open);
      if (close < 0) throw fail(text.length);
      push('raw', close + 1, text.slice(open + 1, close).trim());
      continue;
    }
    const name = match(NAME);
    if (name) {
      const end = at + name.length;
      // `in~` and `has_any~` are one word.
      push('name', /^(in|has_any|has_all)$/.test(name) && text[end] === '~' ? end + 1 : end, name);
      continue;
    }
    const number = match(NUMBER);
    if (number) {
      UNIT.lastIndex = at + number.length;
      const unit = UNIT.exec(text)?.[0];
      push(unit ? 'timespan' : 'number', at + number.length + (unit?.length ?? 0), number);
      continue;
    }
    const spaced = match(EQUALS_TILDE);
    if (spaced) {
      push('symbol', at + spaced.length, '', '=~');
      continue;
    }
    const symbol = match(SYMBOL);
    if (symbol) push('symbol', at + symbol.length, symbol);
    else if (openQuote === undefined) throw fail(at + 1);
    else move(at + 1);
  }
  tokens.push({ kind: 'end', text: '', value: '', start: at, end: at, line, column: at - lineStart });
  return { tokens, ...(openQuote !== undefined && { openQuote }) };
}

function readString(text: string, start: number, opening: string): { end: number; value: string } | undefined {
  const from = start + opening.length;
  if (opening.endsWith('```') || opening.endsWith('~~~')) {
    const end = text.indexOf(opening.slice(-3), from);
    return end < 0 ? undefined : { end: end + 3, value: text.slice(from, end) };
  }
  const quote = opening.at(-1)!;
  const verbatim = opening.includes('@');
  let value = '';
  for (let i = from; i < text.length; i++) {
    const c = text[i]!;
    if (c === quote) {
      if (!verbatim || text[i + 1] !== quote) return { end: i + 1, value };
      value += quote;
      i++;
    } else if (c === '\n') {
      return undefined;
    } else if (c === '\\' && !verbatim) {
      const hex = /^(?:u([\da-fA-F]{4})|x([\da-fA-F]{2}))/.exec(text.slice(i + 1, i + 6));
      const escaped = hex ? String.fromCodePoint(Number.parseInt(hex[1] ?? hex[2]!, 16)) : ESCAPES.get(text[i + 1]);
      // Kusto has no other escapes: `'\d'` is no string, `@'\d'` is.
      if (escaped === undefined) return undefined;
      value += escaped;
      i += hex ? hex[0].length : 1;
    } else {
      value += c;
    }
  }
  return undefined;
}

import { semanticError } from './queryError.ts';

const compiled = new Map<string, RegExp>();
const LIMIT = 500;

/** POSIX classes, by what JavaScript writes for them. */
const CLASSES: Readonly<Record<string, string>> = {
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
  blank: String.raw`\t `,
  digit: '0-9',
  lower: 'a-z',
  punct: '!-/:-@\\[-`{-~',
  space: String.raw`\s`,
  upper: 'A-Z',
  word: String.raw`\w`,
  xdigit: 'a-fA-F0-9',
};

/** Compiles a pattern in RE2's syntax. Throws a `QueryError` for a bad one. */
export function regexOf(pattern: string, flags = ''): RegExp {
  const key = `${flags}/${pattern}`;
  let regex = compiled.get(key);
  if (!regex) {
    if (compiled.size >= LIMIT) compiled.clear();
    compiled.set(key, (regex = compile(pattern, flags)));
  }
  regex.lastIndex = 0;
  return regex;
}

/** `\Q…\E` (nothing in it has a meaning), a class of Unicode by its short name, or any other escape. */
const ESCAPE = /\\Q([\s\S]*?)(?:\\E|$)|\\([pP])([A-Z])|\\[\s\S]/g;
const ANCHORS: ReadonlyMap<string, string> = new Map([
  [String.raw`\A`, '^'],
  [String.raw`\z`, '$'],
]);

function compile(pattern: string, flags: string): RegExp {
  const source = pattern
    .replace(ESCAPE, (whole, quoted?: string, unicode?: string, name?: string) => {
      if (quoted !== undefined) return escapeRegex(quoted);
      return unicode === undefined ? (ANCHORS.get(whole) ?? whole) : `\\${unicode}{${name}}`;
    })
    .replace(/\[:(\w+):\]/g, (whole, name: string) => (Object.hasOwn(CLASSES, name) ? CLASSES[name]! : whole))
    .replace(/\(\?P</g, '(?<');
  // JavaScript knows classes of Unicode by this flag only.
  const all = /\\p\{/i.test(source) ? `${flags}u` : flags;
  try {
    return new RegExp(scoped(source), all);
  } catch {
    throw semanticError(`Regular expression '${pattern}' is not valid`);
  }
}

/** An escaped character, a class, flags that stand by themselves, a look around, or what groups and parts. */
const PIECE = /\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|\(\?([imsU]+)\)|\(\?<?[=!]|[()|]/g;
/** JavaScript's own: RE2 neither looks around nor back. */
const NOT_RE2 = /^(?:\(\?|\\[1-9])/;

/** JavaScript knows flags for a group only; RE2's hold to the end of the group that they stand in: `a(?i)b|c` becomes `a(?i:b)|(?i:c)`. */
function scoped(pattern: string): string {
  /** What flags opened, in each group that is open. */
  const groups: string[][] = [[]];
  const close = (): string => ')'.repeat(groups.at(-1)!.length);
  const source = pattern.replace(PIECE, (piece: string, flags: string | undefined) => {
    if (flags !== undefined) {
      const opening = `(?${[...new Set(flags.replaceAll('U', ''))].join('')}:`;
      groups.at(-1)!.push(opening);
      return opening;
    }
    if (NOT_RE2.test(piece)) throw new SyntaxError(piece);
    if (piece === '|') return `${close()}|${groups.at(-1)!.join('')}`;
    if (piece === '(') groups.push([]);
    if (piece !== ')' || groups.length === 1) return piece;
    const closing = `${close()})`;
    groups.pop();
    return closing;
  });
  return source + close();
}

export const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

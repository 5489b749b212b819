import { semanticError } from './queryError.ts';

const compiled = new Map<string, RegExp>();
const LIMIT = 500;

/** Compiles a pattern in RE2's syntax: leading `(?i)` and its like become flags. Throws a `QueryError` for a bad one. */
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

function compile(pattern: string, flags: string): RegExp {
  const inline = /^\(\?([imsU]+)\)/.exec(pattern);
  const own = [...new Set((inline?.[1] ?? '').replace('U', ''))].join('');
  const source = pattern
    .slice(inline?.[0].length ?? 0)
    .replace(/\(\?P</g, '(?<')
    .replaceAll(String.raw`\A`, '^')
    .replaceAll(String.raw`\z`, '$');
  try {
    return new RegExp(source, flags + own);
  } catch {
    throw semanticError(`Regular expression '${pattern}' is not valid`);
  }
}

export const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

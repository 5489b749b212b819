import { parseArgs, type ParseArgsConfig } from 'node:util';
import { unexpected, unreadable, usage } from './usage.ts';

type Flags = NonNullable<ParseArgsConfig['options']>;
type Values<F extends Flags> = ReturnType<typeof parseArgs<{ readonly options: F }>>['values'];

/**
 * The values of the flags in `words`. Behind a flag that may be given several times further values may follow (`--vm A B`); all other words
 * without a flag belong to `home`, whose absence is the caller's to tell, or are refused. Throws the usage error.
 */
export function readWords<const F extends Flags>(command: string, words: readonly string[], flags: F, home?: keyof F & string): Values<F> {
  const { values, tokens } = parsed(command, words, flags);
  let list: string | undefined;
  for (const token of tokens) {
    // As of a variable that is not set.
    if (token.kind === 'option' && token.value === '') throw usage(`${token.rawName} is empty.`, 'Give a value, or leave it out.');
    if (token.kind === 'option') list = flags[token.name]?.multiple === true ? token.name : undefined;
    if (token.kind !== 'positional') continue;
    const name = list ?? home;
    if (name === undefined) throw unexpected(token.value, command);
    (values as Record<string, string[] | undefined>)[name]?.push(token.value);
  }
  return values as Values<F>;
}

function parsed(command: string, words: readonly string[], options: Flags) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, tokens: true });
  } catch (error) {
    throw unreadable(error, command);
  }
}

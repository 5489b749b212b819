import { UserError } from '../model/userError.ts';
import { commandName } from './commandName.ts';

/** The error of a command line that cannot be carried out: what is wrong, what to write instead. */
export function usage(what: string, todo: string): UserError {
  return new UserError('usage', what, todo);
}

/** The error of words that `parseArgs` does not take: its first sentence, without the advice for programs that take anything after `--`. */
export function unreadable(error: unknown, command: string): UserError {
  const [first = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/, 1);
  return usage(first.endsWith('.') ? first : `${first}.`, seeHelp(command));
}

/** The error of a word that stands where none is taken. */
export function unexpected(word: string, command: string): UserError {
  return usage(`${JSON.stringify(word)} is not expected here.`, seeHelp(command));
}

function seeHelp(command: string): string {
  return `See: ${commandName} ${command} --help`;
}

/** The value, if it is one of the allowed ones; otherwise throws the usage error that names these. */
export function oneOf<const T extends string>(flag: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw usage(`${flag} ${JSON.stringify(value)} is not known.`, `Use one of: ${allowed.join(', ')}.`);
  return found;
}

import { quoted } from '../../operations/azRest.ts';
import { sourceWords } from '../auditSource.ts';
import { commandName } from '../commandName.ts';
import type { OperateOptions } from './operateOptions.ts';

/** Writes commands that go on where this one has worked: `words` come first, then the same source and state folder. To be pasted into a shell. */
export type SameCommand = (...words: readonly string[]) => string;

export function sameCommand({ source, stateFolder }: Pick<OperateOptions, 'source' | 'stateFolder'>): SameCommand {
  const where = [...sourceWords(source), ...(stateFolder === undefined ? [] : ['--state', stateFolder])];
  return (...words) => [commandName, ...[...words, ...where].map(shellWord)].join(' ');
}

/** As it is where no shell reads anything into it. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./…-]+$/.test(word) ? word : quoted(word);
}

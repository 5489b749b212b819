import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import type { Operation } from '../../operations/operation.ts';

/** What has to be typed: the names of the machines of a failover, a plain yes for all else. */
export interface ConfirmQuestion {
  readonly prompt: string;
  readonly isAnswer: (typed: string) => boolean;
}

/** What is asked before operations are sent. */
export function confirmQuestion(operations: readonly Operation[]): ConfirmQuestion {
  const names = operations.filter(({ kind }) => kind === 'failover').map(({ machine }) => machine);
  if (names.length === 0) return { prompt: 'Type yes to send it: ', isAnswer: (typed) => typed.trim().toLowerCase() === 'yes' };
  const words = (text: string): string =>
    text
      .trim()
      .toLowerCase()
      .split(/[\s,]+/)
      .toSorted()
      .join(' ');
  return {
    prompt: `Type the ${names.length === 1 ? 'name of the machine' : 'names of all machines'} to fail over (${names.join(', ')}): `,
    isAnswer: (typed) => words(typed) === words(names.join(' ')),
  };
}

/**
 * Asks at the terminal; only the very answer counts, and an input that ends (Ctrl+C, Ctrl+D, a line that broke) is none. Rejects when the
 * signal is aborted.
 */
export async function confirmed(
  { prompt, isAnswer }: ConfirmQuestion,
  signal: AbortSignal,
  input: NodeJS.ReadableStream = process.stdin,
): Promise<boolean> {
  const lines = createInterface({ input, output: process.stderr });
  const ended = once(lines, 'close').then(() => undefined);
  // Some versions of Node.js reject the question when its input ends, others never answer it.
  const answer = lines.question(prompt, { signal }).catch((error: unknown) => {
    if (signal.aborted) throw error;
  });
  try {
    const typed = await Promise.race([answer, ended]);
    if (typed === undefined) process.stderr.write('\n');
    return typed !== undefined && isAnswer(typed);
  } finally {
    lines.close();
  }
}

import { createInterface } from 'node:readline/promises';
import type { Operation } from '../../operations/operation.ts';

/** What has to be typed: the names of the machines of a failover, a plain yes for all else. */
export interface ConfirmQuestion {
  readonly prompt: string;
  readonly isAnswer: (typed: string) => boolean;
}

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

/** Asks at the terminal; only the very answer counts. Rejects with the signal's reason when that is aborted. */
export async function confirmed({ prompt, isAnswer }: ConfirmQuestion, signal: AbortSignal): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return isAnswer(await lines.question(prompt, { signal }));
  } finally {
    lines.close();
  }
}

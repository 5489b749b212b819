import { createInterface } from 'node:readline/promises';

/** Asks at the terminal; only the word itself counts. Rejects with the signal's reason when that is aborted. */
export async function confirmed(signal: AbortSignal): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question('Type yes to send it: ', { signal })).trim().toLowerCase() === 'yes';
  } finally {
    lines.close();
  }
}

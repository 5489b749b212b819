import { printError } from '../printError.ts';

/** Most answers come within this, and need no words. */
const afterMs = 1000;

/**
 * Says why the command does not end at once when somebody stops it: what became of a request that has left must be known. Answers what ends
 * this.
 */
export function tellWaiting(signal: AbortSignal): () => void {
  let timer: NodeJS.Timeout | undefined;
  const onStop = (): void => {
    timer = setTimeout(() => {
      printError(
        'A request is on its way, and its answer is waited for. Ctrl+C once more ends this: the same command finds out what became of it.',
      );
    }, afterMs);
  };
  signal.addEventListener('abort', onStop, { once: true });
  return () => {
    signal.removeEventListener('abort', onStop);
    clearTimeout(timer);
  };
}

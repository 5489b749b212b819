import { usage } from './usage.ts';

/** Of each of the two buffers: a pipe takes some hundred kilobytes at once. */
const bufferBytes = 256 * 1024;

/**
 * Writes to standard output, and makes the next pieces while the last are on their way: a pipe takes a large estate slowly. A reader that
 * goes away is no error. @throws `UserError` for what else standard output fails with, as on a full disk.
 */
export async function writeOut(pieces: Iterable<string>): Promise<void> {
  const encoder = new TextEncoder();
  let [filling, leaving] = [new Uint8Array(bufferBytes), new Uint8Array(bufferBytes)];
  let filled = 0;
  let left = Promise.resolve();
  const send = async (): Promise<void> => {
    await left;
    left = write(filling.subarray(0, filled));
    [filling, leaving] = [leaving, filling];
    filled = 0;
  };
  for (const piece of pieces) {
    for (let rest = piece; rest !== '';) {
      const { read, written } = encoder.encodeInto(rest, filling.subarray(filled));
      filled += written;
      rest = rest.slice(read);
      if (rest !== '') await send();
    }
  }
  await send();
  await left;
}

function write(bytes: Uint8Array): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (error: NodeJS.ErrnoException): void =>
    reject(usage(`Standard output cannot be written: ${error.code ?? error.message}.`, 'Make room, or write elsewhere.'));
  try {
    process.stdout.write(bytes, (error: NodeJS.ErrnoException | null | undefined) =>
      error && error.code !== 'EPIPE' ? fail(error) : resolve(),
    );
  } catch (error) {
    fail(error as NodeJS.ErrnoException); // A file is written at once.
  }
  return promise;
}

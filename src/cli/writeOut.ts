/** Of each of the two buffers: a pipe takes some hundred kilobytes at once. */
const bufferBytes = 256 * 1024;

/**
 * Writes to standard output, and makes the next pieces while the last are on their way: a pipe takes a large estate slowly. A reader that
 * goes away is no error. @throws what else standard output fails with.
 */
export async function writeOut(pieces: Iterable<string>): Promise<void> {
  // Each write hears of it below; unheard by the stream's own listeners it would end the process.
  process.stdout.on('error', () => {});
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
  process.stdout.write(bytes, (error) => (error && !('code' in error && error.code === 'EPIPE') ? reject(error) : resolve()));
  return promise;
}

import { toUserError } from './azureError.ts';
import type { Connection } from './connection.ts';
import { openSession, type Session } from './session.ts';

/**
 * Runs one reading. Throws the signal's reason when cancelled, otherwise a `UserError`; in both cases everything that the reading
 * had under way is called off.
 */
export async function withSession<T>(
  connection: Connection,
  signal: AbortSignal | undefined,
  read: (session: Session) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  try {
    signal?.throwIfAborted();
    return await read(openSession(connection, signal ? AbortSignal.any([signal, own.signal]) : own.signal));
  } catch (error) {
    signal?.throwIfAborted();
    throw toUserError(error);
  } finally {
    own.abort();
  }
}

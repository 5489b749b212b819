import type { Detail } from '../../model/details.ts';
import { toUserError } from './azureError.ts';

/** What a read answers, or why there is no answer. Never rejects, cancellation included: who can be cancelled looks at the signal afterwards. */
export async function attempt<T>(read: () => Promise<T>): Promise<Detail<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    const told = toUserError(error);
    return { failure: told.reason === 'denied' ? 'denied' : 'failed', detail: told.toText() };
  }
}

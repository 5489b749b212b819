import { toUserError } from '../wire/azureError.ts';

/** Undefined where it cannot be read. A sign-in that is needed is needed for all, and is thrown as a `UserError`. */
export async function readable<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    const told = toUserError(error);
    if (told.reason === 'signIn') throw told;
    return undefined;
  }
}

import { UserError } from '../../model/userError.ts';

/** A machine of which nothing can be done. */
export interface NotPlanned {
  readonly machineId: string;
  readonly error: UserError;
}

/** What is wrong with one machine does not keep the others. Throws only what is not a `UserError`. */
export async function attempt<T>(machineId: string, work: () => Promise<T>): Promise<{ readonly value: T } | NotPlanned> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { machineId, error };
  }
}

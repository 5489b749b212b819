import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UserError } from '../../model/userError.ts';

/** Makes a folder for the journals of a sandbox, which ends with the process. Throws a `UserError` where the system does not let it. */
export async function temporaryFolder(): Promise<string> {
  const parent = tmpdir();
  try {
    return await mkdtemp(path.join(parent, 'azure-dr-'));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UserError(
      'usage',
      `The sandbox’s operations cannot be recorded in the temporary folder ${parent} (${code}).`,
      'Make room there, or have TMPDIR (on Windows TEMP) name another folder.',
      { cause },
    );
  }
}

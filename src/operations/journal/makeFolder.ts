import { mkdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes a folder for its owner alone, and those above it that are missing. Node's own way tries for ever where a folder is there that takes no
 * others (one that is mounted on demand); this throws what the system says.
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || path.dirname(folder) === folder) throw error;
    await makeFolder(path.dirname(folder));
    // Somebody else may be making it at the same time.
    await mkdir(folder, { mode: 0o700 }).catch((again: NodeJS.ErrnoException) => {
      if (again.code !== 'EEXIST') throw again;
    });
  }
}

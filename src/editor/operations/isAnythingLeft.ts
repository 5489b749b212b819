import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { FileJournals } from '../../operations/journal/fileJournals.ts';
import { isStopped } from '../../operations/journal/journal.ts';

/** Whether an earlier window has left something under way that is to be gone on with. `folder`: of all operations on Azure; it is there. */
export async function isAnythingLeft(folder: string): Promise<boolean> {
  for (const cloud of await readdir(folder)) {
    const left = await new FileJournals(path.join(folder, cloud)).left();
    if (!left.every(isStopped)) return true;
  }
  return false;
}

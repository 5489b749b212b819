import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { usage } from '../usage.ts';

/** A script that is to run on a test machine. */
export interface Script {
  readonly text: string;
  /** For the record: the file's name as it was given, and what was in it. */
  readonly record: string;
}

/** What run command takes at the most (documented for its managed form). */
const mostBytes = 256 * 1024;

/** Throws a `UserError` where the file cannot be read, or is too large. */
export async function readScript(file: string): Promise<Script> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw usage(`--script ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`, 'Name a text file.');
  }
  if (Buffer.byteLength(text) > mostBytes) throw usage(`--script ${file} is larger than 256 KiB.`, 'Let it fetch what it needs.');
  return { text, record: `${file} sha256:${createHash('sha256').update(text).digest('hex')}` };
}

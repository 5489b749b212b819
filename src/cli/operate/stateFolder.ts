import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Connection } from '../../azure/wire/connection.ts';
import { UserError } from '../../model/userError.ts';
import { temporaryFolder } from '../../operations/journal/temporaryFolder.ts';
import type { AuditSource } from '../auditSource.ts';
import { usage } from '../usage.ts';

/** Where the terminal keeps journals: of the person, of one machine, apart for each Resource Manager. */
export interface StateFolder {
  readonly path: string;
  /** The built-in sandbox ends with the process: what is written about it goes as well. */
  close(): Promise<void>;
}

/** The folder that was given, else the person’s own; of the built-in sandbox a temporary one. Only the latter is made here. */
export async function openStateFolder(given: string | undefined, source: AuditSource, { endpoint }: Connection): Promise<StateFolder> {
  if (source.kind === 'sandbox') {
    const folder = await temporaryFolder();
    return { path: folder, close: () => rm(folder, { recursive: true, force: true }) };
  }
  const place = new URL(endpoint).host.replaceAll(/[^\w.-]/g, '_');
  return { path: path.join(given ?? defaultFolder(process.env), 'operations', place), close: async () => {} };
}

function defaultFolder(env: Readonly<Record<string, string | undefined>>): string {
  const home = homeFolder();
  if (process.platform === 'win32') return path.join(env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'azure-dr');
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'azure-dr');
  // By its specification one that is not absolute is none: it would be another one in each folder.
  const state = env['XDG_STATE_HOME'];
  return path.join(state && path.isAbsolute(state) ? state : path.join(home, '.local', 'state'), 'azure-dr');
}

function homeFolder(): string {
  try {
    return homedir();
  } catch (cause) {
    throw new UserError(
      'usage',
      'This user has no home folder to keep records of operations in.',
      'Give a folder of yours: --state FOLDER.',
      {
        cause,
      },
    );
  }
}

/** Waits for what is read or begun in a state folder. Throws a `UserError` where the system does not let it. */
export async function keptIn<T>(folder: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw usage(`The records of operations cannot be kept in ${folder} (${error.code}).`, 'Give another folder: --state FOLDER.');
  }
}

/** An error of the system about a file or folder. */
export function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && !(error instanceof UserError) && 'syscall' in error && 'code' in error;
}

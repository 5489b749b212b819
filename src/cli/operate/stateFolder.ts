import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import type { Connection } from '../../azure/connection.ts';
import type { AuditSource } from '../auditSource.ts';

/** Where the terminal keeps journals: of the person, of one machine, apart for each Resource Manager. */
export interface StateFolder {
  readonly path: string;
  /** The built-in sandbox ends with the process: what is written about it goes as well. */
  close(): Promise<void>;
}

export async function openStateFolder(given: string | undefined, source: AuditSource, { endpoint }: Connection): Promise<StateFolder> {
  if (source.kind === 'sandbox') {
    const folder = await mkdtemp(path.join(tmpdir(), 'azure-dr-'));
    return { path: folder, close: () => rm(folder, { recursive: true, force: true }) };
  }
  const place = new URL(endpoint).host.replaceAll(/[^\w.-]/g, '_');
  return { path: path.join(given ?? defaultFolder(process.env), 'operations', place), close: async () => {} };
}

function defaultFolder(env: Readonly<Record<string, string | undefined>>): string {
  const home = homedir();
  if (process.platform === 'win32') return path.join(env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'azure-dr');
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'azure-dr');
  return path.join(env['XDG_STATE_HOME'] || path.join(home, '.local', 'state'), 'azure-dr');
}

import path from 'node:path';

/** Where journals of operations on any Azure are kept. `storage`: the extension's own folder. */
export function azureFolder(storage: string): string {
  return path.join(storage, 'operations');
}

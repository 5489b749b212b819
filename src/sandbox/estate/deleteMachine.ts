import type { EstateBuilder } from './estateBuilder.ts';
import type { Machine } from './machine.ts';

/** Takes a machine away again with its disks, network interface, extensions and links, as a deletion in Azure does; its protected item stays. */
export function deleteMachine(b: EstateBuilder, { id, nicId, disks }: Machine): void {
  const gone = new Set([id, nicId, ...disks.map((disk) => disk.id)]);
  b.removeAll((resource) => gone.has(resource.id) || resource.id.startsWith(`${id}/`));
}

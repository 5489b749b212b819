import type { EstateBuilder } from './estateBuilder.ts';

/** Azure's mark on a replicated machine. */
export function replicationLink(b: EstateBuilder, machineId: string, item: string, itemId: string): void {
  const id = `${machineId}/providers/Microsoft.Resources/links/ASR-Protect-${item}`;
  b.add({
    id,
    name: `ASR-Protect-${item}`,
    type: 'Microsoft.Resources/links',
    properties: { sourceId: machineId, targetId: itemId, notes: 'Azure Site Recovery' },
  });
}

import type { ArmResource } from '../../resource.ts';

export const LINKS = 'Microsoft.Resources/links';

/** Azure's mark on a replicated machine: the link `ASR-Protect-<item>`. */
export function linkBody(machineId: string, itemId: string): ArmResource {
  const name = `ASR-Protect-${itemId.split('/').at(-1)}`;
  return {
    id: `${machineId}/providers/${LINKS}/${name}`,
    name,
    type: LINKS,
    properties: { sourceId: machineId, targetId: itemId, notes: 'Azure Site Recovery' },
  };
}

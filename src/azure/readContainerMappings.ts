import { partsOf, toArmId, type ArmId } from '../model/armId.ts';
import type { ContainerMapping } from '../model/vault.ts';
import { requireList } from './requireList.ts';
import type { Session } from './session.ts';
import { recordOf, switchOf, textOf } from './values.ts';

const mappingSegment = '/replicationprotectioncontainermappings/';

/** The pairings of a vault, which hold the automatic update of the mobility agent. */
export async function readContainerMappings(session: Session, vaultId: ArmId): Promise<readonly ContainerMapping[]> {
  const { SiteRecoveryManagementClient } = await import('@azure/arm-recoveryservices-siterecovery');
  const { subscription, resourceGroup, name } = partsOf(vaultId);
  const client = new SiteRecoveryManagementClient(session.credential, subscription, { ...session.clientOptions });
  const mappings: ContainerMapping[] = [];
  for await (const mapping of client.replicationProtectionContainerMappings.list(name, resourceGroup, {
    abortSignal: session.signal,
    onResponse: requireList,
  })) {
    const parsed = parseContainerMapping(mapping);
    if (parsed) mappings.push(parsed);
  }
  return mappings;
}

/** A mapping as the wire shows it. Its source is the container that it lies in. */
export function parseContainerMapping(mapping: { readonly id?: unknown; readonly properties?: unknown }): ContainerMapping | undefined {
  const azureId = textOf(mapping.id);
  if (azureId === undefined) return undefined;
  const id = toArmId(azureId);
  const at = id.lastIndexOf(mappingSegment);
  if (at < 0) return undefined;
  const details = recordOf(recordOf(mapping.properties)?.['providerSpecificDetails']);
  return { id, azureId, sourceContainerId: id.slice(0, at) as ArmId, agentAutoUpdate: switchOf(details?.['agentAutoUpdateStatus']) };
}

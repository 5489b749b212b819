import { apiVersions } from '../apiVersions.ts';
import { toArmId, type ArmId } from '../../model/armId.ts';
import type { ContainerMapping } from '../../model/vault.ts';
import type { ArmReader } from '../wire/armReader.ts';
import { recordOf, switchOf, textOf, type Row } from '../values.ts';

const mappingSegment = '/replicationprotectioncontainermappings/';

/** The pairings of a vault, which hold the automatic update of the mobility agent. */
export async function readContainerMappings(arm: ArmReader, vaultId: ArmId): Promise<readonly ContainerMapping[]> {
  const mappings: ContainerMapping[] = [];
  await arm.list(`${vaultId}/replicationProtectionContainerMappings`, apiVersions.siteRecovery, {}, (page) => {
    mappings.push(...page.map(parseContainerMapping).filter((mapping) => mapping !== undefined));
  });
  return mappings;
}

/** A mapping as the wire shows it. Its source is the container that it lies in. */
export function parseContainerMapping(mapping: Row): ContainerMapping | undefined {
  const azureId = textOf(mapping['id']);
  if (azureId === undefined) return undefined;
  const id = toArmId(azureId);
  const at = id.lastIndexOf(mappingSegment);
  if (at < 0) return undefined;
  const details = recordOf(recordOf(mapping['properties'])?.['providerSpecificDetails']);
  return { id, azureId, sourceContainerId: id.slice(0, at) as ArmId, agentAutoUpdate: switchOf(details?.['agentAutoUpdateStatus']) };
}

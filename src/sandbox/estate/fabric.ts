import { regions } from '../arm/regions.ts';
import type { EstateBuilder } from './estateBuilder.ts';
import type { Fabric, Vault } from './vault.ts';

const provider = 'Microsoft.RecoveryServices/vaults';

function regionName(location: string): string {
  return regions.get(location)?.displayName ?? location;
}

/** The vault's fabric of a region with its one container; made when the vault has none yet. */
export function fabric(b: EstateBuilder, vault: Vault, location: string): Fabric {
  const known = vault.fabrics.get(location);
  if (known) return known;
  const name = `asr-a2a-default-${location}`;
  const id = `${vault.spelt}/replicationFabrics/${name}`;
  const keys = { kekState: 'None', kekCertThumbprint: null };
  b.add({
    id,
    name,
    type: `${provider}/replicationFabrics`,
    properties: {
      friendlyName: regionName(location),
      encryptionDetails: keys,
      rolloverEncryptionDetails: keys,
      internalIdentifier: b.guid(),
      bcdrState: 'Valid',
      // The last segment is the container's internal GUID, not its name (recorded).
      customDetails: { instanceType: 'Azure', location, containerIds: [`${id}/replicationProtectionContainers/${b.guid()}`], zones: [] },
      healthErrorDetails: [],
      health: 'Normal',
    },
  });
  const made: Fabric = {
    id,
    location,
    friendlyName: regionName(location),
    providerId: `${id}/replicationRecoveryServicesProviders/${b.guid()}`,
    ...protectionContainer(b, id, location, `${name}-container`),
  };
  vault.fabrics.set(location, made);
  return made;
}

/** Zone-to-zone replication pairs two containers of one fabric. */
export function secondContainer(b: EstateBuilder, source: Fabric): Fabric {
  return { ...source, ...protectionContainer(b, source.id, source.location, `asr-a2a-default-${source.location}-t-container`) };
}

function protectionContainer(
  b: EstateBuilder,
  fabricId: string,
  location: string,
  name: string,
): Pick<Fabric, 'containerId' | 'containerName' | 'container'> {
  const id = `${fabricId}/replicationProtectionContainers/${name}`;
  const container = b.add({
    id,
    name,
    type: `${provider}/replicationFabrics/replicationProtectionContainers`,
    properties: {
      fabricFriendlyName: regionName(location),
      friendlyName: name,
      fabricType: 'Azure',
      protectedItemCount: 0,
      pairingStatus: 'Paired',
      role: '',
      fabricSpecificDetails: null,
    },
  });
  return { containerId: id, containerName: name, container };
}

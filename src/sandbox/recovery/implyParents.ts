import { regionName } from './regionName.ts';
import { keyOf, parentOfKey, type ArmResource } from '../resource.ts';
import type { Store } from '../store.ts';
import { backupContainerProperties } from './backup/backupItemBody.ts';
import { fabricProperties } from './registerFabrics.ts';
import { containerProperties, internalId } from './registerContainers.ts';
import { textAt } from './field.ts';
import { implyNamed } from './implyNamed.ts';
import { newVault } from './vaults/vaultBody.ts';
import { VAULT_TYPE } from './vaultScope.ts';

const IN_VAULT = '/providers/microsoft.recoveryservices/vaults/';

/**
 * Makes the parents of something that was put into a vault from outside (vault, fabric, protection container, backup fabric and container),
 * and what it cannot stand without, as far as they are missing, in the shape in which Azure shows them. Does nothing for other resources.
 */
export function implyParents(store: Store, resource: ArmResource, now: Date): void {
  implyNamed(store, resource, now);
  const parentKey = parentOfKey(keyOf(resource.id));
  if (!parentKey.includes(IN_VAULT) || store.has(parentKey)) return;
  const id = resource.id.split('/').slice(0, parentKey.split('/').length).join('/');
  const parent = impliedParent(id, parentKey, resource, now);
  implyParents(store, parent, now);
  store.put(parent);
}

function impliedParent(id: string, key: string, child: ArmResource, now: Date): ArmResource {
  const [, ...segments] = id.slice(key.indexOf(IN_VAULT) + IN_VAULT.length).split('/');
  const name = id.split('/').at(-1) ?? '';
  const types = segments.filter((_, i) => i % 2 === 0);
  const type = [VAULT_TYPE, ...types].join('/');
  const location = textAt(child, 'properties', 'providerSpecificDetails', 'primaryFabricLocation');
  const fabricName = textAt(child, 'properties', 'primaryFabricFriendlyName') ?? textAt(child, 'properties', 'fabricFriendlyName');
  switch (types.at(-1)?.toLowerCase()) {
    case undefined:
      return newVault(id.replace(/^\/subscriptions\//i, '/subscriptions/'), now, { location: child.location ?? 'eastus' });
    case 'replicationfabrics': {
      const region = location ?? fabricName?.replaceAll(' ', '').toLowerCase() ?? '';
      const properties = fabricProperties(id, region);
      const inside = keyOf(child.id).includes('/replicationprotectioncontainers/') ? [internalId(child.id)] : [];
      const customDetails = { ...(properties['customDetails'] as object), containerIds: inside };
      return { id, name, type, properties: { ...properties, friendlyName: fabricName ?? regionName(region), customDetails } };
    }
    case 'replicationprotectioncontainers':
      return { id, name, type, properties: containerProperties(name, fabricName ?? (location === undefined ? '' : regionName(location))) };
    case 'protectioncontainers':
      return { id, name, type, properties: backupContainerProperties(name, child) };
    default:
      return { id, name, type, properties: { friendlyName: name } };
  }
}

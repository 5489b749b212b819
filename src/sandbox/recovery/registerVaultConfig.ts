import type { ArmResource } from '../resource.ts';
import type { Call, Reply } from '../wire.ts';
import type { World } from '../world.ts';
import { bodyObject } from '../arm/generic.ts';
import { badRequest } from '../arm/errors.ts';
import { fieldAt, textAt } from './field.ts';
import { patchProperties } from './patchProperties.ts';
import { BACKUP_ITEM_TYPE, requireVault, VAULT, VAULT_TYPE } from './vaultScope.ts';

const STORAGE = `${VAULT}/backupstorageconfig/vaultstorageconfig`;
const CONFIG = `${VAULT}/backupconfig/vaultconfig`;
const ENCRYPTION = `${VAULT}/backupEncryptionConfigs/backupResourceEncryptionConfig`;

/** How Azure Backup keeps what is in a vault. All of it stands in the vault itself: these are its older names. */
export function registerVaultConfig(world: World): void {
  const { router } = world;
  const changed = (call: Call): Reply => {
    changeRedundancy(world, requireVault(world, call), bodyObject(call));
    return { status: 200, body: storage(world, requireVault(world, call)) };
  };
  const configured = (call: Call): Reply => {
    changeSoftDelete(world, requireVault(world, call), bodyObject(call));
    return { status: 200, body: config(world, requireVault(world, call)) };
  };
  router
    .add('GET', STORAGE, (call) => ({ status: 200, body: storage(world, requireVault(world, call)) }))
    .add('PUT', STORAGE, changed)
    // The OpenAPI: a PATCH is answered without a body.
    .add('PATCH', STORAGE, (call) => {
      changed(call);
      return { status: 204 };
    })
    .add('GET', CONFIG, (call) => ({ status: 200, body: config(world, requireVault(world, call)) }))
    .add('PUT', CONFIG, configured)
    .add('PATCH', CONFIG, configured)
    // Keys of one's own are not played.
    .add('GET', ENCRYPTION, (call) => ({
      status: 200,
      body: named(requireVault(world, call), 'backupEncryptionConfigs', 'backupResourceEncryptionConfig', {
        encryptionAtRestType: 'MicrosoftManaged',
        keyUri: null,
        subscriptionId: null,
        lastUpdateStatus: 'NotEnabled',
        infrastructureEncryptionState: 'Disabled',
      }),
    }));
}

function storage(world: World, vault: ArmResource): unknown {
  return named(vault, 'backupstorageconfig', 'vaultstorageconfig', storageProperties(world, vault));
}

function config(world: World, vault: ArmResource): unknown {
  const softDeleteFeatureState = textAt(vault, 'properties', 'securitySettings', 'softDeleteSettings', 'softDeleteState') ?? 'Enabled';
  const properties = { ...storageProperties(world, vault), enhancedSecurityState: 'Enabled', softDeleteFeatureState };
  return named(vault, 'backupconfig', 'vaultconfig', properties);
}

function named(vault: ArmResource, type: string, name: string, properties: Readonly<Record<string, unknown>>): unknown {
  return { id: `${vault.id}/${type}/${name}`, name, type: `${VAULT_TYPE}/${type}`, properties };
}

function storageProperties(world: World, vault: ArmResource): Record<string, unknown> {
  const redundancy = textAt(vault, 'properties', 'redundancySettings', 'standardTierStorageRedundancy') ?? 'GeoRedundant';
  return {
    storageModelType: redundancy,
    storageType: redundancy,
    storageTypeState: isLocked(world, vault) ? 'Locked' : 'Unlocked',
    crossRegionRestoreFlag: textAt(vault, 'properties', 'redundancySettings', 'crossRegionRestore') === 'Enabled',
  };
}

/** The redundancy of a vault is fixed from its first item on. */
function isLocked(world: World, vault: ArmResource): boolean {
  return world.store.list(BACKUP_ITEM_TYPE, vault.id).length > 0;
}

function changeRedundancy(world: World, vault: ArmResource, body: Readonly<Record<string, unknown>>): void {
  const before = fieldAt(vault, 'properties', 'redundancySettings') as Readonly<Record<string, unknown>> | undefined;
  const redundancy = textAt(body, 'properties', 'storageModelType') ?? textAt(body, 'properties', 'storageType');
  const crossRegion = fieldAt(body, 'properties', 'crossRegionRestoreFlag');
  if (redundancy !== undefined && redundancy !== before?.['standardTierStorageRedundancy'] && isLocked(world, vault)) {
    // [GAP] Code and text were never read; that it is refused is documented.
    throw badRequest('StorageTypeLocked', 'The storage redundancy of a vault cannot be changed once items are protected in it.');
  }
  patchProperties(world, vault.id, () => ({
    redundancySettings: {
      ...before,
      ...(redundancy !== undefined && { standardTierStorageRedundancy: redundancy }),
      ...(typeof crossRegion === 'boolean' && { crossRegionRestore: crossRegion ? 'Enabled' : 'Disabled' }),
    },
  }));
}

function changeSoftDelete(world: World, vault: ArmResource, body: Readonly<Record<string, unknown>>): void {
  const softDeleteState = textAt(body, 'properties', 'softDeleteFeatureState');
  if (softDeleteState === undefined) return;
  patchProperties(world, vault.id, ({ securitySettings }) => ({
    securitySettings: {
      ...(securitySettings as object | undefined),
      softDeleteSettings: { ...(fieldAt(securitySettings, 'softDeleteSettings') as object | undefined), softDeleteState },
    },
  }));
}

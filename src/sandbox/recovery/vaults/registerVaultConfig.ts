import type { ArmResource } from '../../resource.ts';
import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { bodyObject } from '../../arm/generic.ts';
import { backupError, redundancyIsLocked } from '../backup/backupError.ts';
import { fieldAt, textAt } from '../field.ts';
import { patchProperties } from '../patchProperties.ts';
import { BACKUP_ITEM_TYPE, requireVault, VAULT, VAULT_TYPE } from '../vaultScope.ts';

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
    return { status: 200, body: config(requireVault(world, call)) };
  };
  router
    .add('GET', STORAGE, (call) => ({ status: 200, body: storage(world, requireVault(world, call)) }))
    .add('PUT', STORAGE, changed)
    // The OpenAPI: a PATCH is answered without a body.
    .add('PATCH', STORAGE, (call) => {
      changed(call);
      return { status: 204 };
    })
    .add('GET', CONFIG, (call) => ({ status: 200, body: config(requireVault(world, call)) }))
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

/** Recorded from 2020-10-01 to 2022-02-01. */
function config(vault: ArmResource): unknown {
  const { softDeleteState = 'Enabled', enhancedSecurityState = 'Enabled' } = softDeleteSettings(vault);
  return named(vault, 'backupconfig', 'vaultconfig', {
    enhancedSecurityState,
    softDeleteFeatureState: softDeleteState,
    isSoftDeleteFeatureStateEditable: !isAlwaysOn(softDeleteState),
  });
}

function softDeleteSettings(vault: ArmResource): Readonly<Record<string, unknown>> {
  return (fieldAt(vault, 'properties', 'securitySettings', 'softDeleteSettings') as Record<string, unknown> | undefined) ?? {};
}

/** Clients write `AlwaysOn`, Azure `AlwaysON` [recorded]. */
const isAlwaysOn = (state: unknown): boolean => /^alwayson$/i.test(String(state));

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

/** Throws when `wanted`, in the form of a vault's `redundancySettings`, is another redundancy than that of a vault with items. */
export function assertRedundancyMayChange(world: World, vault: ArmResource, wanted: unknown): void {
  const present = fieldAt(vault, 'properties', 'redundancySettings');
  const isOther = (name: string): boolean => (textAt(wanted, name) ?? textAt(present, name)) !== textAt(present, name);
  if (!isLocked(world, vault)) return;
  if (isOther('standardTierStorageRedundancy')) throw redundancyIsLocked();
  // That it is one-way is said by Microsoft's own clients. [GAP] What the service says was never read.
  if (isOther('crossRegionRestore') && textAt(present, 'crossRegionRestore') === 'Enabled') throw redundancyIsLocked();
}

function changeRedundancy(world: World, vault: ArmResource, body: Readonly<Record<string, unknown>>): void {
  const redundancy = textAt(body, 'properties', 'storageModelType') ?? textAt(body, 'properties', 'storageType');
  const crossRegion = fieldAt(body, 'properties', 'crossRegionRestoreFlag');
  const wanted = {
    ...(redundancy !== undefined && { standardTierStorageRedundancy: redundancy }),
    ...(typeof crossRegion === 'boolean' && { crossRegionRestore: crossRegion ? 'Enabled' : 'Disabled' }),
  };
  assertRedundancyMayChange(world, vault, wanted);
  patchProperties(world, vault.id, ({ redundancySettings }) => ({
    redundancySettings: { ...(redundancySettings as object | undefined), ...wanted },
  }));
}

function changeSoftDelete(world: World, vault: ArmResource, body: Readonly<Record<string, unknown>>): void {
  const softDeleteState = textAt(body, 'properties', 'softDeleteFeatureState');
  const enhancedSecurityState = textAt(body, 'properties', 'enhancedSecurityState');
  const before = softDeleteSettings(vault);
  if (isAlwaysOn(before['softDeleteState']) && [softDeleteState, enhancedSecurityState].includes('Disabled')) {
    // Code and text: azure-cli #32383.
    throw backupError(
      'BMSUserErrorDisablingSoftDeleteStateNotAllowed',
      'Disabling soft delete or enhanced security state is not allowed for this vault. Please contact Microsoft Support if this is not expected.',
    );
  }
  patchProperties(world, vault.id, ({ securitySettings }) => ({
    securitySettings: {
      ...(securitySettings as object | undefined),
      softDeleteSettings: {
        ...before,
        ...(softDeleteState !== undefined && { softDeleteState }),
        ...(enhancedSecurityState !== undefined && { enhancedSecurityState }),
      },
    },
  }));
}

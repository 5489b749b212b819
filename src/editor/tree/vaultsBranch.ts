import { partsOf, type ArmId } from '../../model/armId.ts';
import type { ProtectedItem } from '../../model/protectedItem.ts';
import type { BackupItem, Vault } from '../../model/vault.ts';
import { realDate } from '../../readiness/dates.ts';
import { utc } from '../age.ts';
import type { Localizer } from '../localizer.ts';
import type { Branch } from './branch.ts';
import type { EstateIndex } from './estateIndex.ts';
import { icons, stateIcons } from './icon.ts';
import { vaultText } from './machineFacts.ts';
import { unreadText } from './oldText.ts';
import { resourceVerdict } from './resourceVerdict.ts';

/** Every vault that can be read, with what it replicates and backs up; undefined where there is none. */
export function vaultsBranch(index: EstateIndex, l10n: Localizer): Branch | undefined {
  const { vaults } = index.assessment.inventory;
  if (vaults.length === 0) return undefined;
  const label = l10n.t('Vaults');
  const description = vaults.length === 1 ? l10n.t('1 vault') : l10n.t('{0} vaults', vaults.length);
  return {
    key: 'vaults',
    label,
    description,
    icon: icons.vault,
    spoken: l10n.t('{0}, {1}', label, description),
    children: () => {
      const { protectedItems, backupItems } = index.assessment.inventory;
      const items = Map.groupBy(protectedItems, ({ vaultId }) => vaultId);
      const backups = Map.groupBy(backupItems, ({ vaultId }) => vaultId);
      return vaults
        .toSorted((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
        .map((vault) => vaultBranch(vault, items.get(vault.id) ?? [], backups.get(vault.id) ?? [], index, l10n));
    },
  };
}

function vaultBranch(
  vault: Vault,
  items: readonly ProtectedItem[],
  backups: readonly BackupItem[],
  index: EstateIndex,
  l10n: Localizer,
): Branch {
  const { icon, words } = resourceVerdict(vault, index, l10n);
  const description = [
    vault.location,
    ...(backups.length > 0 ? [vaultText(vault.storageRedundancy, vault.crossRegionRestore, l10n)] : []),
    ...(items.length > 0 ? [l10n.t('{0} replicated', items.length)] : []),
    ...(backups.length > 0 ? [l10n.t('{0} backed up', backups.length)] : []),
    ...(items.length + backups.length === 0 ? [l10n.t('no items')] : []),
    ...words,
  ].join(' · ');
  return {
    key: vault.id,
    label: vault.name,
    description,
    icon,
    spoken: l10n.t('{0}, {1}', vault.name, description),
    azureId: vault.azureId,
    ...(items.length + backups.length > 0 && {
      children: () => [...items.map((item) => itemBranch(item, index, l10n)), ...backups.map((item) => backupBranch(item, index, l10n))],
    }),
  };
}

function itemBranch(item: ProtectedItem, index: EstateIndex, l10n: Localizer): Branch {
  // A machine of which only its item is left has the item's id.
  const machine = (item.sourceId && index.machine(item.sourceId)) ?? index.machine(item.id);
  const { words, icon } = resourceVerdict(item, index, l10n);
  const state = item.protectionStateDescription ?? item.protectionState ?? l10n.t('state not known');
  const description = [l10n.t('replicated'), state, `${item.sourceLocation ?? '?'} ▸ ${item.targetLocation ?? '?'}`, ...words].join(' · ');
  return row(item, machine?.name ?? item.friendlyName, description, machine ? stateIcons[machine.state] : icon, l10n);
}

function backupBranch(item: BackupItem, index: EstateIndex, l10n: Localizer): Branch {
  const point = realDate(item.lastRecoveryPoint ?? null);
  const when = point ? utc(point) : l10n.t('no recovery point known');
  const name = index.machine(item.sourceId)?.name ?? partsOf(item.sourceId).name;
  const description = [l10n.t('backed up'), when, ...unreadText(item, l10n)].join(' · ');
  return row(item, name, description, point && !item.asOf ? icons.backup : icons.unknown, l10n);
}

function row(
  { id, azureId }: { readonly id: ArmId; readonly azureId: string },
  label: string,
  description: string,
  icon: Branch['icon'],
  l10n: Localizer,
): Branch {
  return { key: id, label, description, icon, spoken: l10n.t('{0}, {1}', label, description), azureId };
}

import type { ArmId } from '../../model/armId.ts';
import { isGeoSku } from '../../model/geoSku.ts';
import type { StorageAccount } from '../../model/storage.ts';
import type { AssessedMachine } from '../../readiness/assessment.ts';
import { accountName } from '../../readiness/recovery.ts';
import { isZoneSku } from '../../readiness/skus.ts';
import type { Localizer } from '../localizer.ts';
import type { Branch } from './branch.ts';
import type { EstateIndex } from './estateIndex.ts';
import { icons, stateIcons } from './icon.ts';
import { resourceVerdict } from './resourceVerdict.ts';
import { machineCount, stateName } from './words.ts';

/** What an account survives, the least first. */
const survivals = ['unknown', 'nothing', 'zone', 'region'] as const;
type Survival = (typeof survivals)[number];

/** How a machine depends on an account. */
type Use = 'cache' | 'disks' | 'diagnostics';
type Dependents = ReadonlyMap<ArmId, readonly { readonly machine: AssessedMachine; readonly use: Use }[]>;

/** Every storage account by what it survives, and the machines that depend on it; undefined where there is none. */
export function storageBranch(index: EstateIndex, l10n: Localizer): Branch | undefined {
  const { storageAccounts } = index.assessment.inventory;
  if (storageAccounts.length === 0) return undefined;
  const bySurvival = Map.groupBy(storageAccounts, ({ sku }) => survivalOf(sku));
  const lost = (bySurvival.get('nothing')?.length ?? 0) + (bySurvival.get('zone')?.length ?? 0);
  const label = l10n.t('Storage');
  const description = l10n.t('{0} · {1} lost with their region', accountCount(storageAccounts.length, l10n), lost);
  return {
    key: 'storage',
    label,
    description,
    icon: icons.storage,
    spoken: l10n.t('{0}, {1}', label, description),
    children: () => {
      const dependents = dependentsOf(index);
      return survivals.flatMap((survival) => {
        const accounts = bySurvival.get(survival) ?? [];
        return accounts.length > 0 ? [survivalBranch(survival, accounts, dependents, index, l10n)] : [];
      });
    },
  };
}

function survivalOf(sku: string | undefined): Survival {
  if (sku === undefined) return 'unknown';
  if (isGeoSku(sku)) return 'region';
  return isZoneSku(sku) ? 'zone' : 'nothing';
}

function survivalBranch(
  survival: Survival,
  accounts: readonly StorageAccount[],
  dependents: Dependents,
  index: EstateIndex,
  l10n: Localizer,
): Branch {
  const label = survivalName(survival, l10n);
  const description = accountCount(accounts.length, l10n);
  const byNeed = accounts.toSorted(
    (a, b) =>
      (dependents.get(b.id)?.length ?? 0) - (dependents.get(a.id)?.length ?? 0) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1),
  );
  return {
    key: survival,
    label,
    description,
    icon: icons.range,
    spoken: l10n.t('{0}, {1}', label, description),
    children: () => byNeed.map((account) => accountBranch(account, dependents.get(account.id) ?? [], index, l10n)),
  };
}

function survivalName(survival: Survival, l10n: Localizer): string {
  switch (survival) {
    case 'unknown':
      return l10n.t('Not known what they survive');
    case 'nothing':
      return l10n.t('Lost with their zone');
    case 'zone':
      return l10n.t('Lost with their region');
    case 'region':
      return l10n.t('Survive their region');
  }
}

function accountBranch(
  account: StorageAccount,
  machines: readonly { readonly machine: AssessedMachine; readonly use: Use }[],
  index: EstateIndex,
  l10n: Localizer,
): Branch {
  const { icon, words } = resourceVerdict(account, index, l10n);
  const count = new Set(machines.map(({ machine }) => machine)).size;
  const needed = count > 0 ? [l10n.t('needed by {0}', machineCount(count, l10n))] : [];
  const description = [account.sku ?? l10n.t('SKU not known'), account.primaryLocation ?? account.location, ...needed, ...words].join(
    ' · ',
  );
  return {
    key: account.id,
    label: account.name,
    description,
    icon,
    spoken: l10n.t('{0}, {1}', account.name, description),
    azureId: account.azureId,
    ...(machines.length > 0 && { children: () => machines.map((each) => dependentBranch(each.machine, each.use, l10n)) }),
  };
}

function dependentBranch(machine: AssessedMachine, use: Use, l10n: Localizer): Branch {
  const description = `${useText(use, l10n)} · ${stateName(machine.state, l10n)}`;
  return {
    key: `${use} ${machine.id}`,
    label: machine.name,
    description,
    icon: stateIcons[machine.state],
    spoken: l10n.t('{0}, {1}', machine.name, description),
    azureId: machine.azureId,
  };
}

function useText(use: Use, l10n: Localizer): string {
  switch (use) {
    case 'cache':
      return l10n.t('its replication passes through here');
    case 'disks':
      return l10n.t('its disks are VHDs in it');
    case 'diagnostics':
      return l10n.t('its boot diagnostics are in it');
  }
}

/** By the references that are read: caches of replication, VHDs, boot diagnostics. Worst machines first. */
function dependentsOf(index: EstateIndex): Dependents {
  const { inventory, companions, machines } = index.assessment;
  const byName = new Map(inventory.storageAccounts.map(({ name, id }) => [name.toLowerCase(), id]));
  const caches = new Map<ArmId, ArmId[]>();
  for (const { role, id, of } of companions) if (role === 'cacheAccount') (caches.get(of) ?? addTo(caches, of)).push(id);
  const found = new Map<ArmId, { machine: AssessedMachine; use: Use }[]>();
  const add = (account: ArmId, machine: AssessedMachine, use: Use): void => {
    (found.get(account) ?? addTo(found, account)).push({ machine, use });
  };
  for (const machine of machines) {
    for (const cache of caches.get(machine.id) ?? []) add(cache, machine, 'cache');
    const { vm } = machine;
    const accounts = new Set(vm?.disks?.map(({ vhdUri }) => vhdUri && byName.get(accountName(vhdUri))));
    for (const account of accounts) if (account) add(account, machine, 'disks');
    const diagnostics = vm?.bootDiagnosticsUri && byName.get(accountName(vm.bootDiagnosticsUri));
    if (diagnostics) add(diagnostics, machine, 'diagnostics');
  }
  return found;
}

function addTo<Key, Value>(map: Map<Key, Value[]>, key: Key): Value[] {
  const list: Value[] = [];
  map.set(key, list);
  return list;
}

function accountCount(count: number, l10n: Localizer): string {
  return count === 1 ? l10n.t('1 storage account') : l10n.t('{0} storage accounts', count);
}

import type { Availability, EnableChoices, PolicyChoice, TargetKeyVault } from '../../operations/enable/enableChoices.ts';
import { flag, text, texts } from '../flagTypes.ts';
import { oneOf, usage } from '../usage.ts';
import { requireType } from './requireType.ts';

/** How disks are replicated: of enabling, and of a further disk. */
export const diskFlags = {
  'disk-type': text,
  'replica-disk-type': text,
  'disk-encryption-set': text,
  'key-vault': text,
  'disk-secret': texts,
  'encryption-key': text,
  'encryption-key-vault': text,
  'cache-account': text,
} as const;

/** Flags of `azure-dr enable` for every choice; `--vault` is one of all commands. */
export const enableFlags = {
  ...diskFlags,
  'target-region': text,
  'target-subscription': text,
  'target-group': text,
  network: text,
  subnet: text,
  single: flag,
  zone: text,
  'availability-set': text,
  'proximity-group': text,
  'capacity-reservation-group': text,
  'leave-out': texts,
  'high-churn': flag,
  policy: text,
  retention: text,
  'app-consistent': text,
  'multi-vm-group': text,
  'automation-account': text,
} as const;

/** What ids must be of, by flag. */
const types: Readonly<Record<string, string>> = {
  network: 'microsoft.network/virtualnetworks',
  'proximity-group': 'microsoft.compute/proximityplacementgroups',
  'capacity-reservation-group': 'microsoft.compute/capacityreservationgroups',
  'disk-encryption-set': 'microsoft.compute/diskencryptionsets',
  'key-vault': 'microsoft.keyvault/vaults',
  'encryption-key-vault': 'microsoft.keyvault/vaults',
  'cache-account': 'microsoft.storage/storageaccounts',
  policy: 'microsoft.recoveryservices/vaults/replicationpolicies',
  'automation-account': 'microsoft.automation/automationaccounts',
};

/** Of managed disks (learn.microsoft.com/azure/virtual-machines/disks-types). Azure takes them in any case, and no other words. */
const diskSkus = [
  'Standard_LRS',
  'StandardSSD_LRS',
  'StandardSSD_ZRS',
  'Premium_LRS',
  'Premium_ZRS',
  'PremiumV2_LRS',
  'UltraSSD_LRS',
] as const;

function diskSku(name: string, word: string | undefined): string | undefined {
  return word === undefined ? undefined : oneOf(name, diskSkus.find((sku) => sku.toLowerCase() === word.toLowerCase()) ?? word, diskSkus);
}

/** All that is chosen by flags; which region and which vault is decided elsewhere. Throws a `UserError` that says what to write instead. */
export function enableWords(values: Readonly<Record<string, unknown>>): Omit<EnableChoices, 'targetRegion' | 'vaultId'> {
  const one = (name: string): string | undefined => values[name] as string | undefined;
  for (const [name, type] of Object.entries(types)) {
    const id = one(name);
    if (id !== undefined) requireType(id, `--${name}`, type);
  }
  const group = one('target-group');
  if (group !== undefined && !/^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+$/i.test(group)) {
    throw usage(`--target-group ${JSON.stringify(group)} is no id of a resource group.`, 'Give /subscriptions/…/resourceGroups/NAME.');
  }
  for (const id of (values['leave-out'] as readonly string[] | undefined) ?? []) requireType(id, '--leave-out', 'microsoft.compute/disks');
  return {
    targetSubscription: one('target-subscription'),
    targetGroupId: group,
    networkId: one('network'),
    subnetName: one('subnet'),
    availability: availabilityOf(values),
    proximityGroupId: one('proximity-group'),
    capacityReservationGroupId: one('capacity-reservation-group'),
    diskType: diskSku('--disk-type', one('disk-type')),
    replicaDiskType: diskSku('--replica-disk-type', one('replica-disk-type')),
    leaveOut: values['leave-out'] as readonly string[] | undefined,
    diskEncryptionSetId: one('disk-encryption-set'),
    keyVault: keyVaultOf(values),
    cacheAccountId: one('cache-account'),
    highChurn: values['high-churn'] as boolean | undefined,
    policyId: one('policy'),
    policy: policyOf(values),
    multiVmGroup: one('multi-vm-group'),
    automationAccountId: one('automation-account'),
  };
}

function availabilityOf(values: Readonly<Record<string, unknown>>): Availability | undefined {
  const { single, zone, 'availability-set': set } = values as { single?: boolean; zone?: string; 'availability-set'?: string };
  const all: readonly (Availability | false)[] = [
    single === true && { kind: 'single' },
    zone !== undefined && { kind: 'zone', zone },
    set !== undefined && { kind: 'set', id: set === 'new' ? undefined : set },
  ];
  const chosen = all.filter((one) => one !== false);
  if (chosen.length > 1) throw usage('--single, --zone and --availability-set exclude each other.', 'Give one of them.');
  if (set !== undefined && set !== 'new') requireType(set, '--availability-set', 'microsoft.compute/availabilitysets');
  return chosen[0];
}

/** A secret of each disk, one `--disk-secret DISK=URL` each. */
function keyVaultOf(values: Readonly<Record<string, unknown>>): TargetKeyVault | undefined {
  const secrets = (values['disk-secret'] as readonly string[] | undefined) ?? [];
  const { 'key-vault': vaultId, 'encryption-key': keyUrl, 'encryption-key-vault': keyVaultId } = values as Readonly<Record<string, string>>;
  if (keyVaultId !== undefined && keyUrl === undefined)
    throw usage('--encryption-key-vault needs the key that is in it.', 'Give --encryption-key URL.');
  if (vaultId === undefined) {
    if (secrets.length > 0) throw usage('--disk-secret needs the key vault of the secret.', 'Give --key-vault ID.');
    if (keyUrl !== undefined) throw usage('--encryption-key needs the key vault of the secret.', 'Give --key-vault ID.');
    return undefined;
  }
  const pairs = secrets.map((pair): readonly [string, string] => {
    const [disk = '', url = ''] = pair.split(/=(https:.+)/);
    if (url === '') throw usage(`--disk-secret ${JSON.stringify(pair)} cannot be read.`, 'Write --disk-secret DISK=https://VAULT….');
    requireType(disk, '--disk-secret', 'microsoft.compute/disks');
    return [disk.toLowerCase(), url];
  });
  return {
    vaultId,
    secrets: Object.fromEntries(pairs),
    keyUrl,
    keyVaultId,
  };
}

function policyOf(values: Readonly<Record<string, unknown>>): PolicyChoice | undefined {
  const { retention, 'app-consistent': app, policy } = values as { retention?: string; 'app-consistent'?: string; policy?: string };
  if (retention === undefined && app === undefined) return undefined;
  if (policy !== undefined)
    throw usage('--policy names a policy that is there: it has its own times.', 'Leave --retention and --app-consistent out.');
  return { retentionHours: numberOf('--retention', retention ?? '24'), appConsistentMinutes: numberOf('--app-consistent', app ?? '0') };
}

function numberOf(name: string, word: string): number {
  if (/^\d{1,5}$/.test(word)) return Number(word);
  throw usage(
    `${name} ${JSON.stringify(word)} is no whole number.`,
    'Write --retention 72 for three days, --app-consistent 240 for four hours.',
  );
}

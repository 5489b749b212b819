import type { ArmId } from '../../model/armId.ts';
import type { RecoverySettings } from '../../model/recoverySettings.ts';
import type { ItemFacts } from '../facts.ts';
import type { Gathering } from '../gathering.ts';
import type { MachineRule, Verdict } from '../rule.ts';
import { sameRegion } from '../sameRegion.ts';
import { withSettings } from './network.ts';
import { sources } from './sources.ts';

export const encryptionRules: readonly MachineRule[] = [
  {
    id: 'DR-VM-017',
    on: 'machine',
    title: 'Keys of encrypted disks are not in the target region',
    severity: 'high',
    depth: 'full',
    affectsState: false,
    lowWhenRebuilt: false,
    needsItem: true,
    decides: [
      'protectedManagedDisks.primaryDiskEncryptionSetId',
      'protectedManagedDisks.recoveryDiskEncryptionSetId',
      'protectedManagedDisks.isDiskEncrypted',
      'protectedManagedDisks.dekKeyVaultArmId',
      'protectedManagedDisks.kekKeyVaultArmId',
    ],
    sources: [sources.customerKeys, sources.diskEncryption],
    corresponds: {},
    explanation:
      'A disk is encrypted with customer-managed keys or inside the guest, and for the failover no disk encryption set or key vault is set, or it is in another region than the target. One that is set and gone is DR-NET-004.',
    consequence: 'The recovered disk is not encrypted with your key, or cannot be unlocked and the machine does not start.',
    fix: 'Make a disk encryption set, or copy the keys to a key vault, in the target region, and set it for each disk of the replicated item.',
    check: ({ item }): Verdict => withSettings(item, judgeKeys),
  },
];

function judgeKeys(gathering: Gathering, { disks }: RecoverySettings, { item, index }: ItemFacts): void {
  const look = (property: string, id: ArmId | null, disk: string): void => {
    if (id === null) {
      gathering.add(`${property} of ${disk}`, null);
      return;
    }
    const target = gathering.take(index.details.targets.get(id), property);
    if (target == null) return;
    if (item.targetLocation === undefined) gathering.lack('The read did not give the target region of the protected item.');
    else if (!sameRegion(target.location, item.targetLocation)) gathering.add(`location of ${property} of ${disk}`, target.location);
  };
  for (const { name, sourceEncryptionSetId, encryptionSetId, isGuestEncrypted, secretVaultId, isKeyEncrypted, keyVaultId } of disks) {
    if (sourceEncryptionSetId !== null) look('recoveryDiskEncryptionSetId', encryptionSetId, name);
    if (isGuestEncrypted) look('dekKeyVaultArmId', secretVaultId, name);
    if (isKeyEncrypted) look('kekKeyVaultArmId', keyVaultId, name);
  }
}

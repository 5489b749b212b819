import { groupPathOf, lastOf, subscriptionIn } from '../../model/armPath.ts';
import { sameText } from '../../model/sameText.ts';
import type { ReplicationSource, SourceDisk, VaultSetup } from '../../model/replicationSource.ts';
import { UserError } from '../../model/userError.ts';
import type { EnableChoices, PolicyChoice } from './enableChoices.ts';

const mostRetentionHours = 15 * 24;
/** Site Recovery's own limit (error 15040). */
const leastAppConsistentMinutes = 60;

/** Throws a `UserError` for choices that cannot go together, and where one is missing that has no default. */
export function refuseChoices(
  source: ReplicationSource,
  choices: EnableChoices,
  setup: VaultSetup | undefined,
  disks: readonly SourceDisk[],
): void {
  refuseRegions(source, choices, setup);
  refuseSubscriptions(source, choices);
  refuseDisks(source, choices, disks);
  if (choices.policy) refusePolicy(choices.policy);
}

function refuseRegions({ location }: ReplicationSource, { targetRegion, vaultId }: EnableChoices, setup: VaultSetup | undefined): void {
  if (targetRegion === location) throw refusal(`The machine is in ${location} itself.`, 'Choose another target region.');
  if (vaultId !== undefined && !setup) {
    throw new UserError('notFound', `The vault ${vaultId} is not there, or may not be read.`, 'Check its id, or leave it out.');
  }
  if (setup?.location === location) {
    throw refusal(`The vault is in ${location}, and would fail with it.`, 'Choose a vault of another region.');
  }
  if (setup?.groupLocation === location) {
    throw refusal(
      `The resource group of the vault is in ${location}: while that fails, the vault cannot be changed.`,
      'Choose a vault whose group is of another region.',
    );
  }
}

/** A machine, its disks and what it refers to lie in one subscription. */
function refuseSubscriptions({ id }: ReplicationSource, choices: EnableChoices): void {
  const { targetGroupId, targetSubscription, availability } = choices;
  const setId = availability?.kind === 'set' ? availability.id : undefined;
  if (setId !== undefined && targetGroupId !== undefined && !sameText(groupPathOf(setId), targetGroupId)) {
    throw refusal(
      `The availability set ${setId} is not in the target group.`,
      'Choose one of the two: a machine and its set are of one group.',
    );
  }
  const own = targetGroupId === undefined ? (targetSubscription ?? subscriptionIn(setId ?? id)) : subscriptionIn(targetGroupId);
  if (targetSubscription !== undefined && !sameText(targetSubscription, own)) {
    throw refusal(`The target group is not in the subscription ${targetSubscription}.`, 'Choose one of the two.');
  }
  const named: readonly (readonly [string, string | undefined])[] = [
    ['network', choices.networkId],
    ['availability set', setId],
    ['proximity placement group', choices.proximityGroupId],
    ['disk encryption set', choices.diskEncryptionSetId],
  ];
  const elsewhere = named.find(([, other]) => other !== undefined && !sameText(subscriptionIn(other), own));
  if (elsewhere) throw refusal(`The ${elsewhere[0]} ${elsewhere[1]} is not in the target subscription ${own}.`, 'Choose one that is.');
}

function refuseDisks(source: ReplicationSource, choices: EnableChoices, disks: readonly SourceDisk[]): void {
  const { leaveOut = [], targetRegion } = choices;
  const os = source.disks.find(({ isOs }) => isOs);
  if (leaveOut.some((left) => sameText(left, os?.id))) throw refusal('The OS disk cannot be left out.', 'Leave out data disks only.');
  const unknown = leaveOut.find((left) => !source.disks.some(({ id }) => sameText(id, left)));
  if (unknown !== undefined) {
    throw refusal(`${unknown} is no disk of ${source.name}.`, 'Give the ARM id of one of its data disks.');
  }
  refuseEncryption(disks, choices, targetRegion);
}

/** Throws a `UserError` where a disk is encrypted and what it needs in the target region is not named. */
export function refuseEncryption(
  disks: readonly SourceDisk[],
  { diskEncryptionSetId, keyVault }: Pick<EnableChoices, 'diskEncryptionSetId' | 'keyVault'>,
  targetRegion: string,
): void {
  const ownKey = disks.find(({ encryptionSetId }) => encryptionSetId !== undefined);
  if (ownKey && diskEncryptionSetId === undefined) {
    throw refusal(
      `The disk ${lastOf(ownKey.id)} is encrypted with a key of your own.`,
      `Choose a disk encryption set in ${targetRegion} (--disk-encryption-set ID), or leave the disk out.`,
    );
  }
  const inGuest = disks.find(
    ({ id, guestEncryption }) => guestEncryption !== undefined && keyVault?.secrets[id.toLowerCase()] === undefined,
  );
  if (inGuest) {
    throw refusal(
      `The disk ${lastOf(inGuest.id)} is encrypted inside the machine (Azure Disk Encryption).`,
      `Copy its secret to a key vault in ${targetRegion}, and name both (--key-vault ID, --disk-secret DISK=URL), or leave the disk out.`,
    );
  }
  const withKey = disks.find(({ guestEncryption }) => guestEncryption === 'key');
  if (withKey && keyVault?.keyUrl === undefined) {
    throw refusal(
      `The secret of the disk ${lastOf(withKey.id)} is encrypted with a key.`,
      `Copy the key to a key vault in ${targetRegion}, and name it (--encryption-key URL).`,
    );
  }
}

function refusePolicy({ retentionHours, appConsistentMinutes: app }: PolicyChoice): void {
  if (!Number.isInteger(retentionHours) || retentionHours < 1 || retentionHours > mostRetentionHours) {
    throw refusal('Recovery points are kept for 1 hour to 15 days.', 'Choose a whole number of hours, 1 to 360.');
  }
  if (app !== 0 && (!Number.isInteger(app) || app < leastAppConsistentMinutes || app > retentionHours * 60)) {
    throw refusal(
      'App-consistent points are taken every 60 minutes at most, and at least once in the time for which points are kept.',
      'Choose 60 or more minutes, or 0 for none.',
    );
  }
}

function refusal(what: string, todo: string): UserError {
  return new UserError('usage', what, todo);
}

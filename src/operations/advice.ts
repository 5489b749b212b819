/** What a code of Azure's means, and what to do, in plain words. */
export interface Advice {
  readonly means: string;
  readonly todo: string;
}

const outbound =
  'Give the machine a way out to Site Recovery, Storage and Microsoft Entra ID: service tags in its network security group, and a NAT gateway or proxy where the subnet has no outbound access; then enable again.';

/**
 * By Azure's code. Sources: "Troubleshoot Azure to Azure VM replication errors" (Microsoft Learn, 2024-03); 28061, 28175, 45031, 161011, 310024
 * from recordings; 28020, 150261, 15040, 150175 from what users posted; Resource Manager's own codes from its documentation.
 */
const advice: Readonly<Record<string, Advice>> = {
  '15040': {
    means: 'App-consistent points are asked for too often.',
    todo: 'Set their frequency in the policy to 60 minutes or more, or to 0.',
  },
  '28020': {
    means: 'Site Recovery names no reason of its own.',
    todo: 'Read the causes; where the job has failed, run it again.',
  },
  '28061': {
    means: 'The name of the machine is taken in the target group.',
    todo: 'Nothing at once: Site Recovery chooses another name at failover. Rename the namesake to keep the name.',
  },
  '28175': {
    means: 'The machine got another name, because its own was taken.',
    todo: 'Point whatever goes by the name (DNS, scripts, monitoring) to the new one.',
  },
  '45031': {
    means: 'The machine is replicated already.',
    todo: 'Nothing. To replicate it anew or elsewhere, disable its replication first.',
  },
  '150019': {
    means: 'The machine, or an extension on it, is not in the provisioning state Succeeded.',
    todo: 'Repair or remove what failed on the machine, then enable again.',
  },
  '150039': {
    means: 'A data disk is attached, and the guest does not see it.',
    todo: 'Initialise the disk inside the machine, or detach it, then enable again.',
  },
  '150097': {
    means: 'The target region has no room for the machine: size, quota or network interfaces.',
    todo: 'Ask for quota in the target region, or choose another size for the failover, or, when enabling, another region.',
  },
  '150172': { means: 'A disk is smaller than 1 GiB.', todo: 'Leave the disk out, or enlarge it.' },
  '150175': {
    means: 'A disk is encrypted inside the machine (Azure Disk Encryption), and Site Recovery has no secret for it in the target region.',
    todo: 'Copy the secrets to a key vault in the target region, and name them when you enable (--key-vault, --disk-secret).',
  },
  '150225': {
    means: 'Replication is off, but its links stay on the machine because of a lock.',
    todo: 'Remove the lock and the links ASR-Protect-* of the machine before enabling again.',
  },
  '150226': {
    means: 'Links of an earlier replication stand on the machine.',
    todo: 'Remove its locks and its links ASR-Protect-*, then enable again.',
  },
  '150261': { means: 'The replication policy could not be made.', todo: 'Read the causes; choose another policy or another name.' },
  '151025': {
    means: 'The extension of Site Recovery could not be installed.',
    todo: 'Check that the machine runs and its agent is ready; on Windows that COM+ and the Volume Shadow Copy service run. Then enable again.',
  },
  '151037': { means: 'The machine cannot reach Site Recovery.', todo: outbound },
  '151066': { means: 'The machine could not be registered with Site Recovery.', todo: outbound },
  '151072': { means: 'The machine cannot reach Site Recovery.', todo: outbound },
  '151083': { means: 'The mobility agent was updated with a warning.', todo: 'Restart the machine at the next maintenance.' },
  '151124': {
    means: 'The boot loader of the machine names disks by device, not by UUID.',
    todo: 'Change the GRUB configuration to UUIDs, then enable again.',
  },
  '151126': {
    means: 'The boot loader of the machine names disks by device, not by UUID.',
    todo: 'Change the GRUB configuration to UUIDs, then enable again.',
  },
  '151137': {
    means: 'The encrypted root disk of this Linux machine cannot be replicated by this agent.',
    todo: 'Update the mobility agent, then enable again.',
  },
  '151195': {
    means: 'The machine cannot resolve or reach the addresses at which it registers.',
    todo: 'Check the DNS of its network, then its way out. ' + outbound,
  },
  '151196': { means: 'The machine cannot reach Microsoft Entra ID.', todo: outbound },
  '151197': { means: 'The machine cannot reach Site Recovery.', todo: outbound },
  '153039': { means: 'A disk of the machine is not replicated.', todo: 'Add the disk to the replication, or dismiss the warning.' },
  '161011': { means: 'No test failover has succeeded yet.', todo: 'Run a test failover.' },
  '310024': { means: 'The job goes on in spite of this.', todo: 'Read the message.' },
  AuthorizationFailed: {
    means: 'You are not allowed to do this.',
    todo: 'Ask for the role Site Recovery Contributor on the vault, and Contributor where resources are made.',
  },
  LinkedAuthorizationFailed: {
    means: 'You are not allowed to use a resource that the request names.',
    todo: 'Ask for a role on that resource, too.',
  },
  RequestDisallowedByPolicy: {
    means: 'A policy of your organisation forbids this.',
    todo: 'Ask its owner for an exemption, or choose what it allows.',
  },
  ScopeLocked: { means: 'A lock forbids changes here.', todo: 'Remove the lock, then run it again.' },
  MissingSubscriptionRegistration: {
    means: 'The subscription is not registered for a service.',
    todo: 'Register the resource provider that the message names, then run it again.',
  },
  SubscriptionRequestsThrottled: {
    means: 'Azure takes no more requests of this subscription for now.',
    todo: 'Wait a few minutes, then run it again.',
  },
  ResourceGroupNotFound: { means: 'The resource group is not there.', todo: 'Check its id; then run it again.' },
  ResourceNotFound: { means: 'Something that the request names is not there.', todo: 'Check the ids; then run it again.' },
  ArmResourceDoesNotExist: { means: 'Site Recovery does not know this.', todo: 'It may have been removed: read the vault again.' },
  NotFound: {
    means: 'What this is about is not there any more.',
    todo: 'Look at the vault in the portal; somebody else may have removed it.',
  },
  NotOffered: {
    means: 'The protected item does not offer this now.',
    todo: 'Wait for the job that runs on it, or clean up its test failover.',
  },
  JobCancelled: { means: 'Somebody cancelled the job.', todo: 'Run it again when it is wanted.' },
  InUse: { means: 'The name is taken by something that cannot be used.', todo: 'Choose another resource with the flag for it.' },
};

/** All codes with advice, for lists and tests. */
export const advisedCodes: readonly string[] = Object.keys(advice);

/** Undefined for a code that we know nothing of: Azure's own words must do then. */
export function adviceFor(code: string): Advice | undefined {
  return Object.hasOwn(advice, code) ? advice[code] : undefined;
}

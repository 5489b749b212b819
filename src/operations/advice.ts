/** What a code of Azure's means, and what to do, in plain words. */
export interface Advice {
  readonly means: string;
  readonly todo: string;
}

/** Service tags: "About networking in Azure VM disaster recovery" (Microsoft Learn, 2020-03). */
const outbound =
  'Let the machine reach the service tags AzureSiteRecovery, Storage, AzureActiveDirectory and EventHub on port 443: by its network security group and firewall, and by a NAT gateway or proxy where its subnet has no outbound access. Then enable again.';
const bootLoader: Advice = {
  means: 'The boot loader of the machine names disks by device, not by UUID.',
  todo: 'In /etc/default/grub and in grub.cfg of the machine write root=UUID=…, as blkid shows it, in place of root=/dev/…; then enable again.',
};

/**
 * By Azure's code. Sources: "Troubleshoot Azure to Azure VM replication errors" (Microsoft Learn, 2024-03); 28061, 28175, 45031, 161011, 310024
 * from recordings; 28020, 150261, 15040, 150175 from what users posted; Resource Manager's own codes from its documentation. The last ones are ours.
 */
const advice: Readonly<Record<string, Advice>> = {
  '15040': {
    means: 'App-consistent points are asked for too often.',
    todo: 'Enable again with 60 minutes or more between them, or with none (--app-consistent 60 or 0).',
  },
  '28020': {
    means: 'Site Recovery names no reason of its own.',
    todo: 'Look at the possible causes. Where the job has failed, run it again; if it fails again, ask Azure support, with the id of the job.',
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
    todo: 'Look at the machine and its extensions in the portal, repair or remove what failed, then enable again.',
  },
  '150039': {
    means: 'A data disk is attached, and the guest does not see it.',
    todo: 'Initialise the disk inside the machine, or detach it, then enable again.',
  },
  '150097': {
    means: 'The target region has no room for the machine: size, quota or network interfaces.',
    todo: 'Before a failover: choose a size that fits (Update Failover Settings…; in a terminal azure-dr update --size SIZE). Before enabling: choose another region. For good: ask for quota in the target region. Then run it again.',
  },
  '150172': { means: 'A disk is smaller than 1 GiB.', todo: 'Leave the disk out (--leave-out ID), or enlarge it; then enable again.' },
  '150175': {
    means: 'A disk is encrypted inside the machine (Azure Disk Encryption), and Site Recovery has no secret for it in the target region.',
    todo: 'Copy the secrets to a key vault in the target region, and name them when you enable (--key-vault, --disk-secret).',
  },
  '150225': {
    means: 'Replication is off, but its links stay on the machine because of a lock.',
    todo: 'Nothing at once. Before enabling again remove the lock and the links ASR-Protect-* of the machine: the check PF-LNK-002 of enabling names them, with what deletes them.',
  },
  '150226': {
    means: 'Links of an earlier replication stand on the machine.',
    todo: 'Remove the locks on the machine, then its links ASR-Protect-*: the check PF-LNK-002 of enabling names them, with what deletes them. Then enable again.',
  },
  '150261': {
    means: 'The replication policy could not be made.',
    todo: 'Enable again with one that the vault has (--policy ID), or with other times (--retention, --app-consistent).',
  },
  '151025': {
    means: 'The extension of Site Recovery could not be installed.',
    todo: 'Check that the machine runs and its agent is ready; on Windows that COM+ and the Volume Shadow Copy service run. Then enable again.',
  },
  '151037': { means: 'The machine cannot reach Site Recovery.', todo: outbound },
  '151066': { means: 'The machine could not be registered with Site Recovery.', todo: outbound },
  '151072': { means: 'The machine cannot reach Site Recovery.', todo: outbound },
  '151083': { means: 'The mobility agent was updated with a warning.', todo: 'Restart the machine at the next maintenance.' },
  '151124': bootLoader,
  '151126': bootLoader,
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
  '153039': {
    means: 'A disk of the machine is not replicated.',
    todo: 'Add the disk (Add Disk to Replication…; in a terminal azure-dr add-disk), or dismiss the warning in the portal if it is not needed after a failover.',
  },
  '161011': { means: 'No test failover has succeeded yet.', todo: 'Run a test failover.' },
  '310024': { means: 'The job goes on in spite of this.', todo: 'Read the message; there is nothing to do while the job goes on.' },
  AuthorizationFailed: {
    means: 'You are not allowed to do this.',
    todo: 'Ask for the role Site Recovery Contributor on the vault, and Contributor where resources are made; or activate it. Then run it again: a role that was given a moment ago takes some minutes.',
  },
  LinkedAuthorizationFailed: {
    means: 'You are not allowed to use a resource that the request names.',
    todo: 'Ask for a role on the linked resource that the message names, too; then run it again.',
  },
  RequestDisallowedByPolicy: {
    means: 'A policy of your organisation forbids this.',
    todo: 'Choose what the policy allows, or ask its owner for an exemption; then run it again.',
  },
  ScopeLocked: {
    means: 'A lock forbids changes here.',
    todo: 'Remove the lock that the message names, run it again, and put the lock back.',
  },
  MissingSubscriptionRegistration: {
    means: 'The subscription is not registered for a service.',
    todo: 'Register the namespace that the message names (az provider register --namespace NAME), wait a minute, then run it again.',
  },
  SubscriptionRequestsThrottled: {
    means: 'Azure takes no more requests of this subscription for now.',
    todo: 'Wait a few minutes, then run it again.',
  },
  RoleAssignmentExists: { means: 'The role has been given already.', todo: 'Nothing: run it again.' },
  ServiceResourceNotEmptyWithContainerDetails: {
    means: 'The vault still holds machines or backups.',
    todo: 'Disable their replication and stop their backup first; then run it again.',
  },
  ResourceGroupNotFound: {
    means: 'The resource group is not there.',
    todo: 'Check the one that the message names: it may have been removed. Make it again or choose another one; then run it again.',
  },
  ResourceNotFound: {
    means: 'Something that the request names is not there.',
    todo: 'Check what the message names: it may have been removed. Make it again or choose another one; then run it again.',
  },
  ArmResourceDoesNotExist: {
    means: 'Site Recovery does not know this.',
    todo: 'Read the vault again: it may have been removed, or re-protected into the other region.',
  },
  NotFound: {
    means: 'What this is about is not there any more.',
    todo: 'Look at the vault in the portal; somebody else may have removed it.',
  },
  NotOffered: {
    means: 'The protected item does not offer this now.',
    todo: 'Wait for the job that runs on it, or clean up its test failover; then run it again.',
  },
  ReplicationFailed: {
    means: 'The first copy has come to an end before it was whole.',
    todo: 'Look at the health errors of the machine in its vault and resolve them; then resume the replication there, or disable it and enable it again.',
  },
  GivenUp: {
    means: 'The machine stands as it stood, or as the request would have left it.',
    todo: 'Look at the jobs of the vault and at the machine before you begin anew.',
  },
  JobCancelled: { means: 'Somebody cancelled the job.', todo: 'Run it again when it is wanted.' },
  JobFailed: {
    means: 'Site Recovery says no more about it.',
    todo: 'Look at the job in the vault in the portal; then run it again. If it fails again, ask Azure support, with the id of the job.',
  },
  JobNotFound: {
    means: 'Azure took the request, and does not show its job.',
    todo: 'Look at the jobs of the vault and at the machine before you run it again: it may have been done.',
  },
  ProvisioningFailed: {
    means: 'A resource was begun, and could not be made.',
    todo: 'Read why in the activity log of its resource group, remove it, then run it again.',
  },
  ProvisioningCanceled: { means: 'Somebody stopped the making of a resource.', todo: 'Remove what is left of it, then run it again.' },
  InUse: {
    means: 'The name is taken by something that cannot be used.',
    todo: 'Choose another resource with the flag for it, or remove that one.',
  },
};

/** All codes with advice, for lists and tests. */
export const advisedCodes: readonly string[] = Object.keys(advice);

/** Undefined for a code that we know nothing of: Azure's own words must do then. */
export function adviceFor(code: string): Advice | undefined {
  return Object.hasOwn(advice, code) ? advice[code] : undefined;
}

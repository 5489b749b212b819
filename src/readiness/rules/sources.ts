import type { RuleText } from '../rule.ts';

type Source = RuleText['sources'][number];

const learn = 'https://learn.microsoft.com/azure';

function page(title: string, path: string, date: string): Source {
  return { title, url: `${learn}/${path}`, date };
}

/** The public pages that the rules rest on. `date`: the page's own date in the text that was read. */
export const sources = {
  supportMatrix: page(
    'Support matrix for Azure VM disaster recovery between Azure regions',
    'site-recovery/azure-to-azure-support-matrix',
    '2026-01-01',
  ),
  questions: page('Common questions about Azure-to-Azure disaster recovery', 'site-recovery/azure-to-azure-common-questions', '2025-07'),
  enable: page('Replicate Azure VMs to another region', 'site-recovery/azure-to-azure-how-to-enable-replication', '2025-06'),
  zoneToZone: page(
    'Enable Azure VM disaster recovery between availability zones',
    'site-recovery/azure-to-azure-how-to-enable-zone-to-zone-disaster-recovery',
    '2022-03-23',
  ),
  monitor: page('Monitor Site Recovery', 'site-recovery/site-recovery-monitor-and-troubleshoot', '2018'),
  troubleshoot: page('Troubleshoot Azure-to-Azure VM replication errors', 'site-recovery/azure-to-azure-troubleshoot-errors', '2024-03-07'),
  drill: page('Tutorial: run a disaster recovery drill for Azure VMs', 'site-recovery/azure-to-azure-tutorial-dr-drill', 'no date'),
  failover: page(
    'Tutorial: fail over Azure VMs to a secondary region',
    'site-recovery/azure-to-azure-tutorial-failover-failback',
    'no date',
  ),
  redundancyChange: page('Change how a storage account is replicated', 'storage/common/redundancy-migration', '2024-02-07'),
  storageFailover: page(
    'Azure storage disaster recovery planning and failover',
    'storage/common/storage-disaster-recovery-guidance',
    '2023-07-17',
  ),
  storageNetwork: page('Configure Azure Storage firewalls and virtual networks', 'storage/common/storage-network-security', 'no date'),
  crossRegionRestore: page(
    'Set Cross Region Restore for a Recovery Services vault',
    'backup/backup-create-recovery-services-vault',
    'no date',
  ),
  backup: page('An overview of Azure VM backup', 'backup/backup-azure-vms-introduction', 'no date'),
  zones: page('What are availability zones', 'reliability/availability-zones-overview', 'no date'),
  edgeZones: page('Key concepts for Azure public MEC', 'public-multi-access-edge-compute-mec/key-concepts', 'no date'),
  regionList: page('List of Azure regions', 'reliability/regions-list', '2025'),
  groupRegion: page('What is Azure Resource Manager: resource groups', 'azure-resource-manager/management/overview', 'no date'),
  diskRedundancy: page('Redundancy options for managed disks', 'virtual-machines/disks-redundancy', '2026-09-10'),
  sharedDisks: page('Support matrix for shared disks', 'site-recovery/shared-disk-support-matrix', '2026-08-12'),
  recoveryPlans: page('About recovery plans', 'site-recovery/recovery-plan-overview', 'no date'),
  reprotect: page('Re-protect failed-over Azure VMs to the primary region', 'site-recovery/azure-to-azure-how-to-reprotect', 'no date'),
  policies: page('Replicate Azure VMs: replication settings', 'site-recovery/azure-to-azure-tutorial-enable-replication', 'no date'),
  vaultAlerts: page('Built-in Azure Monitor alerts for Site Recovery', 'site-recovery/site-recovery-monitor-and-troubleshoot', 'no date'),
  alertProcessing: page('Alert processing rules', 'azure-monitor/alerts/alerts-processing-rules', 'no date'),
  serviceHealthAlerts: page(
    'Resource Manager samples for Service Health alert rules',
    'azure-monitor/alerts/resource-manager-alerts-service-health',
    'no date',
  ),
  networking: page('About networking in Azure VM disaster recovery', 'site-recovery/azure-to-azure-about-networking', '2020-03-13'),
  customizeNetworking: page(
    'Customize networking configurations of the target Azure VM',
    'site-recovery/azure-to-azure-customize-networking',
    '2021-10-01',
  ),
  retainAddress: page('Retain IP addresses during failover', 'site-recovery/site-recovery-retain-ip-azure-vm-failover', '2021-07-25'),
  customerKeys: page(
    'Replicate machines with customer-managed keys enabled disks',
    'site-recovery/azure-to-azure-how-to-enable-replication-cmk-disks',
    '2024-03-27',
  ),
  diskEncryption: page(
    'Replicate Azure Disk Encryption-enabled virtual machines',
    'site-recovery/azure-to-azure-how-to-enable-replication-ade-vms',
    '2019-08-08',
  ),
  quotas: page('Check vCPU quotas', 'virtual-machines/quotas', 'no date'),
  skuNotAvailable: page(
    'Resolve errors for SKU not available',
    'azure-resource-manager/troubleshooting/error-sku-not-available',
    'no date',
  ),
  lastSyncTime: page('Check the Last Sync Time property for a storage account', 'storage/common/last-sync-time-get', '2020-05-28'),
  filesRedundancy: page('Azure Files data redundancy', 'storage/files/files-redundancy', '2025-09-10'),
  runbooks: page('Add Azure Automation runbooks to recovery plans', 'site-recovery/site-recovery-runbook-automation', '2018-07-06'),
  vaultSecurity: page('Soft delete for Azure Backup', 'backup/backup-azure-security-feature-cloud', 'no date'),
} as const;

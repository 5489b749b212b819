/** Versions of Azure's services that more than one request speaks. One that a single reader needs stands beside it. */
export const apiVersions = {
  resourceGraph: '2022-10-01',
  /** Subscriptions, tenants, regions. */
  subscriptions: '2022-12-01',
  /** Resource groups and resource providers. */
  resources: '2022-09-01',
  links: '2016-09-01',
  /** Machines, availability sets, proximity placement groups, capacity reservation groups, quotas. */
  compute: '2024-07-01',
  computeSkus: '2021-07-01',
  disks: '2024-03-02',
  network: '2024-05-01',
  /** Networks and interfaces, as the inventory reads them. */
  networkInventory: '2023-09-01',
  storage: '2023-05-01',
  automation: '2023-11-01',
  /** Vaults themselves, as operations read and make them. */
  vaults: '2024-04-01',
  /** The newest that Microsoft's own client for JavaScript speaks (5.1.0). */
  siteRecovery: '2023-06-01',
  backup: '2023-06-01',
} as const;

import { lastOf } from '../../model/armPath.ts';
import { apiVersions } from '../../azure/apiVersions.ts';
import type { SourceNetwork } from '../../model/replicationSource.ts';
import type { PutStep } from '../step.ts';

function located(name: string, what: string, path: string, apiVersion: string, location: string, body: object): PutStep {
  return {
    kind: 'put',
    name,
    title: `${what} ${lastOf(path)} in ${location}`,
    call: { method: 'PUT', path, apiVersion, body: { location, ...body } },
    requires: { location },
  };
}

export function groupStep(name: string, id: string, location: string): PutStep {
  // A group lies where its metadata lies: in a region that fails it could not be changed, whatever is in it.
  return located(name, 'Resource group', id, apiVersions.resources, location, {});
}

/** With Azure’s own settings, and open to public networks. */
export function vaultStep(id: string, location: string): PutStep {
  return located('vault', 'Recovery Services vault', id, apiVersions.vaults, location, {
    sku: { name: 'RS0', tier: 'Standard' },
    properties: { publicNetworkAccess: 'Enabled' },
  });
}

/** A network with the address space and the subnets of the source's, so that a machine that fails over can keep its address. */
export function networkStep(id: string, location: string, { addressPrefixes, subnets }: SourceNetwork): PutStep {
  const step = located('network', 'Network', id, apiVersions.network, location, {
    properties: {
      addressSpace: { addressPrefixes },
      subnets: subnets.map(({ name, addressPrefix }) => ({ name, properties: { addressPrefix } })),
    },
  });
  // Another network of the same name may have been there first.
  const requires = { ...step.requires, 'properties.addressSpace.addressPrefixes': JSON.stringify(addressPrefixes) };
  return { ...step, requires };
}

/**
 * In the region of the source; Site Recovery needs access by key (support matrix, 2026-01). For high churn it takes premium accounts for block
 * blobs only (concepts-azure-to-azure-high-churn-support, 2026-01).
 */
export function cacheStep(id: string, location: string, highChurn = false): PutStep {
  return located('cache-account', 'Cache storage account', id, apiVersions.storage, location, {
    kind: highChurn ? 'BlockBlobStorage' : 'StorageV2',
    sku: { name: highChurn ? 'Premium_LRS' : 'Standard_LRS' },
    properties: { allowSharedKeyAccess: true, allowBlobPublicAccess: false, minimumTlsVersion: 'TLS1_2', supportsHttpsTrafficOnly: true },
  });
}

/** For managed disks. Every region has two fault domains at least, and not every one more. */
export function availabilitySetStep(id: string, location: string): PutStep {
  return located('availability-set', 'Availability set', id, apiVersions.compute, location, {
    sku: { name: 'Aligned' },
    properties: { platformFaultDomainCount: 2, platformUpdateDomainCount: 5 },
  });
}

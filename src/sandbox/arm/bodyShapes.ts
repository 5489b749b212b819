import type { Shape } from '../shape.ts';
import { BALANCER_PARTS } from './network/balancerParts.ts';

const link = { id: 'text' } as const;
const sku = { name: 'text' } as const;
const diskEntry = {
  name: 'text',
  osType: 'text',
  createOption: 'text',
  deleteOption: 'text',
  diskSizeGB: 'number',
  managedDisk: { id: 'text', storageAccountType: 'text' },
} as const;
const subnet = { id: 'text', name: 'text', properties: { addressPrefix: 'text', addressPrefixes: ['text'] } } as const;
const ipConfiguration = {
  id: 'text',
  name: 'text',
  properties: {
    subnet: link,
    publicIPAddress: link,
    privateIPAddress: 'text',
    privateIPAllocationMethod: 'text',
    loadBalancerBackendAddressPools: [link],
  },
} as const;
const balancerPart = { name: 'text', properties: 'object' } as const;
const disk = { sku, properties: { creationData: { createOption: 'text', sourceResourceId: 'text' }, diskSizeGB: 'number' } } as const;

/** By type (lower-case): what the sandbox's services read of a body that is sent to them. ARM's services refuse what is of another kind. */
export const bodyShapes: Readonly<Record<string, Shape>> = {
  'microsoft.compute/virtualmachines': {
    zones: ['text'],
    properties: {
      hardwareProfile: { vmSize: 'text' },
      osProfile: { computerName: 'text' },
      storageProfile: { osDisk: diskEntry, dataDisks: [diskEntry] },
      networkProfile: { networkInterfaces: [{ id: 'text', properties: { deleteOption: 'text' } }] },
      availabilitySet: link,
      instanceView: { statuses: [{ code: 'text' }] },
    },
  },
  'microsoft.compute/disks': disk,
  'microsoft.compute/snapshots': disk,
  'microsoft.storage/storageaccounts': { sku, properties: { primaryLocation: 'text', secondaryLocation: 'text' } },
  'microsoft.network/virtualnetworks': { properties: { addressSpace: { addressPrefixes: ['text'] }, subnets: [subnet] } },
  'microsoft.network/virtualnetworks/subnets': subnet,
  'microsoft.network/networkinterfaces': { properties: { ipConfigurations: [ipConfiguration], virtualMachine: link } },
  'microsoft.network/loadbalancers': { sku, properties: Object.fromEntries(BALANCER_PARTS.map((part) => [part, [balancerPart]])) },
  'microsoft.network/publicipaddresses': { sku, properties: { publicIPAllocationMethod: 'text', ipAddress: 'text' } },
  'microsoft.network/networksecuritygroups': { properties: { securityRules: [{ name: 'text', properties: 'object' }] } },
  'microsoft.recoveryservices/vaults': { sku, identity: 'object' },
  'microsoft.authorization/locks': { properties: { level: 'text' } },
};

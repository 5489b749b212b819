import { expect, test } from 'vitest';
import { readUpdateOptions, type UpdateOptions } from '../../../../src/azure/siteRecovery/readUpdateOptions.ts';
import {
  addressProblem,
  isChange,
  noChange,
  settingsOf,
  sizesOffered,
  sizeText,
  withAddress,
  withNetwork,
} from '../../../../src/editor/failover/settingsDraft.ts';
import type { RecoveryTarget, TargetAddress } from '../../../../src/model/recoveryTarget.ts';
import { english } from '../localizer.ts';
import { sandboxCockpit } from './sandboxCockpit.ts';

const address = (name: string, staticAddress: string): TargetAddress => ({
  name,
  isPrimary: name === 'ipconfig1',
  isSelected: true,
  subnetName: 'data',
  staticAddress,
  publicAddressId: '',
  backendPoolIds: [],
  test: {},
});
const nic = {
  nicId: 'g',
  name: 'nic-1',
  networkId: '/n',
  securityGroupId: '',
  addresses: [address('ipconfig1', '10.2.0.4'), address('second', '')],
  more: {},
};
const target: RecoveryTarget = {
  machineName: 'sql-01',
  size: 'Standard_D4s_v3',
  zone: '',
  groupId: '/subscriptions/s/resourceGroups/g',
  interfaces: [nic],
  leftOutLuns: [],
  rpo: undefined,
};
const texts = (draft = noChange): readonly string[] =>
  settingsOf(target, '/x/vnet-dr', draft, english).map(({ label, value }) => `${label}: ${value}`);

test('another network takes addresses with it, the present one changes nothing', () => {
  const of = { nic, address: nic.addresses[0]! };
  const draft = withAddress({ ...noChange, size: 'Standard_D2s_v3' }, of, { address: '', subnetName: 'app' });
  expect(withNetwork(draft, '/x/VNET-dr', '/x/vnet-dr')).toBe(draft);
  const other = withNetwork(draft, '/x/vnet-2', '/x/vnet-dr');
  expect(other).toEqual({ size: 'Standard_D2s_v3', networkId: '/x/vnet-2', addresses: [] });
  expect(isChange(withNetwork({ ...other, size: undefined }, '/x/vnet-dr', '/x/vnet-dr'))).toBe(false);
});

test('settings tell what is, and what is to be', () => {
  expect(texts()).toEqual([
    'Size: Standard_D4s_v3',
    'Network: vnet-dr',
    'Address of nic-1/ipconfig1: 10.2.0.4 in data',
    'Address of nic-1/second: given by Azure in data',
  ]);
  const draft = withAddress(
    { ...noChange, size: 'Standard_D2s_v3', networkId: '/x/vnet-2' },
    { nic, address: nic.addresses[1]! },
    { address: '10.3.0.9', subnetName: 'app' },
  );
  expect(texts(draft)).toEqual([
    'Size: Standard_D4s_v3 ▸ Standard_D2s_v3',
    'Network: vnet-dr ▸ vnet-2',
    'Address of nic-1/ipconfig1: 10.2.0.4 in data',
    'Address of nic-1/second: given by Azure in data ▸ 10.3.0.9 in app',
  ]);
  expect([isChange(noChange), isChange(draft)]).toEqual([false, true]);
  const again = withAddress(draft, { nic, address: nic.addresses[1]! }, { address: '', subnetName: 'app' });
  expect(again.addresses).toEqual([{ interface: 'nic-1', configuration: 'second', address: '', subnetName: 'app' }]);
});

test('an address is IPv4 or nothing', () => {
  expect(['', '10.2.1.4'].map((text) => addressProblem(text, english))).toEqual([undefined, undefined]);
  for (const text of ['10.2.1', 'dynamic', 'fe80::1']) expect(addressProblem(text, english)).toContain('IPv4');
});

test('sizes like the present one come first; those that the subscription may not have do not come at all', () => {
  const size = (name: string, family: string, cores: number, restriction?: string) => ({
    name,
    family,
    cores,
    zones: [],
    restriction,
    restrictedZones: [],
  });
  const options: UpdateOptions = {
    sizes: [
      size('Standard_E4s_v3', 'e', 4),
      size('Standard_D2s_v3', 'd', 2),
      size('Standard_D4s_v3', 'd', 4),
      size('Standard_D8s_v3', 'd', 8, 'NotAvailableForSubscription'),
    ],
    quotas: [{ name: 'D', used: 12, limit: 20 }],
    networks: undefined,
  };
  const offered = sizesOffered(options, 'standard_d4s_V3');
  expect(offered.map(({ name }) => name)).toEqual(['Standard_D4s_v3', 'Standard_D2s_v3', 'Standard_E4s_v3']);
  expect(offered.map((one) => sizeText(one, options, english))).toEqual([
    '4 vCPUs · d: 12 of 20 in use',
    '2 vCPUs · d: 12 of 20 in use',
    '4 vCPUs',
  ]);
  expect(sizesOffered({ sizes: undefined, quotas: undefined, networks: undefined }, 'x')).toEqual([]);
});

test('what can be chosen lies in the target region', async () => {
  const { azure, item } = await sandboxCockpit(['web-01']);
  const { azureId, targetLocation } = await item('web-01');
  const options = await azure((access) => readUpdateOptions(access, azureId.split('/')[2] ?? '', targetLocation));
  expect(new Set(options.networks?.map(({ location }) => location))).toEqual(new Set([targetLocation]));
  expect(options.networks?.map(({ name }) => name)).toContain('vnet-dr-neu');
  expect(sizesOffered(options, 'Standard_D4s_v5')[0]?.name).toBe('Standard_D4s_v5');
  expect(options.quotas?.map(({ name }) => name)).toContain('cores');
});

import { describe, expect, it } from 'vitest';
import { toArmId } from '../../../src/model/armId.ts';
import type { ManagedDisk, VirtualMachine } from '../../../src/model/compute.ts';
import type { Inventory } from '../../../src/model/inventory.ts';
import { isArm64Size, isSingleCoreSize } from '../../../src/readiness/machineSize.ts';
import { disk, diskId, evidence, gap, group, item, judge, judgeOne, only, region, sub, verdict, vm, vmId } from './facts.ts';

const zones = [region('westeurope', ['1', '2', '3']), region('northeurope', ['1', '2', '3'])];

describe('DR-VM-009 group in another region', () => {
  const inGroup = (location: string) =>
    judgeOne({}, {}, { resourceGroups: [group('rg-app', location), group('rg-dr', 'northeurope'), group('rg-target', 'northeurope')] });
  it.each([
    ['northeurope', 'medium'],
    ['westeurope', 'pass'],
    ['West Europe', 'pass'],
    ['', 'unknown'],
  ])('%s', (location, expected) => expect(verdict(inGroup(location), 'DR-VM-009')).toBe(expected));
  it('shows both, and changes no state', () => {
    expect(evidence(inGroup('northeurope'), 'DR-VM-009')).toEqual({
      'location of the machine': 'westeurope',
      'location of its resource group': 'northeurope',
    });
    expect(only(inGroup('northeurope')).state).toBe('ready');
  });
  it('says unknown when the group cannot be read', () => {
    expect(verdict(judge({ machines: [vm('m')], resourceGroups: [] }), 'DR-VM-009')).toBe('unknown');
    expect(verdict(judgeOne({}, { location: '' }), 'DR-VM-009')).toBe('unknown');
  });
});

describe('DR-VM-012 no zone', () => {
  const ask = (change: Partial<VirtualMachine>, more: Partial<Inventory> = {}) =>
    verdict(judgeOne({}, change, { regions: zones, ...more }), 'DR-VM-012');
  it('goes by what Azure says of the region', () => {
    expect(ask({})).toBe('medium');
    expect(ask({ zones: ['2'] })).toBe('pass');
    expect(ask({ zones: undefined })).toBe('unknown');
    expect(ask({}, { regions: [region('westeurope')] })).toBe('pass');
    expect(ask({}, { regions: [region('northeurope', ['1'])] })).toBe('unknown');
    expect(ask({}, { regions: [], gaps: [gap('regions')] })).toBe('unknown');
  });
  it('leaves edge zones alone, and their disks', () => {
    const edge = judgeOne({}, { edgeZone: 'microsoftlosangeles1' }, { regions: zones, disks: [disk('m-os')] });
    expect([verdict(edge, 'DR-VM-012'), verdict(edge, 'DR-STO-010')]).toEqual(['pass', 'pass']);
  });
  it('shows the zones there are', () => {
    expect(evidence(judgeOne({}, {}, { regions: zones }), 'DR-VM-012')).toEqual({
      zones: null,
      'availabilityZoneMappings of westeurope': '1, 2, 3',
    });
  });
  it('passes with replication between zones, not with a zone in another region', () => {
    const to = (targetLocation: string) => verdict(judgeOne({ targetLocation, targetZone: '2' }, {}, { regions: zones }), 'DR-VM-012');
    expect(to('westeurope')).toBe('pass');
    expect(to('northeurope')).toBe('medium');
  });
});

describe('DR-VM-015 what Site Recovery does not support', () => {
  const [os] = vm('m').disks!;
  it.each<[string, Partial<VirtualMachine>, string]>([
    ['nothing of it', {}, 'pass'],
    ['ephemeral OS disk', { ephemeralOsDisk: true }, 'high'],
    ['write accelerator', { disks: [{ ...os!, writeAccelerator: true }] }, 'high'],
    ['NVMe', { diskController: 'NVMe' }, 'high'],
    ['SCSI', { diskController: 'SCSI' }, 'pass'],
    ['dedicated host', { hostId: toArmId('/subscriptions/s/hosts/h') }, 'high'],
    ['ARM64', { size: 'Standard_D4ps_v5' }, 'high'],
    ['Confidential VM', { securityType: 'ConfidentialVM' }, 'high'],
    ['Trusted Launch', { securityType: 'TrustedLaunch' }, 'pass'],
    ['ultra disk', { disks: [{ ...os!, storageType: 'UltraSSD_LRS' }] }, 'low'],
    ['one core', { size: 'Standard_DS1_v2' }, 'low'],
    ['two cores', { size: 'Standard_D2s_v5' }, 'pass'],
    ['one core and NVMe', { size: 'Standard_DS1_v2', diskController: 'NVMe' }, 'high'],
    ['disks missing', { disks: undefined }, 'unknown'],
    ['disks missing, NVMe', { disks: undefined, diskController: 'NVMe' }, 'high'],
    ['size missing', { size: undefined }, 'unknown'],
    ['security type missing', { securityType: undefined }, 'unknown'],
    ['host missing', { hostId: undefined }, 'unknown'],
    ['controller missing', { diskController: undefined }, 'unknown'],
  ])('%s', (_, change, expected) => expect(verdict(judgeOne({}, change), 'DR-VM-015')).toBe(expected));
  it('hints at shared disks', () => {
    const shared = (maxShares: number | undefined) => verdict(judgeOne({}, {}, { disks: [disk('m-os', { maxShares })] }), 'DR-VM-015');
    expect([shared(2), shared(1), shared(undefined)]).toEqual(['low', 'pass', 'pass']);
  });
  it('changes no state', () => expect(only(judgeOne({}, { diskController: 'NVMe' })).state).toBe('ready'));
});

describe('sizes by their names', () => {
  it.each(['Standard_D2ps_v5', 'Standard_E4pds_v5', 'Standard_B2pts_v2', 'standard_d4PLS_v5'])('%s is ARM', (size) =>
    expect(isArm64Size(size)).toBe(true),
  );
  it.each(['Standard_D2s_v5', 'Standard_NC24ads_A100_v4', 'Standard_HB120rs_v3', 'Standard_PB6s', ''])('%s is not', (size) =>
    expect(isArm64Size(size)).toBe(false),
  );
  it.each(['Standard_DS1_v2', 'Standard_B1ls', 'Standard_F1', 'Standard_A0', 'Basic_A1', 'Standard_A1_v2'])('%s has one core', (size) =>
    expect(isSingleCoreSize(size)).toBe(true),
  );
  it.each(['Standard_DS11_v2', 'Standard_B2s', 'Standard_G1', 'Standard_GS1', 'Standard_M8-2ms', 'Standard_E16s_v5', ''])(
    '%s has more',
    (size) => expect(isSingleCoreSize(size)).toBe(false),
  );
});

it('DR-VM-015 knows an ultra disk by its own row where that of the machine does not tell its kind', () => {
  const disks = [{ ...vm('m').disks![0]!, storageType: undefined }];
  const of = (sku: string) => verdict(judgeOne({}, { disks }, { disks: [disk('m-os', { sku })] }), 'DR-VM-015');
  expect([of('UltraSSD_LRS'), of('Premium_LRS')]).toEqual(['low', 'pass']);
});

describe('DR-STO-010 regional disk', () => {
  const ask = (change: Partial<ManagedDisk>, more: Partial<Inventory> = {}) =>
    judgeOne({}, {}, { regions: zones, disks: [disk('m-os', { ...change })], ...more });
  const id = toArmId(diskId('m-os'));
  it.each<[string, Partial<ManagedDisk>, string]>([
    ['premium LRS', {}, 'low'],
    ['standard SSD LRS', { sku: 'StandardSSD_LRS' }, 'low'],
    ['standard HDD LRS', { sku: 'Standard_LRS' }, 'low'],
    ['in a zone', { zones: ['1'] }, 'pass'],
    ['zones missing', { zones: undefined }, 'unknown'],
    ['zones missing, ZRS', { zones: undefined, sku: 'Premium_ZRS' }, 'pass'],
    ['ZRS', { sku: 'Premium_ZRS' }, 'pass'],
    ['ultra', { sku: 'UltraSSD_LRS' }, 'pass'],
    ['premium v2', { sku: 'PremiumV2_LRS' }, 'pass'],
    ['sku missing', { sku: undefined }, 'unknown'],
    ['region missing', { location: 'nowhere' }, 'unknown'],
  ])('%s', (_, change, expected) => expect(verdict(ask(change), 'DR-STO-010', id)).toBe(expected));
  it('is about the disk, not the machine', () => {
    expect(ask({}).findings.find(({ rule }) => rule === 'DR-STO-010')?.resourceId).toBe(diskId('m-os'));
    expect(only(ask({})).findings.map(({ rule }) => rule)).toEqual(['DR-VM-012']);
  });
  it('leaves regions without zones alone, and replica disks', () => {
    expect(verdict(ask({}, { regions: [region('westeurope')] }), 'DR-STO-010')).toBe('pass');
    const replica = disk('m-os-ASRReplica', { location: 'northeurope', state: 'ActiveSAS' }, 'rg-target');
    const assessment = judge({ machines: [vm('m')], protectedItems: [item('m')], regions: zones, disks: [replica] });
    expect(verdict(assessment, 'DR-STO-010')).toBe('pass');
  });
  it('names a shared disk once', () => {
    const shared = { ...vm('m').disks![0]! };
    const machines = [vm('m'), vm('n', { disks: [shared] })];
    const disks = [disk('m-os', { maxShares: 2 })];
    const found = judge({ machines, disks, regions: zones }).findings.filter(({ rule }) => rule === 'DR-STO-010');
    expect(found).toHaveLength(1);
  });
  it('says unknown of a machine that does not tell its disks', () => {
    const { unknown } = judgeOne({}, { disks: undefined }, { regions: zones, disks: [disk('m-os')] });
    expect(unknown.filter(({ rule }) => rule === 'DR-STO-010')).toMatchObject([
      { resourceId: vmId('m'), reason: 'Not all of its disks could be read.' },
    ]);
  });
  it('says unknown once where disks could not be read', () => {
    const { unknown } = judge({ machines: [vm('m'), vm('n')], regions: zones, gaps: [gap('disks', sub)] });
    expect(unknown.filter(({ rule }) => rule === 'DR-STO-010')).toMatchObject([{ resourceId: `/subscriptions/${sub}` }]);
  });
});

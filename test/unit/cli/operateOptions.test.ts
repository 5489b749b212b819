import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { confirmed, confirmQuestion } from '../../../src/cli/operate/confirmed.ts';
import { parseJobsOptions } from '../../../src/cli/operate/jobsOptions.ts';
import { parseOperateOptions } from '../../../src/cli/operate/operateOptions.ts';
import { operateUsage } from '../../../src/cli/operate/operateUsage.ts';
import { operationKinds, type Operation, type OperationKind } from '../../../src/operations/operation.ts';

const vm = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm-1';
const network = vm.replace('Compute/virtualMachines/vm-1', 'Network/virtualNetworks/vnet');
const account = vm.replace('Compute/virtualMachines/vm-1', 'Storage/storageAccounts/cache');
const parsed = (kind: OperationKind, ...words: readonly string[]) => parseOperateOptions(kind, ['--sandbox', '--vm', vm, ...words]);

test('help names every command, and every flag of the commands', async () => {
  for (const kind of operationKinds) expect(operateUsage).toMatch(new RegExp(`azure-dr ${kind} +--vm ID…`));
  await expect(`${operateUsage}\n`).toMatchFileSnapshot('golden/operate-usage.txt');
});

test('flags of failover, re-protection and change of what a failover makes', () => {
  expect(parsed('failover')).toMatchObject({ recoveryPoint: undefined, shutdownSource: false });
  expect(parsed('failover', '--recovery-point', 'app-consistent', '--shutdown-source')).toMatchObject({
    recoveryPoint: 'app-consistent',
    shutdownSource: true,
  });
  expect(parsed('reprotect', '--cache-account', account)).toMatchObject({ cacheAccount: account });
  const update = ['--size', 'Standard_D4s_v5', '--network', network, '--nic', 'nic=10.2.1.4', '--nic', 'nic/second=dynamic@back'];
  expect(parsed('update', ...update)).toMatchObject({
    size: 'Standard_D4s_v5',
    network,
    addresses: [
      { interface: 'nic', configuration: undefined, address: '10.2.1.4', subnetName: undefined },
      { interface: 'nic', configuration: 'second', address: '', subnetName: 'back' },
    ],
  });
  expect(parsed('update', '--nic', 'nic=@back')).toMatchObject({ addresses: [{ address: undefined, subnetName: 'back' }] });
});

test.each(['\u0004', ''])('an input that ends before its line does is no answer: %j', async (typed) => {
  const input = new PassThrough();
  input.end(typed);
  expect(await confirmed(confirmQuestion([]), new AbortController().signal, input)).toBe(false);
});

test.each([vm.slice(1), ` ${vm}`, `https://portal.azure.com/#@contoso.com/resource${vm}`, 'vm-1', `${vm}/extensions/one`])(
  'what is not the whole id of a machine is refused: %j',
  (id) => expect(() => parseOperateOptions('failover', ['--sandbox', '--vm', id])).toThrow('is no such id.'),
);

test('a value that is empty, as of a variable that is not set, is refused', () => {
  for (const word of ['--state', '--subnet', '--multi-vm-group']) expect(() => parsed('enable', word, '')).toThrow(`${word} is empty.`);
});

test('further machines stand behind the first, or have a flag each', () => {
  const other = vm.replace('vm-1', 'vm-2');
  expect(parsed('failover', other).machines).toEqual([vm, other]);
  expect(parsed('failover', '--vm', other, vm).machines).toEqual([vm, other]);
  expect(() => parsed('failover', 'vm-2')).toThrow('"vm-2" is no such id.');
  expect(() => parseOperateOptions('failover', ['--sandbox', vm])).toThrow('No machine.');
});

test('values behind a flag that takes several are its own', () => {
  expect(parsed('enable', '--skip-preflight', 'PF-NET-001', 'PF-VM-004').skipPreflight).toEqual(['PF-NET-001', 'PF-VM-004']);
  expect(parsed('update', '--nic', 'nic=10.2.1.4', 'nic2=dynamic').addresses).toHaveLength(2);
  const disks = ['a', 'b'].map((name) => vm.replace('virtualMachines/vm-1', `disks/${name}`));
  expect(parsed('enable', '--leave-out', ...disks)).toMatchObject({ machines: [vm], choices: { leaveOut: disks } });
  expect(parseJobsOptions(['--sandbox', '--vm', vm, `${vm}-2`]).machines).toEqual([vm, `${vm}-2`]);
  expect(() => parseJobsOptions(['--sandbox', vm])).toThrow('is not expected here.');
});

test.each(['../x', 'a/b', 'a b', '%2e%2e'])('what is no name of a job is not sent for: %j', (job) => {
  const vault = vm.replace('Compute/virtualMachines/vm-1', 'RecoveryServices/vaults/v');
  expect(() => parseJobsOptions(['--sandbox', '--vault', vault, '--cancel', job])).toThrow('is no id of a job.');
});

test('checks that are skipped by name, and a script for the test machine', () => {
  expect(parsed('enable', '--skip-preflight', 'pf-net-001', '--skip-preflight', 'PF-CCH-003').skipPreflight).toEqual([
    'PF-NET-001',
    'PF-CCH-003',
  ]);
  expect(parsed('reprotect', '--skip-preflight', 'PF-NET-001').skipPreflight).toEqual(['PF-NET-001']);
  expect(parsed('test-failover', '--script', 'smoke.sh').scriptFile).toBe('smoke.sh');
  expect(parsed('test-failover', '--network', 'new').network).toBe('new');
  expect(parsed('test-failover')).toMatchObject({ skipPreflight: [], scriptFile: undefined });
});

test.each<[OperationKind, ...string[]]>([
  ['commit', '--recovery-point', 'latest'],
  ['disable', '--skip-preflight', 'PF-NET-001'],
  ['enable', '--skip-preflight', 'PF-NET-999'],
  ['enable', '--script', 'smoke.sh'],
  ['failover', '--size', 'Standard_D4s_v5'],
  ['update', '--network', 'new'],
  ['test-failover', '--network', 'vnet'],
  ['update', '--nic', 'nic'],
  ['update', '--nic', 'nic='],
  ['update', '--nic', '=10.2.1.4'],
  ['commit', '--plan', '--json'],
])('what does not belong to a command, or cannot be read, is refused: %s %s %s', (kind, ...words) => {
  expect(() => parsed(kind, ...words)).toThrow(expect.objectContaining({ reason: 'usage' }));
});

test('a failover is confirmed by the names of its machines, all else by yes', () => {
  const operation = (kind: OperationKind, machine: string) => ({ kind, machine }) as Operation;
  const failover = confirmQuestion([operation('failover', 'web-01'), operation('failover', 'SQL-01')]);
  expect(failover.prompt).toBe('Type the names of all machines to fail over (web-01, SQL-01): ');
  expect(['web-01 sql-01', ' sql-01,  web-01 '].map(failover.isAnswer)).toEqual([true, true]);
  expect(['yes', '', 'web-01', 'web-01 sql-01 sql-02', 'web-01sql-01'].map(failover.isAnswer)).toEqual(Array(5).fill(false));
  const commit = confirmQuestion([operation('commit', 'web-01')]);
  expect(['yes', ' YES ', 'y', 'web-01'].map(commit.isAnswer)).toEqual([true, true, false, false]);
});

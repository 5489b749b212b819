import { expect, test } from 'vitest';
import type { RecoveryAccess } from '../../../src/azure/siteRecovery/recoveryAccess.ts';
import type { VirtualMachine } from '../../../src/model/compute.ts';
import type { TestMachine } from '../../../src/model/testMachine.ts';
import { bootTier } from '../../../src/operations/testChecks/bootTier.ts';
import { testChecksText } from '../../../src/operations/testChecks/checkTestMachine.ts';
import { machineTier } from '../../../src/operations/testChecks/machineTier.ts';
import { scriptTier } from '../../../src/operations/testChecks/scriptTier.ts';
import type { TestCheck, TestCheckId } from '../../../src/operations/testCheck.ts';
import { denied, value } from '../readiness/details.ts';
import { vm, vmId } from '../readiness/facts.ts';
import { source } from './preflightCase.ts';

const { networkInterface } = source();
const disks = [
  { name: 'web-os-ASRtest', sizeGb: 127 },
  { name: 'web-data-ASRtest', sizeGb: 64 },
];

function made(change: Partial<TestMachine> = {}, own: Partial<VirtualMachine> = {}): TestMachine {
  return {
    id: vmId('web-test'),
    machine: value(vm('web-test', own)),
    disks,
    hasBootDiagnostics: false,
    interfaces: [value(networkInterface)],
    expected: value({ disks: disks.map(({ name, sizeGb }) => ({ name: name.toLowerCase(), sizeGb })), interfaces: 1 }),
    ...change,
  };
}

const cases: readonly (readonly [TestCheckId, TestCheck['level'], TestMachine])[] = [
  ['running', 'pass', made()],
  ['running', 'failed', made({}, { powerState: 'stopped', agentStatus: undefined })],
  ['running', 'failed', made({ machine: value(null) })],
  ['running', 'unknown', made({}, { powerState: undefined })],
  ['running', 'unknown', made({ machine: denied })],
  ['agent', 'pass', made()],
  ['agent', 'warning', made({}, { agentStatus: 'Not Ready' })],
  ['agent', 'warning', made({}, { agentStatus: undefined })],
  ['agent', 'unknown', made({}, { powerState: 'stopped', agentStatus: undefined })],
  ['disks', 'pass', made()],
  ['disks', 'failed', made({ disks: disks.slice(1) })],
  ['disks', 'failed', made({ disks: [{ ...disks[0]!, sizeGb: 128 }, disks[1]!] })],
  ['disks', 'warning', made({ disks: [{ ...disks[0]!, sizeGb: undefined }, disks[1]!] })],
  ['disks', 'unknown', made({ expected: denied })],
  ['interfaces', 'pass', made()],
  ['interfaces', 'failed', made({ interfaces: [] })],
  ['interfaces', 'unknown', made({ expected: denied })],
  ['addresses', 'pass', made()],
  ['addresses', 'failed', made({ interfaces: [value({ ...networkInterface, privateAddresses: [] })] })],
  ['addresses', 'failed', made({ interfaces: [] })],
  ['addresses', 'unknown', made({ interfaces: [denied] })],
];

test.each(cases)('%s: %s', (id, level, machine) => {
  expect(machineTier(machine).find(({ check }) => check === id)?.level).toBe(level);
});

const { signal } = new AbortController();
const clock = { now: () => new Date(0), sleep: async () => {} };
const unused = {} as RecoveryAccess;

test('boot diagnostics that are off, or not known, are not asked for', async () => {
  expect(await bootTier(unused, made())).toMatchObject({ level: 'notRun' });
  expect(await bootTier(unused, made({ hasBootDiagnostics: undefined }))).toMatchObject({ level: 'unknown' });
});

test('a script runs on no machine that is not known to run', async () => {
  for (const machine of [made({}, { powerState: 'stopped' }), made({ machine: denied }), made({ machine: value(null) })])
    expect(await scriptTier(unused, machine, 'true', { clock, signal })).toMatchObject({ level: 'notRun' });
});

test('what each check says', async () => {
  const checks = [
    ...new Map(
      cases.flatMap(([id, , machine]) => machineTier(machine).filter(({ check }) => check === id)).map((one) => [one.text, one]),
    ).values(),
  ];
  const others: TestCheck[] = [
    await bootTier(unused, made()),
    await bootTier(unused, made({ hasBootDiagnostics: undefined })),
    await scriptTier(unused, made({ machine: denied }), 'true', { clock, signal }),
  ];
  await expect(`${testChecksText([...checks, ...others], 213.4).join('\n')}\n`).toMatchFileSnapshot('golden/testChecks.txt');
  expect(testChecksText([], undefined)).toEqual([]);
});

import type { NetworkInterface } from '../../model/compute.ts';
import { sameText } from '../../model/sameText.ts';
import type { TestMachine } from '../../model/testMachine.ts';
import type { TestCheck } from '../testCheck.ts';

/** What Azure shows of a test machine: that it runs, and has what its protected item says. Pure. */
export function machineTier(test: TestMachine): readonly TestCheck[] {
  const { machine } = test;
  if (!('value' in machine)) return unread(`The test machine cannot be read. ${machine.detail}`);
  if (machine.value === null) return [{ check: 'running', level: 'failed', text: 'There is no test machine.' }];
  const { powerState, agentStatus } = machine.value;
  const isRunning = powerState === 'running';
  return [
    powerState === undefined
      ? { check: 'running', level: 'unknown', text: 'Azure does not show whether the test machine runs.' }
      : { check: 'running', level: isRunning ? 'pass' : 'failed', text: `The test machine is ${powerState}.` },
    judgeAgent(agentStatus, isRunning),
    judgeDisks(test),
    judgeInterfaces(test),
    judgeAddresses(test),
  ];
}

function unread(text: string): readonly TestCheck[] {
  return (['running', 'agent', 'disks', 'interfaces', 'addresses'] as const).map((check) => ({ check, level: 'unknown', text }));
}

/** The agent comes minutes after the machine, and some machines have none. */
function judgeAgent(status: string | undefined, isRunning: boolean): TestCheck {
  if (status === undefined) {
    return isRunning
      ? {
          check: 'agent',
          level: 'warning',
          text: 'The VM agent has not reported: the operating system may still be starting, or it does not start.',
        }
      : { check: 'agent', level: 'unknown', text: 'The VM agent reports only while the machine runs.' };
  }
  const isReady = /^ready$/i.test(status);
  return {
    check: 'agent',
    level: isReady ? 'pass' : 'warning',
    text: `The VM agent is ${isReady ? 'ready: the operating system has started' : status}.`,
  };
}

function judgeDisks({ disks, expected }: TestMachine): TestCheck {
  if (!('value' in expected))
    return { check: 'disks', level: 'unknown', text: `What disks it should have cannot be read. ${expected.detail}` };
  const wanted = expected.value.disks;
  if (disks.length !== wanted.length) {
    return { check: 'disks', level: 'failed', text: `It has ${disks.length} disks; ${wanted.length} are replicated.` };
  }
  const sizes = disks.map(({ name, sizeGb }) => ({
    name,
    sizeGb,
    wanted: wanted.find((one) => sameText(one.name, name))?.sizeGb,
  }));
  const other = sizes.find((one) => one.sizeGb !== undefined && one.wanted !== undefined && one.sizeGb !== one.wanted);
  if (other) return { check: 'disks', level: 'failed', text: `The disk ${other.name} has ${other.sizeGb} GiB, not ${other.wanted}.` };
  const isKnown = sizes.every((one) => one.sizeGb !== undefined && one.wanted !== undefined);
  const text = `It has all ${wanted.length} replicated disks`;
  return isKnown
    ? { check: 'disks', level: 'pass', text: `${text}, of the same sizes.` }
    : { check: 'disks', level: 'warning', text: `${text}; Azure does not show the sizes of all.` };
}

function judgeInterfaces({ interfaces, expected }: TestMachine): TestCheck {
  if (!('value' in expected)) {
    return { check: 'interfaces', level: 'unknown', text: `How many network interfaces it should have cannot be read. ${expected.detail}` };
  }
  const wanted = expected.value.interfaces;
  return {
    check: 'interfaces',
    level: interfaces.length === wanted ? 'pass' : 'failed',
    text: `It has ${interfaces.length} of ${wanted} network interfaces.`,
  };
}

function judgeAddresses({ interfaces }: TestMachine): TestCheck {
  const missing = interfaces.find((one) => !('value' in one));
  if (missing && !('value' in missing)) {
    return { check: 'addresses', level: 'unknown', text: `Its network interfaces cannot be read. ${missing.detail}` };
  }
  const read = interfaces.map((one) => ('value' in one ? one.value : null));
  const addresses = read.map((nic: NetworkInterface | null) => nic?.privateAddresses[0]);
  if (addresses.length === 0) return { check: 'addresses', level: 'failed', text: 'It has no network interface.' };
  return addresses.includes(undefined)
    ? { check: 'addresses', level: 'failed', text: 'A network interface has no address.' }
    : { check: 'addresses', level: 'pass', text: `Its addresses: ${addresses.join(', ')}.` };
}

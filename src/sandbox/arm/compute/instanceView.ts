import type { ArmResource } from '../../resource.ts';

export type PowerState = 'running' | 'stopped' | 'deallocated' | 'starting' | 'stopping' | 'deallocating';

interface Status {
  readonly code: string;
  readonly level: string;
  readonly displayStatus: string;
  readonly message?: string;
  readonly time?: string;
}

export interface InstanceView {
  readonly statuses?: readonly Status[];
  readonly [key: string]: unknown;
}

/** `properties.instanceView` of a machine. One put without it is running with a ready agent (the sandbox's contract). */
export function instanceViewOf(machine: ArmResource, now: Date): InstanceView {
  const stored = machine.properties?.['instanceView'] as InstanceView | undefined;
  return stored ?? newInstanceView(machine, now);
}

/** The machine as it is once it has come to a power state. Only a running machine has an agent that speaks. */
export function withPower(machine: ArmResource, power: PowerState, now: Date): ArmResource {
  const before = instanceViewOf(machine, now);
  const { vmAgent: _agent, ...silent } = before;
  const base: InstanceView =
    power === 'running' ? { ...newInstanceView(machine, now), ...before, vmAgent: readyAgent(machine, now) } : silent;
  const statuses = [...(base.statuses ?? []).filter(({ code }) => !code.startsWith('PowerState/')), powerStatus(power)];
  return { ...machine, properties: { ...machine.properties, instanceView: { ...base, statuses } } };
}

/** A machine made of the disks of another one: its agent tells the same operating system. */
export function withGuestOf(machine: ArmResource, source: ArmResource | undefined, now: Date): ArmResource {
  const { osName, osVersion } = source ? instanceViewOf(source, now) : {};
  const guest = Object.fromEntries(Object.entries({ osName, osVersion }).filter(([, value]) => value !== undefined));
  return { ...machine, properties: { ...machine.properties, instanceView: { ...newInstanceView(machine, now), ...guest } } };
}

export function powerStateOf(machine: ArmResource, now: Date): string {
  const code = instanceViewOf(machine, now).statuses?.find((status) => status.code.startsWith('PowerState/'))?.code;
  return code?.slice('PowerState/'.length) ?? 'unknown';
}

function newInstanceView(machine: ArmResource, now: Date): InstanceView {
  const profile = machine.properties?.['storageProfile'] as StorageProfile | undefined;
  const disks = [profile?.osDisk, ...(profile?.dataDisks ?? [])].filter((disk) => disk?.name !== undefined);
  return {
    computerName: (machine.properties?.['osProfile'] as { computerName?: string } | undefined)?.computerName ?? machine.name,
    hyperVGeneration: 'V2',
    vmAgent: readyAgent(machine, now),
    disks: disks.map((disk) => ({ name: disk?.name, statuses: [provisioned(now)] })),
    statuses: [provisioned(now), powerStatus('running')],
  };
}

interface StorageProfile {
  readonly osDisk?: { readonly name?: string; readonly osType?: string };
  readonly dataDisks?: readonly { readonly name?: string }[];
}

/** [GAP] Versions are those of agents in 2024. */
function readyAgent(machine: ArmResource, now: Date): unknown {
  const windows = (machine.properties?.['storageProfile'] as StorageProfile | undefined)?.osDisk?.osType === 'Windows';
  return {
    vmAgentVersion: windows ? '2.7.41491.1172' : '2.13.1.1',
    statuses: [
      {
        code: 'ProvisioningState/succeeded',
        level: 'Info',
        displayStatus: 'Ready',
        message: 'GuestAgent is running and processing the extensions.',
        time: now.toISOString(),
      },
    ],
    extensionHandlers: [],
  };
}

function provisioned(now: Date): Status {
  return { code: 'ProvisioningState/succeeded', level: 'Info', displayStatus: 'Provisioning succeeded', time: now.toISOString() };
}

function powerStatus(power: PowerState): Status {
  return { code: `PowerState/${power}`, level: 'Info', displayStatus: `VM ${power}` };
}

import type { EstateBuilder } from './estateBuilder.ts';

export type Power = 'running' | 'stopped' | 'deallocated';

export interface InstanceFacts {
  readonly computerName: string;
  readonly osType: 'Windows' | 'Linux';
  /** Of Ubuntu, if not the usual. */
  readonly osVersion?: string | undefined;
  readonly power: Power;
  readonly agent: 'Ready' | 'Not Ready';
  readonly diskNames: readonly string[];
  readonly extensions: readonly { readonly name: string; readonly type: string; readonly version: string; readonly failed: boolean }[];
}

const agents = { Windows: '2.7.41491.1172', Linux: '2.13.1.1' };

/** `properties.instanceView` of a machine. A machine that does not run has no agent to speak of and reports no extensions. */
export function instanceView(b: EstateBuilder, facts: InstanceFacts): Record<string, unknown> {
  const time = b.hoursAgo(0);
  const running = facts.power === 'running';
  return {
    ...(running ? { computerName: facts.computerName, ...osOf(facts) } : {}),
    hyperVGeneration: 'V2',
    ...(running ? { vmAgent: vmAgent(facts, time) } : {}),
    disks: facts.diskNames.map((name) => ({ name, statuses: [provisioned(time)] })),
    ...(running ? { extensions: facts.extensions.map((extension) => extensionView(extension)) } : {}),
    statuses: [
      provisioned(time),
      { code: `PowerState/${facts.power}`, level: 'Info', displayStatus: facts.power === 'running' ? 'VM running' : `VM ${facts.power}` },
    ],
  };
}

function osOf({ osType, osVersion = '22.04' }: InstanceFacts): Record<string, string> {
  return osType === 'Windows'
    ? { osName: 'Windows Server 2022 Datacenter Azure Edition', osVersion: '10.0.20348.3091' }
    : { osName: 'ubuntu', osVersion };
}

function vmAgent({ osType, agent, extensions }: InstanceFacts, time: string): Record<string, unknown> {
  const ready = agent === 'Ready';
  return {
    vmAgentVersion: ready ? agents[osType] : 'Unknown',
    statuses: [
      ready
        ? {
            code: 'ProvisioningState/succeeded',
            level: 'Info',
            displayStatus: 'Ready',
            message: 'GuestAgent is running and processing the extensions.',
            time,
          }
        : {
            code: 'ProvisioningState/Unavailable',
            level: 'Warning',
            displayStatus: 'Not Ready',
            message: 'VM status blob is found but not yet populated.',
            time,
          },
    ],
    extensionHandlers: ready
      ? extensions.map(({ type, version, failed }) => ({
          type,
          typeHandlerVersion: version,
          status: { code: failed ? 'NotReady' : 'Ready', level: failed ? 'Error' : 'Info', displayStatus: failed ? 'Not Ready' : 'Ready' },
        }))
      : [],
  };
}

function extensionView({ name, type, version, failed }: InstanceFacts['extensions'][number]): Record<string, unknown> {
  return {
    name,
    type,
    typeHandlerVersion: version,
    statuses: [
      failed
        ? {
            code: 'ProvisioningState/failed/1',
            level: 'Error',
            displayStatus: 'Provisioning failed',
            message: 'The handler ended with exit code 1.',
          }
        : { code: 'ProvisioningState/succeeded', level: 'Info', displayStatus: 'Provisioning succeeded' },
    ],
  };
}

function provisioned(time: string): Record<string, unknown> {
  return { code: 'ProvisioningState/succeeded', level: 'Info', displayStatus: 'Provisioning succeeded', time };
}

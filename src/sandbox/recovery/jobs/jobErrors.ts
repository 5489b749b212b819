import type { World } from '../../world.ts';
import { preciseTime } from '../azureTime.ts';
import type { JobErrorDetails } from './jobPlan.ts';

/** Texts of the numeric codes with which Site Recovery's jobs fail. */
interface JobErrorText {
  readonly message: string;
  readonly possibleCauses?: string;
  readonly recommendedAction?: string;
}

/**
 * Sources: 150097, 150039, 150172, 150019, 150225, 150226, 151066, 151196, 151197, 151025: "Troubleshoot Azure to Azure VM replication errors"
 * (Microsoft Learn, 2024-03); 28020, 150261, 15040, 150175: error texts that users posted (terraform-provider-azurerm #22193, #7479, azure-docs
 * #21295, #10030); 28061, 28175, 45031: recorded. [GAP] Texts of 150019, 150039, 150175, 150225, all causes and recommendations are ours, after the
 * article's headings: no failed job was recorded, and the code is what clients go by.
 */
const JOB_ERRORS: Readonly<Record<string, JobErrorText>> = {
  '15040': { message: "The app consistent snapshot frequency can't be less than 60 minutes." },
  '28020': { message: 'The requested operation failed.' },
  '28061': { message: "The virtual machine name '{name}' is unavailable." },
  '28175': { message: "The VM name '{name}' was modified to '{target}' to avoid name conflicts." },
  '45031': { message: 'Protection has already been enabled for the virtual machine.' },
  '150019': { message: "The provisioning state of the virtual machine isn't Succeeded." },
  '150039': { message: "The data disk's logical unit number (LUN) could not be mapped." },
  '150097': {
    message: "Replication couldn't be enabled for the virtual machine {name}.",
    possibleCauses:
      'The subscription might not have enough quota, size or network interfaces for the virtual machine in the target region.',
    recommendedAction:
      'Contact Azure billing support to enable the subscription to create virtual machines of the needed size in the target region.',
  },
  '150172': {
    message:
      "Protection couldn't be enabled for the virtual machine as it has a disk that is lesser than the minimum supported size 1024 MB.",
  },
  '150175': {
    message: 'Protection could not be enabled: the OS disk of the virtual machine is encrypted, and no target key vault was passed.',
    recommendedAction: 'Resolve the issue and retry the operation.',
  },
  '150225': { message: 'Replication was removed, but resource links on the virtual machine were left over because of a resource lock.' },
  '150226': { message: 'Replication cannot be enabled because of the existing stale resource links on the VM' },
  '150261': { message: 'Replication policy creation failed.' },
  '151025': { message: 'Site Recovery extension failed to install.' },
  '151066': { message: 'Site Recovery configuration failed.' },
  '151196': { message: 'Site Recovery configuration failed.' },
  '151197': { message: 'Site Recovery configuration failed.' },
};

export interface JobErrorSpec extends JobErrorDetails {
  readonly code: string;
  readonly level: 'Error' | 'Warning';
  readonly taskId: string;
  readonly targetName: string;
}

export interface ErrorText {
  readonly code: string;
  readonly message: string;
  readonly possibleCauses: string;
  readonly recommendedAction: string;
}

/** What Site Recovery says of a code about a target. A code without a known text gets that of 28020, its own general one. */
export function errorText(code: string, targetName: string, { causes, target = '' }: JobErrorDetails = {}): ErrorText {
  const text = JOB_ERRORS[code] ?? { message: 'The requested operation failed.' };
  return {
    code,
    message: text.message.replace('{name}', targetName).replace('{target}', target),
    possibleCauses: causes ?? text.possibleCauses ?? '',
    recommendedAction: text.recommendedAction ?? 'Resolve the issue and try the operation again.',
  };
}

/**
 * An entry of `errors` of a job or task, as the OpenAPI describes it. [GAP] No failed job was recorded.
 */
export function errorEntry(world: World, spec: JobErrorSpec): Readonly<Record<string, unknown>> {
  const { code, level, taskId, targetName } = spec;
  return {
    serviceErrorDetails: { ...errorText(code, targetName, spec), activityId: world.newGuid() },
    providerErrorDetails: null,
    errorLevel: level,
    creationTime: preciseTime(world.clock.now()),
    taskId,
  };
}

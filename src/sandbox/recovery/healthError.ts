interface HealthErrorText {
  readonly source: string;
  readonly type: string;
  readonly level: 'Error' | 'Warning';
  readonly category: string;
  readonly message: string;
  readonly causes: string;
  readonly action: string;
  readonly errorId: string;
  readonly resolvability: 'Allowed' | 'NotAllowed';
}

/**
 * 161011: recorded, on every item without a successful test failover. [GAP] No other was: code and text of 153007, and the code of 153039, are documented
 * ("Troubleshoot replication in Azure VM disaster recovery", "Troubleshoot Azure to Azure VM replication errors"), 153006 is the
 * app-consistent counterpart of the former; category, source and id follow 161011.
 */
const TEXTS = {
  '161011': {
    source: 'ReplicationUnitFailoverValidatorError',
    type: '8010',
    level: 'Warning',
    category: 'TestFailover',
    message: "No successful test failover has been done on the virtual machine '{name}'.",
    causes: 'No successful test failover has been done on the virtual machine after it was replicated.',
    action: 'Do a test failover on the virtual machine.',
    errorId: '6:8010',
    resolvability: 'NotAllowed',
  },
  '153006': {
    source: 'SourceMonitoring',
    type: '',
    level: 'Warning',
    category: 'Replication',
    message: 'No app-consistent recovery point available for the VM in the last 720 minutes.',
    causes: 'The volume shadow copy service or a pre-script of the virtual machine failed.',
    action: 'Look at the VSS writers of the virtual machine.',
    errorId: '1:153006',
    resolvability: 'Allowed',
  },
  '153007': {
    source: 'SourceMonitoring',
    type: '',
    level: 'Error',
    category: 'Replication',
    message: 'No crash consistent recovery point available for the VM in the last 60 minutes.',
    causes:
      'The data change rate of the virtual machine is higher than the supported limits, or it cannot reach the cache storage account.',
    action: 'Look at the data change rate of the disks and at the outbound connectivity of the virtual machine.',
    errorId: '1:153007',
    resolvability: 'Allowed',
  },
  '153039': {
    source: 'SourceMonitoring',
    type: '',
    level: 'Warning',
    category: 'Configuration',
    message: "New disks that are not protected have been found on the virtual machine '{name}'.",
    causes: 'Disks were attached to the virtual machine after it was replicated.',
    action: 'Replicate the disks, or dismiss the warning.',
    errorId: '1:153039',
    resolvability: 'Allowed',
  },
} as const satisfies Readonly<Record<string, HealthErrorText>>;

export interface HealthErrorFacts {
  /** Of the machine. */
  readonly name: string;
  /** By which jobs and plans name the machine, too. */
  readonly entityId: string;
  /** As Azure writes times. */
  readonly time: string;
}

/** An entry of `healthErrors`. */
export function healthError(code: keyof typeof TEXTS, { name, entityId, time }: HealthErrorFacts): Record<string, unknown> {
  const text = TEXTS[code];
  return {
    innerHealthErrors: [],
    errorSource: text.source,
    errorType: text.type,
    errorLevel: text.level,
    errorCategory: text.category,
    errorCode: code,
    summaryMessage: '',
    errorMessage: text.message.replace('{name}', name),
    possibleCauses: text.causes,
    recommendedAction: text.action,
    creationTimeUtc: time,
    recoveryProviderErrorMessage: null,
    entityId,
    errorId: text.errorId,
    customerResolvability: text.resolvability,
  };
}

import type { ReplicationSource } from '../../model/replicationSource.ts';
import type { EnableChoices } from '../enable/enableChoices.ts';
import type { Operation } from '../operation.ts';

/** A machine and what is to be done with it. `source` must be fresh: its status, its interface and its subnets are judged as they stand in it. */
export interface PreflightMachine {
  readonly source: ReplicationSource;
  /** Of enabling; {} for a re-protection, whose `source` is the machine that runs now. */
  readonly choices: Pick<EnableChoices, 'subnetName' | 'availability' | 'leaveOut'>;
  /** Ids of the subscriptions of the machine's tenant that the caller is shown; undefined: not read, as where one alone takes part. */
  readonly tenantSubscriptions?: readonly string[] | undefined;
  /** As it would be sent: of the kind `enable` or `reprotect`. */
  readonly operation: Operation;
}

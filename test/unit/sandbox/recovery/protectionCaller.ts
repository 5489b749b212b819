import { machineToProtect, type MachineToProtect } from './machineToProtect.ts';
import { container, SUBSCRIPTION, VAULT, VaultCaller, type Answer } from './vaultCaller.ts';

export const HOUR = 3600;

/** A vault that is set up from East US to East US 2, a machine to protect, and short ways to do so. */
export class ProtectionCaller extends VaultCaller {
  readonly own: MachineToProtect;
  readonly item = `${container('1')}/replicationProtectedItems/vm-1`;
  /** Where the item is once its sides are switched. */
  readonly itemBack = `${container('2')}/replicationProtectedItems/vm-1`;

  constructor() {
    super();
    this.own = machineToProtect(SUBSCRIPTION);
    this.sandbox.control.putResources(this.own.resources);
  }

  /** What the wizard of a portal would send. */
  enableBody(change: Readonly<Record<string, unknown>> = {}): unknown {
    const { own } = this;
    return {
      properties: {
        policyId: `${VAULT}/replicationPolicies/policy`,
        providerSpecificDetails: {
          instanceType: 'A2A',
          fabricObjectId: own.machine,
          recoveryContainerId: `${VAULT}/${container('2')}`,
          recoveryResourceGroupId: own.targetGroup,
          recoveryAzureNetworkId: own.targetNetwork,
          recoverySubnetName: 'default',
          vmManagedDisks: [this.diskBody(own.osDisk), this.diskBody(own.dataDisk)],
          ...change,
        },
      },
    };
  }

  /** A disk of what is sent to replicate it. */
  diskBody(diskId: string): unknown {
    return { diskId, primaryStagingAzureStorageAccountId: this.own.cache, recoveryResourceGroupId: this.own.targetGroup };
  }

  switchBody(disks: readonly string[] = [this.own.osDisk, this.own.dataDisk]): unknown {
    const { own } = this;
    const disk = (diskId: string): unknown => ({
      diskId: diskId.replace('/rg-app/', '/rg-app-dr/'),
      primaryStagingAzureStorageAccountId: own.cacheBack,
      recoveryResourceGroupId: own.sourceGroup,
    });
    return {
      properties: {
        replicationProtectedItemName: 'vm-1',
        providerSpecificDetails: {
          instanceType: 'A2A',
          policyId: `${VAULT}/replicationPolicies/policy`,
          recoveryContainerId: `${VAULT}/${container('1')}`,
          recoveryResourceGroupId: own.sourceGroup,
          vmManagedDisks: disks.map(disk),
        },
      },
    };
  }

  testBody(): unknown {
    return {
      properties: {
        failoverDirection: 'PrimaryToRecovery',
        networkType: 'VmNetworkAsInput',
        networkId: this.own.testNetwork,
        providerSpecificDetails: { instanceType: 'A2A' },
      },
    };
  }

  failoverBody(sourceSiteOperations = 'NotRequired'): unknown {
    return {
      properties: { failoverDirection: 'PrimaryToRecovery', sourceSiteOperations, providerSpecificDetails: { instanceType: 'A2A' } },
    };
  }

  /** Sets the vault up and protects the machine, to its first recovery point. */
  async protect(change: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await this.setUp();
    await this.drive('PUT', this.item, this.enableBody(change));
    this.advance(HOUR);
  }

  /** Protects the machine without its data disk. */
  async protectOsDisk(): Promise<void> {
    await this.protect({ vmManagedDisks: [this.diskBody(this.own.osDisk)] });
  }

  /** `properties` of the item. */
  async read(path = this.item): Promise<Answer['body']> {
    return (await this.get(path)).body.properties;
  }

  /** The job that the newest accepted change began. */
  async newestJob(): Promise<Answer['body']> {
    const { value } = (await this.get('replicationJobs')).body;
    return (await this.get(value[0].id)).body;
  }

  has(id: string): boolean {
    return this.sandbox.world.store.has(id);
  }

  names(type: string, group: string): string[] {
    return this.sandbox.world.store.list(type, group).map(({ name }) => name);
  }
}

import type { ArmId } from './armId.ts';

/** What a failover gives to one IP configuration. `null`: nothing is set. */
export interface RecoveryAddress {
  /** Of the source configuration. */
  readonly name: string;
  readonly subnetName: string | null;
  readonly staticAddress: string | null;
  /** It is the address that the source has, in the network that the source is in: a failover to another zone may keep it. */
  readonly isKept: boolean;
  readonly publicAddressId: ArmId | null;
  readonly backendPoolIds: readonly ArmId[];
}

/** What a failover gives to one network interface of the source machine. */
export interface RecoveryInterface {
  readonly sourceId: ArmId | undefined;
  readonly networkId: ArmId | null;
  readonly securityGroupId: ArmId | null;
  /** An interface of the target that the failover may take, where it is there, instead of making one. */
  readonly reusedId: ArmId | null;
  /** Only those that are failed over. */
  readonly addresses: readonly RecoveryAddress[];
}

/** What a failover gives to one disk. */
export interface RecoveryDisk {
  readonly name: string;
  /** Disk encryption sets (customer-managed keys) of the source and of the failed-over disk. */
  readonly sourceEncryptionSetId: ArmId | null;
  readonly encryptionSetId: ArmId | null;
  /** Encrypted inside the guest by Azure Disk Encryption, and the key vaults of its secret and its key. */
  readonly isGuestEncrypted: boolean;
  readonly secretVaultId: ArmId | null;
  readonly isKeyEncrypted: boolean;
  readonly keyVaultId: ArmId | null;
}

/** What a GET of a protected item tells beyond its row: the machine that a failover would make. Source: OpenAPI 2023-06-01 `A2AReplicationDetails`. */
export interface RecoverySettings {
  readonly interfaces: readonly RecoveryInterface[];
  readonly disks: readonly RecoveryDisk[];
  /** Other things of the target region that it refers to, by Azure's name of the property. */
  readonly references: readonly { readonly property: string; readonly id: ArmId }[];
}

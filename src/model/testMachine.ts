import type { NetworkInterface, VirtualMachine } from './compute.ts';
import type { Detail } from './details.ts';

/** A machine that a test failover has made, as it was read a moment ago, and what it should be like. */
export interface TestMachine {
  readonly id: string;
  /** With its run-time status; null: there is none. */
  readonly machine: Detail<VirtualMachine | null>;
  readonly disks: readonly NamedDisk[];
  /** Boot diagnostics are on; undefined: not known. */
  readonly hasBootDiagnostics: boolean | undefined;
  readonly interfaces: readonly Detail<NetworkInterface | null>[];
  readonly expected: Detail<ExpectedMachine>;
}

export interface NamedDisk {
  readonly name: string;
  /** GiB; undefined where Azure does not show it. */
  readonly sizeGb: number | undefined;
}

/** What the protected item says of its test machine. */
export interface ExpectedMachine {
  readonly disks: readonly NamedDisk[];
  readonly interfaces: number;
}

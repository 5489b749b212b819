import type { ArmId } from './armId.ts';

/** A network that a test machine can be put into. */
export interface TestNetwork {
  readonly azureId: string;
  readonly name: string;
  readonly location: string;
  /** Networks that it is peered with. */
  readonly peers: readonly ArmId[];
}

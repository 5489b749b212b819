import { readFileSync } from 'node:fs'; // wrong
import type { TokenCredential } from '@azure/core-auth'; // wrong
import { assess } from '../readiness/assess.ts'; // wrong
import type { Finding } from '../readiness/finding.ts'; // wrong
import type { Uri } from 'vscode'; // wrong
import type { ArmId } from './armId.ts';

export { Store } from '../sandbox/store.ts'; // wrong
export type { ArmId } from './armId.ts';
export * from '../azure/readInventory.ts'; // wrong

export const planted = [readFileSync, assess, await import('../cli/main.ts')]; // wrong
export type Planted = TokenCredential | Finding | Uri | ArmId;

import { vault } from '../../model/vault.ts';
import { policy } from '../policy.ts';
import { machineRow } from '../../editor/machineRow.ts'; // wrong
import type { Store } from '../../sandbox/store.ts'; // wrong

export const planted = [vault, policy, machineRow];
export type Planted = Store;

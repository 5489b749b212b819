import { assess } from '../../readiness/assess.ts'; // wrong
import { guardTokens } from '../signIn/tokenGuard.ts';
import { Gate } from '../limits/gate.ts';
import { readInventory } from '../inventory/readInventory.ts'; // wrong
import { cutRows } from './cutRows.ts';

export const planted = [assess, guardTokens, Gate, readInventory, cutRows, await import('../siteRecovery/readable.ts')]; // wrong

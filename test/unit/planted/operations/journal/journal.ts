import type { Operation } from '../operation.ts';
import { enableReplication } from '../enable/enableReplication.ts';
import { postOnce } from '../run/postOnce.ts'; // wrong
import type { TestCheck } from '../testChecks/checkTestMachine.ts'; // wrong

export const planted = [enableReplication, postOnce];
export type Planted = Operation | TestCheck;

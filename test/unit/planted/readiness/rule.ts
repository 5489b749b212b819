import type { Machine } from '../model/machine.ts';
import { compute } from '../azure/compute.ts'; // wrong
import { activate } from '../extension.ts'; // wrong
import { finding } from './finding.ts';

export const planted = [compute, activate, finding, await import('node:path')]; // wrong
export type Planted = Machine;

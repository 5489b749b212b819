import { ComputeManagementClient } from '@azure/arm-compute';
import { window } from 'vscode'; // wrong
import type { CancellationToken } from 'vscode';
import { setTimeout } from 'node:timers/promises';
import { armId } from '../model/armId.ts';
import type { Assessment } from '../readiness/assessment.ts'; // wrong
import { createSandbox } from '../sandbox/createSandbox.ts'; // wrong

export const planted = [ComputeManagementClient, window, setTimeout, armId, createSandbox, await import('vscode')]; // wrong
export type Planted = Assessment | CancellationToken;

import { window } from 'vscode';
import { assess } from '../readiness/assess.ts';
import { readInventory } from '../azure/readInventory.ts';
import { workerClient } from '../sandbox/workerClient.ts';
import { main } from '../cli/main.ts'; // wrong
import { activate } from '../extension.ts'; // wrong

export const planted = [window, assess, readInventory, workerClient, main, activate];

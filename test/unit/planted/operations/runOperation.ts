import { open } from 'node:fs/promises';
import { armId } from '../model/armId.ts';
import { assess } from '../readiness/assess.ts';
import { ArmWriter } from '../azure/wire/armWriter.ts';
import { window } from 'vscode'; // wrong
import { createSandbox } from '../sandbox/createSandbox.ts'; // wrong
import { main } from '../cli/main.ts'; // wrong
import type { Session } from '../editor/session.ts'; // wrong

export const planted = [open, armId, assess, ArmWriter, window, createSandbox, main];
export type Planted = Session;

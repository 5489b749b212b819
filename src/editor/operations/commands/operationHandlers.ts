import { commands } from 'vscode';
import { viewIds } from '../../ids.ts';
import { cancelOperation } from './cancelOperation.ts';
import { cleanUpTest } from './cleanUpTest.ts';
import { disableReplication } from './disableReplication.ts';
import { exportOperations } from './exportOperations.ts';
import { jobAction } from './jobActions.ts';
import { retryOperation } from './retryOperation.ts';
import { testFailover } from './testFailover.ts';
import type { App } from '../../app.ts';

type OperationHandler = (app: App, ...args: readonly unknown[]) => Promise<void>;

/** Commands on operations and jobs, and those that rehearse and end a replication. They bring all that changes Azure. */
export const operationHandlers = {
  testFailover,
  cleanUpTest,
  disableReplication,
  cancelOperation,
  retryOperation,
  exportOperations,
  showOperations: async () => commands.executeCommand(`${viewIds.operations}.focus`),
  cancelJob: (app, ...rows) => jobAction(app, 'cancel', ...rows),
  restartJob: (app, ...rows) => jobAction(app, 'restart', ...rows),
  resumeJob: (app, ...rows) => jobAction(app, 'resume', ...rows),
} as const satisfies Readonly<Record<string, OperationHandler>>;

import { l10n, type ExtensionContext } from 'vscode';
import { toArmId } from '../../model/armId.ts';
import { runQuietly } from '../runGuarded.ts';
import type { ReadinessView } from '../readinessView.ts';
import type { LoadedOperations } from './lazyOperations.ts';
import { isFollowed } from './operationEntry.ts';
import { OperationsService, type OperationsServiceParts } from './operationsService.ts';
import { OperationsView, type OperationsViewParts } from './operationsView.ts';
import { progressText } from './progressText.ts';
import { readWhenCopying } from './readWhenCopying.ts';
import { tellWhatWent } from './tellWhatWent.ts';

export interface OperationsParts extends OperationsServiceParts, Pick<OperationsViewParts, 'tree' | 'treeChanged'> {
  readonly readiness: ReadinessView;
}

/** Puts operations, their view and their marks on the machines' rows together. */
export function loadOperations(context: ExtensionContext, parts: OperationsParts): LoadedOperations {
  const service = new OperationsService(parts);
  const view = new OperationsView({ ...parts, service });
  const mark = async (): Promise<void> => {
    const followed = (await service.list()).filter(isFollowed);
    parts.readiness.showProgress(new Map(followed.map((entry) => [toArmId(entry.operation.subject), progressText(entry, l10n)])));
  };
  const marks = service.onDidChange(() => void runQuietly(parts.log, 'operations', mark));
  const went = tellWhatWent(service, parts.session, context.workspaceState, parts.log);
  context.subscriptions.push(marks, went, readWhenCopying(service, parts.session, parts.log), view, service);
  return { service, view };
}

import { copyResourceId } from './copyResourceId.ts';
import { excludeFinding } from './excludeFinding.ts';
import { explainFinding } from './explainFinding.ts';
import { filterMachines } from './filterMachines.ts';
import { groupBy } from './groupBy.ts';
import type { Handler } from './handlers.ts';
import { howToFix } from './howToFix.ts';
import { openInPortal } from './openInPortal.ts';
import { refreshMachine, refreshSubscription } from './refreshPart.ts';
import { removeExclusion } from './removeExclusion.ts';
import { revealInAzureResources } from './revealInAzureResources.ts';
import { endOutage, failRegion } from './sandboxOutage.ts';
import { selectSubscriptions } from './selectSubscriptions.ts';
import { showJson } from './showJson.ts';
import { sortBy } from './sortBy.ts';

/** Commands on what is open: its rows, which of them are shown and how, and what stands behind them. */
export const viewHandlers = {
  selectSubscriptions,
  failRegion,
  endOutage,
  refreshSubscription,
  refreshMachine,
  filter: filterMachines,
  groupBy,
  sortBy,
  explainFinding,
  excludeFinding,
  removeExclusion,
  showJson,
  openInPortal,
  copyResourceId,
  howToFix,
  revealInAzureResources,
} as const satisfies Readonly<Record<string, Handler>>;

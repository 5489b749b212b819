import { l10n, window, type QuickPickItem } from 'vscode';
import type { App } from '../app.ts';
import type { AzureEstate } from '../azure/azureEstate.ts';
import type { Pick } from '../azure/subscriptionPicks.ts';
import { focusReturned } from '../focusReturned.ts';
import { plainItem } from '../markdown.ts';
import { openAzure } from './signIn.ts';

interface Item extends QuickPickItem {
  readonly account: string;
  readonly pick: Pick;
}

/**
 * Lets a person pick the subscriptions whose machines are read; remembered for each account. The list stands there, busy, while they are
 * listed; leaving it calls that off.
 */
export async function selectSubscriptions(app: App): Promise<void> {
  const { azure, session } = app;
  const access = await azure.access();
  const listing = new AbortController();
  const items = itemsOf(access.estate.subscriptions(listing.signal));
  await focusReturned();
  const chosen = await window.showQuickPick(items, {
    canPickMany: true,
    matchOnDescription: true,
    title: l10n.t('Select Subscriptions'),
    placeHolder: l10n.t('Machines of these are read; vaults are looked for in all'),
    ignoreFocusOut: true,
  });
  if (!chosen) return listing.abort();
  const picks = new Map((await items).map(({ account }) => [account, [] as Pick[]]));
  for (const { account, pick } of chosen) picks.get(account)?.push(pick);
  await access.pick(picks);
  // From the walkthrough, where nothing may be open yet.
  if (session.state.kind === 'closed') await openAzure(app);
  else if (session.choice?.kind === 'azure') await session.refresh({ kind: 'all' });
}

async function itemsOf(subscriptions: ReturnType<AzureEstate['subscriptions']>): Promise<Item[]> {
  const items = (await subscriptions).map(({ account, isPicked, ...pick }): Item => {
    return { label: plainItem(pick.name), description: pick.id, picked: isPicked, account, pick };
  });
  return items.toSorted((a, b) => a.label.localeCompare(b.label));
}

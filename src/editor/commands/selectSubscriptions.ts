import { l10n, window, type QuickPickItem } from 'vscode';
import type { App } from '../app.ts';
import type { Pick } from '../azure/subscriptionPicks.ts';
import { plain } from '../markdown.ts';

interface Item extends QuickPickItem {
  readonly account: string;
  readonly pick: Pick;
}

/** Lets a person pick the subscriptions whose machines are read; remembered for each account. */
export async function selectSubscriptions({ azure, session }: App): Promise<void> {
  const access = await azure.access();
  const all = await access.estate.subscriptions(new AbortController().signal);
  const items = all.map(({ account, isPicked, ...pick }): Item => {
    return { label: plain(pick.name), description: pick.id, picked: isPicked, account, pick };
  });
  const chosen = await window.showQuickPick(
    items.toSorted((a, b) => a.label.localeCompare(b.label)),
    {
      canPickMany: true,
      matchOnDescription: true,
      title: l10n.t('Select Subscriptions'),
      placeHolder: l10n.t('Machines of these are read; vaults are looked for in all'),
    },
  );
  if (!chosen) return;
  const picks = new Map(items.map(({ account }) => [account, [] as Pick[]]));
  for (const { account, pick } of chosen) picks.get(account)?.push(pick);
  await access.pick(picks);
  await session.refresh({ kind: 'all' });
}

import { l10n } from 'vscode';
import { UserError } from '../../model/userError.ts';
import type { App } from '../app.ts';
import { plain } from '../markdown.ts';
import type { SandboxOutages } from '../sandboxOutages.ts';
import type { Screen } from '../tree/screen.ts';
import { machineCount } from '../tree/words.ts';
import { pick } from './pick.ts';
import { rowArgument } from './rows.ts';

/** Fails a region of the sandbox, the given one or one that is picked, so that an outage can be rehearsed; nothing of it reaches Azure. */
export async function failRegion({ session, view }: App, asked?: unknown): Promise<void> {
  const outages = outagesOf(session.estate?.outages);
  const { screen } = view;
  if (!screen) return;
  const title = l10n.t('Sandbox: Fail a Region');
  const region =
    regionIn(asked) ??
    (await pick(
      regionItems(screen, outages),
      title,
      l10n.t('Only the sandbox’s region fails: its machines stop, its replication stands still'),
    ));
  if (region === undefined) return;
  await outages.fail(region);
  await session.refresh({ kind: 'all' }, 'never');
}

/** Ends an outage: of the row's region, or of one that is picked. */
export async function endOutage({ session }: App, row?: unknown): Promise<void> {
  const outages = outagesOf(session.estate?.outages);
  const node = rowArgument(row);
  const asked = node?.kind === 'note' ? node.note.regionDown : undefined;
  const items = outages.down.map(({ region }) => ({ label: plain(region), description: '', value: region }));
  const [only, ...others] = items;
  const picked = others.length === 0 ? only?.value : undefined;
  const region = asked ?? picked ?? (await pick(items, l10n.t('Sandbox: End Outage'), l10n.t('The region that is up again')));
  if (region === undefined) return;
  await outages.end(region);
  await session.refresh({ kind: 'all' }, 'never');
}

/** Handed over by another extension or a test: `{ region }`. */
function regionIn(asked: unknown): string | undefined {
  return typeof asked === 'object' && asked !== null && 'region' in asked && typeof asked.region === 'string' ? asked.region : undefined;
}

function outagesOf(outages: SandboxOutages | undefined): SandboxOutages {
  if (outages) return outages;
  throw new UserError('usage', 'Regions can be failed in the sandbox only.', 'Open the sandbox.');
}

/** Regions with machines that are up, most machines first. */
function regionItems({ snapshot }: Screen, { down }: SandboxOutages): readonly { label: string; description: string; value: string }[] {
  const byRegion = Map.groupBy(snapshot.assessment.machines, ({ location }) => location);
  return Array.from(byRegion, ([region, machines]) => ({ region, machines }))
    .filter(({ region }) => region !== '' && !down.some((one) => one.region === region))
    .toSorted((a, b) => b.machines.length - a.machines.length)
    .map(({ region, machines }) => {
      const replicated = machines.filter(({ recovery }) => recovery === 'siteRecovery').length;
      return {
        label: plain(region),
        description: l10n.t('{0} · {1} replicated to another region', machineCount(machines.length, l10n), replicated),
        value: region,
      };
    });
}

import { commands, l10n } from 'vscode';
import { rememberAzure, rememberSandbox, type App } from '../app.ts';
import type { LockedTenant } from '../estate.ts';
import { viewIds } from '../ids.ts';
import { plainItem } from '../markdown.ts';
import { pick } from './pick.ts';
import { rowArgument } from './rows.ts';

/** Signs in with one of VS Code's accounts (or as the settings say) and opens Azure, now and with every window until it is closed. */
export async function signIn(app: App): Promise<void> {
  const access = await app.azure.access();
  const { state, choice } = app.session;
  const isRefused = choice?.kind === 'azure' && (state.kind === 'failed' || (state.kind === 'open' && state.snapshot.trouble === 'signIn'));
  await app.azure.whileAsking(async () => {
    // The first click opens what is there; the next one brings another account.
    if (choice?.kind === 'azure' || !(await access.isSignedIn())) await access.signIn(undefined, isRefused);
    await openAzure(app);
  });
}

/** `row`: a tenant that wants a sign-in of its own; asks which without it, and signs in anew where there is none. */
export async function signInToTenant(app: App, row?: unknown): Promise<void> {
  const node = rowArgument(row);
  const tenants = app.view.screen?.snapshot.surroundings?.lockedTenants ?? [];
  const given = node?.kind === 'note' ? node.note.lockedTenant : undefined;
  if (!given && tenants.length === 0) return signIn(app);
  const tenant = given ?? (await pickTenant(tenants));
  if (!tenant) return undefined;
  const access = await app.azure.access();
  const account = await access.account(tenant.accountId);
  await app.azure.whileAsking(async () => {
    await access.signIn({ account, tenant: tenant.id || undefined }, tenant.isRefused === true);
    await app.session.refresh({ kind: 'all' });
  });
}

async function pickTenant(tenants: readonly LockedTenant[]): Promise<LockedTenant | undefined> {
  const items = tenants.map((tenant) => ({ label: plainItem(tenant.name), description: tenant.id, value: tenant }));
  return pick(items, l10n.t('Tenant'), l10n.t('Each wants a sign-in of its own'));
}

/** Forgets what is kept of Azure. The sign-in itself is VS Code's: it ends in the Accounts menu. */
export async function closeAzure({ session, azure, globalState }: App): Promise<void> {
  await rememberAzure(globalState, false);
  if (session.choice?.kind === 'azure') await session.close();
  await (await azure.kept()).drop();
}

/** Opens Azure, or reads it again where it is open. */
export async function openAzure({ session, workspaceState, globalState }: App): Promise<void> {
  await Promise.all([rememberAzure(globalState, true), rememberSandbox(workspaceState, undefined)]);
  const isThere = session.choice?.kind === 'azure' && session.state.kind === 'open';
  const reading = isThere ? session.refresh({ kind: 'all' }) : session.open({ kind: 'azure' }, 'ifNeeded');
  await Promise.all([reading, commands.executeCommand(`${viewIds.readiness}.focus`)]);
}

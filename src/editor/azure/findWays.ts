import type { Tenant } from '../../azure/inventory/readTenants.ts';
import type { Connection } from '../../azure/wire/connection.ts';
import { UserError } from '../../model/userError.ts';
import type { LockedTenant } from '../estate.ts';
import type { Account, MicrosoftAccounts, SessionOf } from './microsoftAccounts.ts';
import { tenantOfToken } from './sessionCredential.ts';

/** No person reads the estates of more tenants or accounts at once. */
const maxAccounts = 10;
const maxTenants = 25;

/** A sign-in that Azure can be read with. */
export interface Way {
  readonly account: string;
  readonly tenant: string | undefined;
  readonly connection: Connection;
  /** Its row, should Azure refuse the sign-in after all. */
  readonly locked: LockedTenant;
}

/** What the accounts open, and what they do not. */
export interface Ways {
  readonly open: readonly Way[];
  readonly locked: readonly LockedTenant[];
  /** How many tenants were not looked at: there are too many. */
  readonly leftOut: number;
}

export interface WayFinder {
  readonly accounts: MicrosoftAccounts;
  /** The only tenant wanted; undefined: all of each account. */
  readonly tenant: string | undefined;
  readonly connect: (of: SessionOf, token: string) => Connection;
  readonly readTenants: (connection: Connection) => Promise<readonly Tenant[]>;
  /** Hears every name that must not get into a log. */
  readonly hide: (name: string) => void;
}

/**
 * All ways into Azure that VS Code's accounts open without anybody being asked, and the tenants that want a sign-in of their own.
 * Throws a `UserError` with reason `signIn` when there is no way at all.
 */
export async function findWays(finder: WayFinder): Promise<Ways> {
  const accounts = (await finder.accounts.accounts()).slice(0, maxAccounts);
  const refused: UserError[] = [];
  const found = await Promise.all(
    accounts.map((account) =>
      waysOf(account, finder).catch((error: unknown): Ways => {
        if (!(error instanceof UserError) || error.reason !== 'signIn') throw error;
        refused.push(error);
        return { open: [], locked: [{ ...homeOf(account, finder), isRefused: true }], leftOut: 0 };
      }),
    ),
  );
  const open = found.flatMap((ways) => ways.open);
  if (open.length === 0) throw refused[0] ?? new UserError('signIn', 'You are not signed in to Azure.', 'Sign in.');
  // A tenant that one account opens needs no other.
  const tenants = new Set(open.map(({ tenant }) => tenant));
  const leftOut = found.reduce((sum, ways) => sum + ways.leftOut, 0);
  return { open, locked: found.flatMap((ways) => ways.locked).filter(({ id }) => !tenants.has(id)), leftOut };
}

async function waysOf(account: Account, finder: WayFinder): Promise<Ways> {
  finder.hide(account.label);
  const home: SessionOf = { account, tenant: finder.tenant };
  const session = await finder.accounts.silent(home);
  // An account that we may not use, or that has to sign in again.
  if (!session) return { open: [], locked: [], leftOut: 0 };
  const connection = finder.connect(home, session.accessToken);
  const own = finder.tenant ?? tenantOfToken(session.accessToken);
  const way: Way = { account: account.id, tenant: own, connection, locked: homeOf(account, finder) };
  if (finder.tenant !== undefined) return { open: [way], locked: [], leftOut: 0 };
  const all = (await finder.readTenants(connection)).filter(({ id }) => id !== own);
  const others = all.slice(0, maxTenants);
  for (const { name } of others) finder.hide(name);
  const found = await Promise.all(others.map((tenant) => wayInto(tenant, account, finder)));
  return {
    open: [way, ...found.filter((each): each is Way => 'connection' in each)],
    locked: found.filter((each): each is LockedTenant => !('connection' in each)),
    leftOut: all.length - others.length,
  };
}

/** Without an id of its own: an account's home is signed in to by the account. */
function homeOf({ id, label }: Account, { tenant }: WayFinder): LockedTenant {
  return { id: tenant ?? '', name: label, accountId: id };
}

async function wayInto(tenant: Tenant, account: Account, { accounts, connect }: WayFinder): Promise<Way | LockedTenant> {
  const of = { account, tenant: tenant.id };
  const locked = { ...tenant, accountId: account.id };
  const session = await accounts.silent(of);
  return session ? { account: account.id, tenant: tenant.id, connection: connect(of, session.accessToken), locked } : locked;
}

import { authentication, l10n, type Memento } from 'vscode';
import { connectAzure } from '../../azure/wire/connectAzure.ts';
import type { Connection } from '../../azure/wire/connection.ts';
import { openCredential } from '../../azure/signIn/credentials.ts';
import { readTenants } from '../../azure/inventory/readTenants.ts';
import type { Asking } from '../estate.ts';
import type { SafeLog } from '../safeLog.ts';
import { AzureEstate } from './azureEstate.ts';
import { azureSettings, type AzureSettings } from './azureSettings.ts';
import { findWays, type Ways } from './findWays.ts';
import { hashed } from './keptName.ts';
import { MicrosoftAccounts, type SessionOf } from './microsoftAccounts.ts';
import { sessionCredential } from './sessionCredential.ts';
import { settingOfPerson } from './settingOfPerson.ts';
import type { Pick } from './subscriptionPicks.ts';

/** The setting of the Azure Resources extension that holds its own selection: `tenant/subscription` each. Read, never written. */
const neighboursSetting = 'azureResourceGroups.selectedSubscriptions';

/** Stands for the account of a sign-in outside VS Code. */
const nobody = '';

/**
 * Azure as the settings and the sign-ins of this moment show it: made anew when settings change. Loaded when Azure is opened.
 * The constructor throws a `UserError` for settings that do not go together.
 */
export class AzureAccess {
  readonly estate: AzureEstate;
  readonly settings: AzureSettings;
  readonly #accounts: MicrosoftAccounts;
  readonly #memory: Memento;
  readonly #log: SafeLog;
  /** By account, tenant and token: a new token is a new connection. */
  readonly #connections = new Map<string, Connection>();
  #asking: Asking = 'never';

  constructor(memory: Memento, log: SafeLog) {
    this.settings = azureSettings(settingOfPerson);
    this.#accounts = new MicrosoftAccounts(authentication, this.settings, l10n);
    this.#memory = memory;
    this.#log = log;
    this.estate = new AzureEstate({
      findWays: (signal, asking) => this.#findWays(signal, asking),
      chosen: (account) => this.#memory.get<readonly Pick[]>(this.#keyOf(account)),
      defaultPicks: () => neighboursPicks(settingOfPerson(neighboursSetting)),
    });
  }

  /**
   * Asks for a sign-in; `of` undefined: any account, and where Azure has `refused` what there is, that one anew. Rejects when the person
   * leaves. Nothing to do for sign-ins outside VS Code.
   */
  async signIn(of: SessionOf | undefined, refused: boolean): Promise<void> {
    if (this.settings.credential !== 'vscode') return;
    const { tenant } = this.settings;
    await this.#accounts.ask(of ?? (refused ? await this.#accounts.present(tenant) : undefined) ?? { tenant }, refused);
  }

  /** Whether there is a sign-in that may be used without asking anybody. */
  async isSignedIn(): Promise<boolean> {
    return this.settings.credential !== 'vscode' || (await this.#accounts.present(this.settings.tenant)) !== undefined;
  }

  /** Whether the sign-ins are other ones than those of the last reading. Asks nobody. */
  async haveSessionsChanged(): Promise<boolean> {
    return this.settings.credential === 'vscode' && this.#accounts.haveChanged();
  }

  /** An account by its id. */
  async account(id: string): Promise<SessionOf['account']> {
    return (await this.#accounts.accounts()).find((account) => account.id === id);
  }

  /** Keeps what a person has picked, account by account: what is picked of others stays, and of tenants that could not be shown. */
  async pick(picks: ReadonlyMap<string, readonly Pick[]>): Promise<void> {
    const locked = new Set(this.estate.surroundings?.lockedTenants.map(({ id }) => id));
    const keep = async (account: string, list: readonly Pick[]): Promise<void> => {
      const before = this.#memory.get<readonly Pick[]>(this.#keyOf(account)) ?? [];
      const unseen = before.filter(({ tenant }) => tenant !== undefined && locked.has(tenant));
      await this.#memory.update(this.#keyOf(account), [...list, ...unseen]);
    };
    await Promise.all(Array.from(picks, async ([account, list]) => keep(account, list)));
  }

  async #findWays(signal: AbortSignal, asking: Asking): Promise<Ways> {
    this.#asking = asking;
    const { cloud, credential, tenant } = this.settings;
    if (credential !== 'vscode') {
      const connection = this.#connections.get(credential) ?? connectAzure(cloud, await openCredential(credential, { cloud, tenant }));
      this.#connections.set(credential, connection);
      const locked = { id: tenant ?? '', name: '', accountId: nobody };
      return { open: [{ account: nobody, tenant, connection, locked }], locked: [], leftOut: 0 };
    }
    return findWays({
      accounts: this.#accounts,
      tenant,
      connect: (of, token) => this.#connect(of, token),
      readTenants: (connection) => readTenants(connection, signal),
      hide: (name) => this.#log.hide(name),
    });
  }

  #connect(of: SessionOf, token: string): Connection {
    const key = `${of.account?.id ?? ''} ${of.tenant ?? ''} ${token}`;
    let connection = this.#connections.get(key);
    if (!connection) {
      connection = connectAzure(
        this.settings.cloud,
        sessionCredential(this.#accounts, of, () => this.#asking),
      );
      this.#connections.set(key, connection);
    }
    return connection;
  }

  /** Hashed: the id of an account is nobody else's business, also on this disk. */
  #keyOf(account: string): string {
    const { cloud, credential } = this.settings;
    return `subscriptions ${hashed(`${cloud.endpoint} ${credential} ${account}`)}`;
  }
}

function neighboursPicks(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.filter((each) => typeof each === 'string').map((each) => each.split('/').at(-1)?.toLowerCase() ?? '');
}

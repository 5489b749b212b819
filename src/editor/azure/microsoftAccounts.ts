import type { AuthenticationSession, AuthenticationSessionAccountInformation, authentication } from 'vscode';
import { scopesOf } from '../../azure/clouds.ts';
import { UserError } from '../../model/userError.ts';
import type { Asking } from '../estate.ts';
import type { Localizer } from '../localizer.ts';
import type { AzureSettings } from './azureSettings.ts';

export type Account = AuthenticationSessionAccountInformation;

/** Whom a session is for; undefined members: VS Code's choice, and the account's own tenant. */
export interface SessionOf {
  readonly account?: Account | undefined;
  readonly tenant?: string | undefined;
}

/** VS Code's Microsoft accounts, for one cloud. Sessions come from VS Code each time anew: it keeps and renews them. */
export class MicrosoftAccounts {
  readonly #api: Pick<typeof authentication, 'getSession' | 'getAccounts'>;
  readonly #settings: AzureSettings;
  readonly #l10n: Localizer;
  /** What `silent` has answered last. */
  readonly #answers = new Map<string, { readonly of: SessionOf; readonly token: string | undefined }>();
  #ids = '';
  /** Challenges that nobody could be asked about yet, by account and tenant. */
  readonly #open = new Map<string, string>();
  /** Of these, whose question a person has left since accounts were last asked for: hundreds of requests may meet one challenge. */
  readonly #left = new Set<string>();

  constructor(api: Pick<typeof authentication, 'getSession' | 'getAccounts'>, settings: AzureSettings, l10n: Localizer) {
    this.#api = api;
    this.#settings = settings;
    this.#l10n = l10n;
  }

  async accounts(): Promise<readonly Account[]> {
    const accounts = await this.#api.getAccounts(this.#settings.provider);
    this.#ids = idsOf(accounts);
    this.#left.clear();
    return accounts;
  }

  /** Asks nobody. Undefined where a person would have to be asked. */
  async silent(of: SessionOf): Promise<AuthenticationSession | undefined> {
    const session = await this.#silent(of);
    this.#answers.set(keyOf(of), { of, token: session?.accessToken });
    return session;
  }

  /** Whether accounts have come or gone, or sessions that were asked for are other ones now. Asks nobody. */
  async haveChanged(): Promise<boolean> {
    if (idsOf(await this.#api.getAccounts(this.#settings.provider)) !== this.#ids) return true;
    const answers = await Promise.all(
      Array.from(this.#answers.values(), async ({ of, token }) => (await this.#silent(of))?.accessToken === token),
    );
    return answers.includes(false);
  }

  async #silent(of: SessionOf): Promise<AuthenticationSession | undefined> {
    return this.#api.getSession(this.#settings.provider, this.#scopes(of), { silent: true, ...accountOf(of) });
  }

  /**
   * Asks a person: which account, and whether we may use it; or, where Azure has refused what there is, for a new sign-in.
   * Rejects when the person leaves.
   */
  async ask(of: SessionOf, isRefused: boolean): Promise<AuthenticationSession> {
    const { provider } = this.#settings;
    const challenge = this.#open.get(keyOf(of));
    const asked = challenge === undefined ? this.#scopes(of) : this.#request(challenge, of);
    const isAnew = challenge === undefined && isRefused && of.account !== undefined;
    const options = of.account ? accountOf(of) : { clearSessionPreference: true };
    const session = await leaving(
      this.#api.getSession(provider, asked, { ...options, ...(isAnew ? { forceNewSession: this.#why() } : { createIfNone: this.#why() }) }),
    );
    this.#open.delete(keyOf(of));
    return session!;
  }

  /** The sign-in that is there: one that Azure wants more of (an open challenge), else the first. Asks nobody. */
  async present(tenant: string | undefined): Promise<SessionOf | undefined> {
    const all = (await this.accounts()).map((account): SessionOf => ({ account, tenant }));
    const challenged = all.find((of) => this.#open.has(keyOf(of)));
    if (challenged) return challenged;
    for (const of of all) if (await this.silent(of)) return of;
    return undefined;
  }

  /**
   * A session that meets a claims challenge (`claims`: its JSON). Asks a person only if allowed, and once; else, or when the person leaves,
   * the challenge waits for the next `ask`, and a `UserError` with reason `signIn` says so.
   */
  async meet(claims: string, of: SessionOf, asking: Asking): Promise<AuthenticationSession> {
    const { provider } = this.#settings;
    const challenge = `Bearer error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;
    const request = this.#request(challenge, of);
    const silent = await this.#api.getSession(provider, request, { silent: true, ...accountOf(of) });
    if (silent) return silent;
    const key = keyOf(of);
    if (asking === 'ifNeeded' && !this.#left.has(key)) {
      try {
        return await this.#api.getSession(provider, request, { createIfNone: this.#why(), ...accountOf(of) });
      } catch (error) {
        if (!hasLeft(error)) throw error;
        this.#left.add(key);
      }
    }
    this.#open.set(key, challenge);
    throw new UserError('signIn', 'The organisation asks for another proof of who you are.', 'Sign in.');
  }

  #request(wwwAuthenticate: string, of: SessionOf): { readonly wwwAuthenticate: string; readonly fallbackScopes: readonly string[] } {
    return { wwwAuthenticate, fallbackScopes: this.#scopes(of) };
  }

  /** The tenant stands among the scopes, as VS Code's provider wants it. */
  #scopes({ tenant }: SessionOf): readonly string[] {
    return [...scopesOf(this.#settings.cloud), ...(tenant === undefined ? [] : [`VSCODE_TENANT:${tenant}`])];
  }

  #why(): { readonly detail: string } {
    return { detail: this.#l10n.t('Azure DR reads which of your machines survive the failure of their region.') };
  }
}

function accountOf({ account }: SessionOf): { account?: Account } {
  return account ? { account } : {};
}

function idsOf(accounts: readonly Account[]): string {
  return accounts
    .map(({ id }) => id)
    .toSorted()
    .join(' ');
}

function keyOf({ account, tenant }: SessionOf): string {
  return `${account?.id ?? ''} ${tenant ?? ''}`;
}

/** What the editor says when a person leaves its dialog, or says no there: the error has neither a name nor a code of its own. */
const left = /did not consent|cancel/i;

function hasLeft(error: unknown): boolean {
  return error instanceof Error && left.test(error.message);
}

/** A person who leaves has cancelled: no error. */
async function leaving<T>(session: Thenable<T>): Promise<T> {
  try {
    return await session;
  } catch (error) {
    if (hasLeft(error)) throw new DOMException('Sign-in was left.', 'AbortError');
    throw error;
  }
}

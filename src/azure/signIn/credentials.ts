import type { TokenCredential } from '@azure/core-auth';
import type { HttpClient } from '@azure/core-rest-pipeline';
import { UserError } from '../../model/userError.ts';
import type { CredentialKind } from './credentialKind.ts';
import { isKnownAuthority, type Cloud } from '../clouds.ts';
import { signInError } from './signInError.ts';

export interface CredentialOptions {
  readonly cloud: Cloud;
  /** Id or domain of the tenant to sign in to; undefined: the credential's own. */
  readonly tenant?: string | undefined;
  /** For the sign-in service of a custom cloud, which may have a certificate authority of its own; undefined: the SDK's own. */
  readonly httpClient?: HttpClient | undefined;
}

/** Azure CLI starts slowly, above all on Windows; its own token request has no limit. */
const azureCliTimeoutMs = 60_000;

/** A person waits: not the SDK's 1, 2, 4 s. */
const retryOptions = { maxRetries: 3, retryDelayInMs: 300 };

/**
 * Loads `@azure/identity` and opens a credential. Asks for nothing yet; what it throws later are `UserError`s with reason `signIn`.
 * Secrets go to the cloud's own sign-in service, whatever the environment says; only a custom cloud's is taken from `AZURE_AUTHORITY_HOST`.
 */
export async function openCredential(kind: CredentialKind, options: CredentialOptions): Promise<TokenCredential> {
  const identity = await import('@azure/identity');
  const credential =
    kind === 'azureCli'
      ? new identity.AzureCliCredential({ processTimeoutInMs: azureCliTimeoutMs, ...tenantOf(options) })
      : new identity.EnvironmentCredential(environmentOptions(options));
  return {
    async getToken(scopes, getOptions) {
      try {
        return await credential.getToken(scopes, { ...getOptions, ...(kind === 'environment' ? tenantOf(options) : {}) });
      } catch (error) {
        throw signInError(error, kind, options, getOptions?.claims !== undefined);
      }
    },
  };
}

function tenantOf({ tenant }: CredentialOptions): { tenantId?: string } {
  return tenant === undefined ? {} : { tenantId: tenant };
}

function environmentOptions({ cloud, tenant, httpClient }: CredentialOptions): {
  authorityHost: string;
  disableInstanceDiscovery: boolean;
  additionallyAllowedTenants: string[];
  retryOptions: { maxRetries: number; retryDelayInMs: number };
  httpClient?: HttpClient;
} {
  const authorityHost = authorityOf(cloud);
  const isKnown = isKnownAuthority(authorityHost);
  return {
    authorityHost,
    // Discovery asks Microsoft about the authority, which knows nothing of a private cloud's.
    disableInstanceDiscovery: !isKnown,
    additionallyAllowedTenants: tenant === undefined ? [] : [tenant],
    retryOptions,
    ...(isKnown || httpClient === undefined ? {} : { httpClient }),
  };
}

function authorityOf({ authority }: Cloud): string {
  if (authority !== undefined) return authority;
  const given = process.env['AZURE_AUTHORITY_HOST'];
  if (given === undefined || given === '') return 'https://login.microsoftonline.com';
  if (URL.parse(given)?.protocol === 'https:') return given;
  throw new UserError('usage', 'AZURE_AUTHORITY_HOST is no https address.', 'Give the sign-in service of the private cloud.');
}

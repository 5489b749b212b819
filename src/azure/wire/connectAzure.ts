import type { TokenCredential } from '@azure/core-auth';
import type { HttpClient } from '@azure/core-rest-pipeline';
import { scopesOf, type Cloud } from '../clouds.ts';
import { newQuota, type Connection } from './connection.ts';
import { httpsClient } from './httpsClient.ts';
import { guardTokens } from '../signIn/tokenGuard.ts';

/** A connection to a real Azure. Makes no request and asks for no token by itself. */
export function connectAzure(cloud: Cloud, credential: TokenCredential, httpClient: HttpClient = httpsClient()): Connection {
  const scopes = scopesOf(cloud);
  return {
    credential: guardTokens(credential, scopes),
    endpoint: cloud.endpoint,
    scopes,
    httpClient,
    source: { kind: 'azure', label: cloud.name },
    quota: newQuota(),
  };
}

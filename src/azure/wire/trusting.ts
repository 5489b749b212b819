import { createDefaultHttpClient, type HttpClient } from '@azure/core-rest-pipeline';
import { requirePem } from './httpsClient.ts';

/**
 * A client that trusts this authority (PEM text) alone, whatever the environment says, and goes straight to the address, past any proxy.
 * Throws a `UserError` with reason `usage` when `ca` is no certificate.
 */
export function trusting(ca: string): HttpClient {
  requirePem(ca);
  const client = createDefaultHttpClient();
  // The SDK keeps one pool of connections per settings object, and hands it to Node's agent as it is.
  const tlsSettings = { ca, rejectUnauthorized: true };
  return {
    sendRequest(request) {
      request.tlsSettings = tlsSettings;
      delete request.agent;
      delete request.proxySettings;
      return client.sendRequest(request);
    },
  };
}

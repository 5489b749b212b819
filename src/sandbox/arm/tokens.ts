import { Buffer } from 'node:buffer';
import type { Call, Reply } from '../wire.ts';
import type { World } from '../world.ts';

const TOKEN_SECONDS = 3600;

/** Sign-in as far as Azure's clients need it: discovery documents and tokens for whoever asks. Any secret will do: there is none. */
export function registerTokens(world: World): void {
  const { openRouter: router, tenantId } = world;
  const token = (call: Call): Reply => tokenReply(world, call);

  for (const authority of ['{tenant}', 'adfs']) {
    router.add('GET', `/${authority}/.well-known/openid-configuration`, openIdConfiguration);
    router.add('GET', `/${authority}/v2.0/.well-known/openid-configuration`, openIdConfiguration);
    router.add('POST', `/${authority}/oauth2/token`, token);
    router.add('POST', `/${authority}/oauth2/v2.0/token`, token);
  }
  router.add('GET', '/common/discovery/instance', ({ origin }) => ({
    status: 200,
    body: {
      tenant_discovery_endpoint: `${origin}/${tenantId}/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [
        {
          preferred_network: 'login.microsoftonline.com',
          preferred_cache: 'login.windows.net',
          aliases: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net', new URL(origin).host],
        },
      ],
    },
  }));
  router.add('POST', '/msi/token', token);
  router.add('GET', '/msi/token', token);
  router.add('GET', '/metadata/endpoints', endpoints);

  function openIdConfiguration({ origin, path }: Call): Reply {
    const v2 = /\/v2\.0\/\.well-known/i.test(path);
    const base = `${origin}${path.slice(0, path.search(/(\/v2\.0)?\/\.well-known/i))}`;
    const oauth = v2 ? `${base}/oauth2/v2.0` : `${base}/oauth2`;
    return {
      status: 200,
      body: {
        issuer: v2 ? `${base}/v2.0` : `${base}/`,
        authorization_endpoint: `${oauth}/authorize`,
        token_endpoint: `${oauth}/token`,
        device_authorization_endpoint: `${oauth}/devicecode`,
        jwks_uri: `${base}/discovery${v2 ? '/v2.0' : ''}/keys`,
        token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
        response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
        response_modes_supported: ['query', 'fragment', 'form_post'],
        subject_types_supported: ['pairwise'],
        id_token_signing_alg_values_supported: ['RS256'],
        scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
        claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'tid', 'oid', 'appid'],
      },
    };
  }
}

/** Lives by the caller's time, not by the sandbox's: clients compare it with their own clock. */
function tokenReply(world: World, call: Call): Reply {
  const form = (call.body ?? {}) as Readonly<Record<string, string | undefined>>;
  const grant = form['grant_type'];
  const managedIdentity = call.path.toLowerCase() === '/msi/token';
  if (!managedIdentity && !grant) {
    return {
      status: 400,
      body: {
        error: 'invalid_request',
        error_description: "AADSTS900144: The request body must contain the following parameter: 'grant_type'.",
        error_codes: [900144],
      },
    };
  }
  const resource = form['resource'] ?? call.query.get('resource');
  const audience = resource ?? form['scope']?.split(' ')[0]?.replace(/\/\.default$/, '') ?? 'https://management.azure.com';
  const now = Math.floor(world.realNow() / 1000);
  const expires = now + TOKEN_SECONDS;
  const token = unsignedJwt({
    aud: audience,
    iss: `${call.origin}/${world.tenantId}/`,
    iat: now,
    nbf: now,
    exp: expires,
    appid: form['client_id'] ?? SANDBOX_OBJECT,
    idtyp: 'app',
    oid: SANDBOX_OBJECT,
    sub: SANDBOX_OBJECT,
    tid: world.tenantId,
    ver: '1.0',
  });
  return {
    status: 200,
    headers: { 'cache-control': 'no-store, no-cache' },
    body: {
      token_type: 'Bearer',
      // Managed identity answers strings, the token service of version 1 too; every client takes both.
      expires_in: managedIdentity ? String(TOKEN_SECONDS) : TOKEN_SECONDS,
      ext_expires_in: TOKEN_SECONDS,
      expires_on: String(expires),
      not_before: String(now),
      resource: audience,
      access_token: token,
    },
  };
}

/** Who every caller is: one service principal that may do everything. */
export const SANDBOX_OBJECT = '5a4d0b0c-0000-4000-8000-000000000001';

/** Shaped like a JWT, so that clients can read its claims; plainly without a signature. */
function unsignedJwt(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ typ: 'JWT', alg: 'none' })}.${part(claims)}.${Buffer.from('sandbox').toString('base64url')}`;
}

/** Until 2018 one flat object, from 2019-05-01 on a list of clouds. */
function endpoints({ origin, query }: Call): Reply {
  const audiences = [`${origin}/`, 'https://management.core.windows.net/', 'https://management.azure.com/'];
  // An authority that ends in /adfs is taken as it is by MSAL: no look-up at Microsoft's own instance discovery.
  const loginEndpoint = `${origin}/adfs`;
  if ((query.get('api-version') ?? '') < '2019') {
    return {
      status: 200,
      body: {
        galleryEndpoint: `${origin}/`,
        graphEndpoint: `${origin}/`,
        portalEndpoint: `${origin}/`,
        authentication: { loginEndpoint, audiences },
      },
    };
  }
  return {
    status: 200,
    body: [
      {
        name: 'Sandbox',
        portal: `${origin}/`,
        authentication: { loginEndpoint, audiences, tenant: 'common', identityProvider: 'AAD' },
        media: `${origin}/`,
        graphAudience: `${origin}/`,
        graph: `${origin}/`,
        resourceManager: `${origin}/`,
        gallery: `${origin}/`,
        suffixes: { storage: 'core.windows.net', keyVaultDns: 'vault.azure.net' },
      },
    ],
  };
}

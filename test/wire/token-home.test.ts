import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { customCloud } from '../../src/azure/clouds.ts';
import { connectAzure } from '../../src/azure/wire/connectAzure.ts';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import { trusting } from '../../src/azure/wire/trusting.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import { makeCertificate } from '../../src/sandbox/door/certificate.ts';

// A token goes to the host of its connection and nowhere else, whatever the answers say. Two servers with good certificates: one is home.

const certificate = makeCertificate(new Date());
const secret = 'eyJhbGciOiJub25lIn0.the-token.x';
const here = '11111111-0000-0000-0000-000000000001';

interface Heard {
  readonly url: string | undefined;
  readonly token: string | undefined;
}

function server() {
  const heard: Heard[] = [];
  const state: { answer: (request: IncomingMessage, response: ServerResponse) => void } = { answer: (_, response) => response.end() };
  const https = createServer({ cert: certificate.certificate, key: certificate.key }, (request, response) => {
    heard.push({ url: request.url, token: request.headers.authorization });
    state.answer(request, response);
  });
  return { heard, state, https, port: (): number => (https.address() as AddressInfo).port };
}

const home = server();
const elsewhere = server();

beforeAll(async () => {
  for (const { https } of [home, elsewhere]) await new Promise<void>((resolve) => https.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  home.heard.length = 0;
  elsewhere.heard.length = 0;
});
afterAll(() => {
  for (const { https } of [home, elsewhere]) {
    https.closeAllConnections();
    https.close();
  }
});

const json = (response: ServerResponse, body: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

/** Reads from home, which has one subscription and nothing in it, but for what `odd` answers instead. */
async function readHome(odd: (request: IncomingMessage, response: ServerResponse) => boolean): Promise<Inventory> {
  home.state.answer = (request, response) => {
    if (odd(request, response)) return;
    const path = request.url ?? '';
    if (path.startsWith('/subscriptions?')) json(response, { value: [{ subscriptionId: here, displayName: 'Here', state: 'Enabled' }] });
    else if (/resourcegraph/i.test(path)) json(response, { totalRecords: 0, count: 0, data: [], resultTruncated: 'false' });
    else json(response, { value: [] });
  };
  elsewhere.state.answer = (_request, response) => json(response, { value: [] });
  const url = `https://127.0.0.1:${home.port()}`;
  const credential = { getToken: () => Promise.resolve({ token: secret, expiresOnTimestamp: Date.now() + 3_600_000 }) };
  return readInventory(connectAzure(customCloud(url, url), credential, trusting(certificate.authority)));
}

const isLinks = ({ url }: IncomingMessage): boolean => /\/providers\/Microsoft\.Resources\/links/i.test(url ?? '');
const isNext = ({ url }: IncomingMessage): boolean => (url ?? '').includes('next=1');

test('a list that goes on at home is followed, with the token', async () => {
  const inventory = await readHome((request, response) => {
    if (!isLinks(request) || isNext(request)) return false;
    json(response, { value: [], nextLink: `https://127.0.0.1:${home.port()}${request.url}&next=1` });
    return true;
  });
  expect(inventory.gaps).toEqual([]);
  const followed = home.heard.filter(({ url }) => url?.includes('next=1'));
  expect(followed).toMatchObject([{ token: `Bearer ${secret}` }]);
});

const away: readonly (readonly [string, () => string])[] = [
  ['another port', () => `https://127.0.0.1:${elsewhere.port()}/x`],
  ['another name of the same machine', () => `https://localhost:${home.port()}/x`],
  ['the name of home as a user', () => `https://127.0.0.1:${home.port()}@localhost:${elsewhere.port()}/x`],
  ['plain http', () => `http://127.0.0.1:${elsewhere.port()}/x`],
  ['the default port', () => 'https://127.0.0.1/x'],
];

test.each(away)('a list that goes on elsewhere is not followed: %s', async (_name, next) => {
  const inventory = await readHome((request, response) => {
    if (!isLinks(request)) return false;
    json(response, { value: [], nextLink: next() });
    return true;
  });
  expect(inventory.gaps).toMatchObject([{ table: 'links', scope: here, reason: 'failed' }]);
  expect(elsewhere.heard).toEqual([]);
  expect(home.heard.filter(({ url }) => url === '/x')).toEqual([]);
});

test.each([301, 302, 303, 307, 308])('a redirect to elsewhere is not followed: %i', async (status) => {
  const inventory = await readHome((request, response) => {
    if (!isLinks(request)) return false;
    response.writeHead(status, { location: `https://127.0.0.1:${elsewhere.port()}/x` }).end();
    return true;
  });
  expect(inventory.gaps).toMatchObject([{ table: 'links', scope: here, reason: 'failed' }]);
  expect(elsewhere.heard).toEqual([]);
});

test('a challenge cannot name another resource or tenant', async () => {
  const asked: unknown[] = [];
  const url = `https://127.0.0.1:${home.port()}`;
  // Requests that were under way when the reading gave up may still arrive, after the servers have closed.
  const other = `https://127.0.0.1:${elsewhere.port()}/other`;
  home.state.answer = (_request, response) => {
    const challenge = `Bearer authorization_uri="${other}", resource="https://management.azure.com", scope="https://management.azure.com/.default"`;
    response.writeHead(401, { 'www-authenticate': challenge, 'content-type': 'application/json' }).end('{}');
  };
  const credential = {
    getToken(scopes: string | string[], options?: { readonly tenantId?: string }) {
      asked.push([scopes, options?.tenantId]);
      return Promise.resolve({ token: secret, expiresOnTimestamp: Date.now() + 3_600_000 });
    },
  };
  const reading = readInventory(connectAzure(customCloud(url, url), credential, trusting(certificate.authority)));
  await expect(reading).rejects.toMatchObject({ name: 'UserError', reason: 'signIn' });
  expect(new Set(asked.map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify([[`${url}/.default`], undefined])]));
  expect(elsewhere.heard).toEqual([]);
});

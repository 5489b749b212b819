import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { azureDr } from './runCli.ts';
import { serveSandbox, type Served } from './servedSandbox.ts';

// The known clouds by their public names: a proxy leads the names that the sandbox's certificate carries to it, refuses all others, and
// puts down every name that somebody wanted to reach. Nothing leaves the machine.

let served: Served;
const wanted: string[] = [];
const proxy = createServer((_request, response) => response.writeHead(403).end());
const carried = ['management.azure.com:443', 'login.microsoftonline.com:443'];

beforeAll(async () => {
  served = await serveSandbox('--clock', 'manual');
  proxy.on('connect', (request, socket) => {
    const name = request.url ?? '';
    wanted.push(name);
    socket.on('error', () => socket.destroy());
    if (!carried.includes(name)) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const there = connect(Number(new URL(served.url).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      there.pipe(socket);
      socket.pipe(there);
    });
    there.on('error', () => socket.destroy());
    socket.on('close', () => there.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
});
afterEach(() => void (wanted.length = 0));
afterAll(async () => {
  proxy.close();
  await served.stop();
});

const audit = (...words: string[]) =>
  azureDr(['audit', '--credential', 'environment', '--fail-on', 'none', '--format', 'json', ...words], {
    HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    HTTP_PROXY: undefined,
    ALL_PROXY: undefined,
    NO_PROXY: undefined,
    https_proxy: undefined,
    no_proxy: undefined,
    NODE_EXTRA_CA_CERTS: served.caCertificate,
    AZURE_TENANT_ID: served.tenantId,
    AZURE_CLIENT_ID: '11111111-2222-4333-8444-555555555555',
    AZURE_CLIENT_SECRET: 'not-a-real-one',
    AZURE_CLIENT_CERTIFICATE_PATH: undefined,
    // Of somebody else's: a known cloud's secrets go to its own sign-in service only.
    AZURE_AUTHORITY_HOST: 'https://login.elsewhere.example',
  });

describe('a known cloud', () => {
  test('is read at its own names', async () => {
    const { code, out, err } = await audit('--cloud', 'AzureCloud');
    // Under these names the sandbox passes for Azure, whose clock is the real one: that it is behind is said.
    expect(err).toMatch(/^azure-dr: The clock here is \d+ days ahead of Azure’s; ages are counted by Azure’s clock\.\n$/);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ source: 'AzureCloud', partial: false, subscriptions: served.subscriptions.map(() => ({})) });
    expect(new Set(wanted)).toEqual(new Set(carried));
  });

  test.each([
    ['AzureUSGovernment', 'login.microsoftonline.us:443'],
    // The SDK takes the newer of the cloud's two names.
    ['AzureChinaCloud', 'login.partner.microsoftonline.cn:443'],
  ])('%s: its secrets go to %s', async (cloud, authority) => {
    const { code, out } = await audit('--cloud', cloud);
    expect(code).toBe(3);
    expect(out).toBe('');
    expect(new Set(wanted)).toEqual(new Set([authority]));
  });
});

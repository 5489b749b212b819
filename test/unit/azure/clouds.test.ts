import { describe, expect, test } from 'vitest';
import { cloudAt, cloudNamed, customCloud, isKnownAuthority, knownClouds, scopesOf } from '../../../src/azure/clouds.ts';
import type { UserError } from '../../../src/model/userError.ts';

const own = 'https://management.contoso.example';
const refused = expect.objectContaining({ name: 'UserError', reason: 'refusedEndpoint' }) as UserError;

function outcome(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

describe('known clouds', () => {
  test.each(knownClouds.map((cloud) => [cloud.name, cloud] as const))('%s: https origins of its own domains', (name, cloud) => {
    expect(cloudNamed(name)).toBe(cloud);
    for (const url of [cloud.endpoint, cloud.audience, cloud.authority, cloud.portal]) {
      expect(new URL(url).origin).toBe(url);
      expect(cloud.domains.some((domain) => new URL(url).hostname.endsWith(`.${domain}`))).toBe(true);
    }
    expect(isKnownAuthority(cloud.authority)).toBe(true);
  });

  test('no two share a domain', () => {
    const domains = knownClouds.flatMap((cloud): readonly string[] => cloud.domains);
    expect(new Set(domains).size).toBe(domains.length);
  });

  test.each([
    ['https://management.azure.com', 'AzureCloud'],
    ['https://MANAGEMENT.azure.com:443/', 'AzureCloud'],
    ['https://management.usgovcloudapi.net/', 'AzureUSGovernment'],
    ['https://management.chinacloudapi.cn', 'AzureChinaCloud'],
    ['https://management.azure.com:8443', undefined],
    ['http://management.azure.com', undefined],
    ['https://management.azure.com.example.com', undefined],
    ['https://management.azure.com@example.com', undefined],
    ['not a url', undefined],
  ])('at %s: %s', (endpoint, name) => {
    expect(cloudAt(endpoint)?.name).toBe(name);
  });
});

describe('custom clouds', () => {
  test('have the audience that they are given', () => {
    const cloud = customCloud(`${own}/`, 'https://management.contoso.example/4de3');
    expect(cloud).toEqual({
      name: 'Azure at management.contoso.example',
      endpoint: own,
      audience: 'https://management.contoso.example/4de3',
      authority: undefined,
      portal: undefined,
    });
    expect(scopesOf(cloud)).toEqual(['https://management.contoso.example/4de3/.default']);
  });

  test.each([
    ['https://127.0.0.1:8443', 'https://127.0.0.1:8443/.default'],
    ['https://127.0.0.1:8443/', 'https://127.0.0.1:8443//.default'],
  ])('the audience %s keeps its slash: %s', (audience, scope) => {
    expect(scopesOf(customCloud(own, audience))).toEqual([scope]);
  });

  test.each([
    'https://management.azure.com',
    'https://management.azure.com/',
    'https://MANAGEMENT.Azure.com',
    'https://management.azure.com.',
    'https://management.azure.com:443/x',
    ' https://management.azure.com',
    'https://management.az\ture.com',
    'https://management.%61zure.com',
    'https://ｍanagement.azure.com',
    'https://management.core.windows.net/',
    'https://graph.microsoft.com',
    'https://vault.azure.net',
    'https://storage.azure.com',
    'https://management.usgovcloudapi.net',
    'https://management.core.usgovcloudapi.net',
    'https://management.chinacloudapi.cn',
    'https://management.core.chinacloudapi.cn/',
    'https://azure.com',
    // Resource Manager by the id of its application, and other names that cannot be told from it.
    '797f4846-ba00-4fd7-ba43-dac1f8f63013',
    'api://797f4846-ba00-4fd7-ba43-dac1f8f63013',
    'http://management.azure.com',
    'http://contoso.example',
    'https://own.example@management.azure.com',
    'https://user@own.example',
    'https://own.example/?x',
    '',
  ])('the audience %j is refused', (audience) => {
    expect(outcome(() => customCloud(own, audience))).toEqual(refused);
  });

  test.each(['https://azure.com.example', 'https://notazure.com', 'https://management.contoso.onmicrosoft.com/4de3'])(
    'the audience %s is nobody else’s',
    (audience) => {
      expect(customCloud(own, audience).audience).toBe(audience);
    },
  );

  test.each([
    'http://contoso.example',
    'https://user:pw@contoso.example',
    'https://contoso.example/arm',
    'https://contoso.example?x',
    'contoso',
    '',
  ])('the endpoint %j is refused', (endpoint) => {
    expect(outcome(() => customCloud(endpoint, own))).toEqual(refused);
  });
});

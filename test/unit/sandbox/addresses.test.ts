import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { freeAddresses, isIpv4, isUsable } from '../../../src/sandbox/arm/network/addresses.ts';

const subnet = (addressPrefix: string): { id: string; name: string; properties: { addressPrefix: string } } => ({
  id: '/s',
  name: 's',
  properties: { addressPrefix },
});

it('keeps the first four addresses and the last one of a subnet', () => {
  expect(freeAddresses(subnet('10.1.2.8/29'), new Set(), 100)).toEqual(['10.1.2.12', '10.1.2.13', '10.1.2.14']);
  expect(freeAddresses(subnet('10.1.2.0/24'), new Set(['10.1.2.4', '10.1.2.6']), 2)).toEqual(['10.1.2.5', '10.1.2.7']);
});

it('gives only what can be used, across the parts of an address', () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 29 }), fc.integer({ min: 0, max: 255 }), (bits, third) => {
      const prefix = `10.200.${third - (third % 16)}.0/${bits}`;
      const free = freeAddresses(subnet(prefix), new Set(), 5000);
      expect(free).toHaveLength(2 ** (32 - bits) - 5);
      expect(free.every((address) => isIpv4(address) && isUsable(prefix, address))).toBe(true);
    }),
    { numRuns: 20 },
  );
  expect(isUsable('10.0.0.0/24', '10.0.1.4')).toBe(false);
  expect(isIpv4('10.0.0.256')).toBe(false);
});

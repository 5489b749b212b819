/** Whether an IPv4 range (`10.1.0.0/16`) holds an address. False for what is neither: IPv6 is not supported by Site Recovery. */
export function holdsAddress(prefix: string, address: string): boolean {
  const [start = '', bits = ''] = prefix.split('/');
  const [first, one] = [numberOf(start), numberOf(address)];
  if (first === undefined || one === undefined || !/^\d+$/.test(bits)) return false;
  return one >= first && one < first + 2 ** (32 - Number(bits));
}

function numberOf(address: string): number | undefined {
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

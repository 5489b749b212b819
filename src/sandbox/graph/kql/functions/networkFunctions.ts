import { toText } from '../convert.ts';
import { escapeRegex } from '../regex.ts';
import { isArray, type Json, type Value } from '../values.ts';
import { integer, ofTexts, ofValues, type FunctionSpec, type Functions } from './functionSpec.ts';

interface Network {
  readonly address: number;
  readonly bits: number;
}

const NETWORK = /^\s*(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?\s*$/;

/** `10.0.0.0/24`; without a prefix it is one address. Undefined for anything else. */
function networkOf(text: string): Network | undefined {
  const parts = NETWORK.exec(text)?.slice(1).map(Number);
  if (!parts) return undefined;
  const bits = Number.isNaN(parts[4]!) ? 32 : parts[4]!;
  const octets = parts.slice(0, 4);
  if (bits > 32 || octets.some((octet) => octet > 255)) return undefined;
  return { address: octets.reduce((sum, octet) => sum * 256 + octet, 0), bits };
}

const masked = (address: number, bits: number): number => address - (address % 2 ** (32 - bits));

/** Compares two addresses in the smallest of the given prefixes; null when one is no address. */
function compared(a: string, b: string, bits = 32): number | null {
  const [one, other] = [networkOf(a), networkOf(b)];
  if (!one || !other) return null;
  const common = Math.min(one.bits, other.bits, bits);
  return Math.sign(masked(one.address, common) - masked(other.address, common));
}

function isIn(address: string, range: string): boolean | null {
  const [one, network] = [networkOf(address), networkOf(range)];
  if (!one || !network) return null;
  return masked(one.address, network.bits) === masked(network.address, network.bits);
}

/** An address, as a text or as its number, cut to a prefix and written with dots; '' where it is none. */
function formatted(value: Value | undefined, bits: number, withPrefix: boolean): string {
  const network = typeof value === 'number' ? { address: value, bits: 32 } : networkOf(toText(value, 'string'));
  if (!network) return '';
  const common = Math.min(network.bits, bits);
  const address = masked(network.address, common);
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
  return withPrefix ? `${octets}/${common}` : octets;
}

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

const comparing = (type: 'bool' | 'long', result: (order: number) => Value): FunctionSpec =>
  ofValues(2, 3, type, ([a, b, bits], types) => {
    const order = compared(toText(a, types[0]!), toText(b, types[1]!), integer(bits));
    return order === null ? null : result(order);
  });

/** The texts of the arguments after the first; an array stands for its elements. */
const restOf = (values: readonly Value[]): string[] =>
  values.slice(1).flatMap((value) => (isArray(value) ? value : [value]).map((item) => toText(item, 'dynamic')));

/** Whether one of the addresses (or beginnings of addresses) stands in a text by itself. */
const standing = (prefix: boolean, max: number): FunctionSpec =>
  ofValues(2, max, 'bool', (values, types) => {
    const text = toText(values[0], types[0]!);
    return restOf(values).some((part) => new RegExp(`(?<![\\d.])${escapeRegex(part)}${prefix ? '' : '(?![\\d.])'}`).test(text));
  });

/** Addresses of version 4, and of the web. */
export const networkFunctions: Functions = {
  parse_ipv4: ofTexts(1, 1, 'long', (text = '') => {
    const network = networkOf(text);
    return network ? masked(network.address, network.bits) : null;
  }),
  parse_ipv4_mask: ofValues(2, 2, 'long', ([text, bits], types) => {
    const network = networkOf(toText(text, types[0]!));
    return network ? masked(network.address, Math.min(network.bits, integer(bits) ?? 32)) : null;
  }),
  format_ipv4: ofValues(1, 2, 'string', ([address, bits]) => formatted(address, integer(bits) ?? 32, false)),
  format_ipv4_mask: ofValues(1, 2, 'string', ([address, bits]) => formatted(address, integer(bits) ?? 32, true)),
  ipv4_compare: comparing('long', (order) => order),
  ipv4_is_match: comparing('bool', (order) => order === 0),
  ipv4_is_in_range: ofTexts(2, 2, 'bool', (address = '', range = '') => isIn(address, range)),
  ipv4_is_in_any_range: ofValues(2, 64, 'bool', (values, types) =>
    networkOf(toText(values[0], types[0]!)) ? restOf(values).some((range) => isIn(toText(values[0], types[0]!), range) === true) : null,
  ),
  ipv4_is_private: ofTexts(1, 1, 'bool', (address = '') => (networkOf(address) ? PRIVATE.some((range) => isIn(address, range)) : null)),
  ipv4_netmask_suffix: ofTexts(1, 1, 'long', (text = '') => networkOf(text)?.bits ?? null),
  has_ipv4: standing(false, 2),
  has_any_ipv4: standing(false, 64),
  has_ipv4_prefix: standing(true, 2),
  has_any_ipv4_prefix: standing(true, 64),
  parse_url: ofTexts(1, 1, 'dynamic', (text = '') => urlParts(text)),
  parse_urlquery: ofTexts(1, 1, 'dynamic', (text = '') => ({ 'Query Parameters': Object.fromEntries(new URLSearchParams(text)) })),
};

function urlParts(text: string): Json {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return {
    Scheme: url.protocol.slice(0, -1),
    Host: url.hostname,
    Port: url.port,
    Path: url.pathname,
    Username: url.username,
    Password: url.password,
    'Query Parameters': Object.fromEntries(url.searchParams),
    Fragment: url.hash.slice(1),
  };
}

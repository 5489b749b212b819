import { Buffer } from 'node:buffer';

/** The few shapes of DER (ITU-T X.690) that a certificate is made of. */

function tagged(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = length < 0x100 ? [length] : [length >> 8, length & 0xff];
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

export const sequence = (...items: readonly Uint8Array[]): Buffer => tagged(0x30, ...items);
export const setOf = (...items: readonly Uint8Array[]): Buffer => tagged(0x31, ...items);
/** Of a positive number's bytes: the first must be below 0x80. */
export const integer = (bytes: Uint8Array): Buffer => tagged(0x02, bytes);
export const octets = (content: Uint8Array): Buffer => tagged(0x04, content);
export const utf8 = (text: string): Buffer => tagged(0x0c, Buffer.from(text));
export const yes = (): Buffer => tagged(0x01, Buffer.from([0xff]));
/** `[n]`, constructed: an explicit tag. */
export const explicit = (n: number, content: Uint8Array): Buffer => tagged(0xa0 | n, content);
/** `[n]`, primitive: an implicit tag. */
export const implicit = (n: number, content: Uint8Array): Buffer => tagged(0x80 | n, content);

export function bits(content: Uint8Array, unused = 0): Buffer {
  return tagged(0x03, Buffer.from([unused]), content);
}

export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let left = value >> 7; left > 0; left >>= 7) bytes.unshift((left & 0x7f) | 0x80);
  return bytes;
}

/** Whole seconds; years up to 2049. */
export function utcTime(date: Date): Buffer {
  return tagged(0x17, Buffer.from(`${date.toISOString().slice(2, 19).replaceAll(/[-:T]/g, '')}Z`));
}

import { Buffer } from 'node:buffer';
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { bits, explicit, implicit, integer, objectId, octets, sequence, setOf, utcTime, utf8, yes } from './der.ts';

/** Names that the door answers to: its own address, and Azure's public names for clients that come through a local proxy. */
export const SERVED_NAMES = ['localhost', 'management.azure.com', 'login.microsoftonline.com'] as const;
export const SERVED_ADDRESS = '127.0.0.1';

const DAY_MS = 86_400_000;
const VALID_DAYS = 90;

export interface DoorCertificate {
  /** PEM of the authority that clients must trust. Its key is forgotten as soon as the certificate is signed. */
  readonly authority: string;
  /** PEM. */
  readonly certificate: string;
  /** PEM, PKCS #8. Never written to disk. */
  readonly key: string;
}

/** An authority and one certificate signed by it (X.509 version 3, RFC 5280), made anew for each start. */
export function makeCertificate(now: Date): DoorCertificate {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const door = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const common = { issuer: 'DR Readiness sandbox authority', issuerKey: authority.privateKey, now };
  return {
    authority: issue({
      ...common,
      subject: common.issuer,
      publicKey: authority.publicKey,
      extensions: [
        critical(oid.basicConstraints, sequence(yes(), integer(Buffer.from([0])))),
        critical(oid.keyUsage, bits(KEY_CERT_SIGN, 2)),
        extension(oid.subjectKeyIdentifier, octets(keyIdentifier(authority.publicKey))),
      ],
    }),
    certificate: issue({
      ...common,
      subject: 'DR Readiness sandbox',
      publicKey: door.publicKey,
      extensions: [
        critical(oid.basicConstraints, sequence()),
        critical(oid.keyUsage, bits(DIGITAL_SIGNATURE, 7)),
        extension(oid.extendedKeyUsage, sequence(objectId(oid.serverAuth))),
        extension(oid.subjectAltName, sequence(...SERVED_NAMES.map(dnsName), ipAddress(SERVED_ADDRESS))),
        extension(oid.authorityKeyIdentifier, sequence(implicit(0, keyIdentifier(authority.publicKey)))),
        extension(oid.subjectKeyIdentifier, octets(keyIdentifier(door.publicKey))),
      ],
    }),
    key: door.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

const oid = {
  commonName: '2.5.4.3',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
} as const;

const KEY_CERT_SIGN = Buffer.from([0b0000_0100]);
const DIGITAL_SIGNATURE = Buffer.from([0b1000_0000]);

interface Issue {
  readonly issuer: string;
  readonly issuerKey: KeyObject;
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly now: Date;
  readonly extensions: readonly Buffer[];
}

function issue({ issuer, issuerKey, subject, publicKey, now, extensions }: Issue): string {
  const algorithm = sequence(objectId(oid.ecdsaWithSha256));
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    // Positive and unique: 16 random bytes after a 1.
    integer(Buffer.concat([Buffer.from([1]), randomBytes(16)])),
    algorithm,
    name(issuer),
    sequence(utcTime(new Date(now.getTime() - DAY_MS)), utcTime(new Date(now.getTime() + VALID_DAYS * DAY_MS))),
    name(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(...extensions)),
  );
  return pem(sequence(body, algorithm, bits(sign('sha256', body, issuerKey))));
}

function name(commonName: string): Buffer {
  return sequence(setOf(sequence(objectId(oid.commonName), utf8(commonName))));
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(objectId(id), octets(value));
}

function critical(id: string, value: Buffer): Buffer {
  return sequence(objectId(id), yes(), octets(value));
}

function dnsName(host: string): Buffer {
  return implicit(2, Buffer.from(host));
}

function ipAddress(address: string): Buffer {
  return implicit(7, Buffer.from(address.split('.').map(Number)));
}

function keyIdentifier(key: KeyObject): Buffer {
  return createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest();
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { makeCertificate } from '../../../src/sandbox/door/certificate.ts';

it('signs a certificate for exactly the names that the door serves', () => {
  const now = new Date('2026-05-05T05:05:05Z');
  const made = makeCertificate(now);
  const authority = new X509Certificate(made.authority);
  const certificate = new X509Certificate(made.certificate);
  expect(authority.ca).toBe(true);
  expect(certificate.ca).toBe(false);
  expect(authority.verify(authority.publicKey)).toBe(true);
  expect(certificate.verify(authority.publicKey)).toBe(true);
  expect(certificate.checkIssued(authority)).toBe(true);
  expect(certificate.checkPrivateKey(createPrivateKey(made.key))).toBe(true);
  expect(certificate.subjectAltName).toBe('DNS:localhost, DNS:management.azure.com, DNS:login.microsoftonline.com, IP Address:127.0.0.1');
  expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(certificate.checkHost('example.com')).toBeUndefined();
  expect(new Date(certificate.validFrom).getTime()).toBeLessThan(now.getTime());
  expect(new Date(certificate.validTo).getTime()).toBeGreaterThan(now.getTime());
});

it('makes a new authority each time', () => {
  const [one, other] = [makeCertificate(new Date(0)), makeCertificate(new Date(0))];
  expect(new X509Certificate(one.certificate).verify(new X509Certificate(other.authority).publicKey)).toBe(false);
});

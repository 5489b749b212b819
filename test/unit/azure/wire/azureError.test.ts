import { RestError } from '@azure/core-rest-pipeline';
import { expect, test } from 'vitest';
import { toUserError } from '../../../../src/azure/wire/azureError.ts';
import { UserError } from '../../../../src/model/userError.ts';

test.each([
  [new RestError('x', { statusCode: 401, code: 'InvalidAuthenticationToken' }), 'signIn', 'InvalidAuthenticationToken'],
  [new RestError('x', { statusCode: 403, code: 'AuthorizationFailed' }), 'denied', 'AuthorizationFailed'],
  [new RestError('x', { statusCode: 404, code: 'ResourceNotFound' }), 'notFound', 'ResourceNotFound'],
  [new RestError('x', { statusCode: 429, code: 'RateLimiting' }), 'throttled', 'RateLimiting'],
  [new RestError('x', { statusCode: 500 }), 'serverError', 'HTTP 500'],
  [new RestError('x', { statusCode: 503 }), 'serverError', 'HTTP 503'],
  [new RestError('x', { statusCode: 400, code: 'BadRequest' }), 'badAnswer', 'BadRequest'],
  [new RestError('x', { statusCode: 200, code: 'PARSE_ERROR' }), 'badAnswer', 'PARSE_ERROR'],
  [new RestError('x', { statusCode: 200, code: 'NOT_JSON' }), 'badAnswer', 'NOT_JSON'],
  [new RestError('x', { code: 'FOREIGN_HOST' }), 'refusedEndpoint', 'FOREIGN_HOST'],
  [new RestError('x', { code: 'NO_ANSWER' }), 'unreachable', 'NO_ANSWER'],
  [new RestError('x', { code: 'ECONNREFUSED' }), 'unreachable', 'ECONNREFUSED'],
  [new RestError('x', { code: 'ENOTFOUND' }), 'unreachable', 'ENOTFOUND'],
  [new RestError('x', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }), 'unreachable', 'SELF_SIGNED_CERT_IN_CHAIN'],
  [Object.assign(new Error('x'), { name: 'CredentialUnavailableError' }), 'signIn', undefined],
  [new TypeError('x'), 'badAnswer', undefined],
  ['x', 'badAnswer', undefined],
] as const)('%o', (error, reason, azureCode) => {
  expect(toUserError(error)).toMatchObject({ reason, azureCode });
});

test('the certificate of an endpoint is told apart from the network', () => {
  expect(toUserError(new RestError('x', { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' })).message).toContain('certificate');
});

test('an error made for people stays as it is', () => {
  const error = new UserError('usage', 'What.', 'Do.');
  expect(toUserError(error)).toBe(error);
});

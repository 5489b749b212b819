import { expect, it } from 'vitest';
import { Router } from '../../../src/sandbox/router.ts';
import type { Handler } from '../../../src/sandbox/wire.ts';

const named = (name: string): Handler => Object.assign(() => ({ status: 200, body: name }), { label: name });
const found = (router: Router, method: string, path: string): unknown => {
  const match = router.find(method, path);
  return match && [(match.handler as unknown as { label: string }).label, match.params];
};

const router = new Router()
  .add('GET', '/a/{x}', named('one'))
  .add('GET', '/a/fixed', named('fixed'))
  .add('GET', '/a/{x}/b/{y}', named('deep'))
  .add('GET', '/a/{*rest}', named('rest'))
  .add('PUT', '/a/{x}', named('put'));

it.each([
  ['GET', '/A/Some%20Name', ['one', { x: 'Some Name' }]],
  ['GET', '/a/FIXED', ['fixed', {}]],
  ['GET', '/a/fixed/b/2', ['deep', { x: 'fixed', y: '2' }]],
  ['GET', '/a/x/c', ['rest', {}]],
  ['GET', '/a/x/b/y/z', ['rest', {}]],
  ['PUT', '/a/fixed', ['put', { x: 'fixed' }]],
  ['PUT', '/a/x/b/y', undefined],
  ['GET', '/b', undefined],
])('%s %s', (method, path, expected) => {
  expect(found(router, method, path)).toEqual(expected);
});

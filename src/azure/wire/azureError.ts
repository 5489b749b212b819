import { UserError, type UserErrorReason } from '../../model/userError.ts';
import { foreignHost, noAnswer, notJson } from './session.ts';
import { numberOf, recordOf, textOf, type Row } from '../values.ts';

/**
 * The error for people, with Azure's own code. Decided by status and code, never by message text: the types of what the SDKs throw differ by
 * package, these members do not.
 */
export function toUserError(error: unknown): UserError {
  if (error instanceof UserError) return error;
  const { statusCode, response, code, name }: Row = recordOf(error) ?? {};
  const status = numberOf(statusCode) ?? numberOf(recordOf(response)?.['status']);
  const azureCode = textOf(code) ?? (status === undefined ? undefined : `HTTP ${status}`);
  const [reason, what, todo] = explain(status, azureCode, name);
  return new UserError(reason, what, todo, { azureCode, cause: error });
}

type Explanation = readonly [UserErrorReason, string, string];

const badAnswer: Explanation = [
  'badAnswer',
  'The answer is not what Azure documents.',
  'Something between here and Azure, a proxy or a sign-in page, may have answered; try again, or from another network.',
];
const foreign: Explanation = ['refusedEndpoint', 'The answer leads to another host.', 'Nothing was sent there; check the endpoint.'];
const signIn: Explanation = ['signIn', 'Azure does not accept the sign-in.', 'Sign in again.'];
const tls: Explanation = [
  'unreachable',
  'The certificate of the endpoint is not trusted.',
  'Check the endpoint and its certificate authority; behind an inspecting proxy, give the proxy’s.',
];
const late: Explanation = [
  'unreachable',
  'Azure did not answer in time.',
  'Try again; if it stays, check the network, and whether a region is down: look at Azure status.',
];
const network: Explanation = ['unreachable', 'Azure cannot be reached.', 'Check the network and the proxy settings, then try again.'];

function explain(status: number | undefined, code: string | undefined, name: unknown): Explanation {
  if (code === foreignHost) return foreign;
  if (code === noAnswer) return late;
  if (code === notJson || code === 'PARSE_ERROR') return badAnswer;
  if (isSignInError(name)) return signIn;
  if (status !== undefined && status >= 300) return byStatus(status);
  if (status !== undefined) return badAnswer;
  if (code !== undefined && tlsCodes.test(code)) return tls;
  return code === undefined ? badAnswer : network;
}

function byStatus(status: number): Explanation {
  if (status === 401) return signIn;
  if (status === 403) return ['denied', 'You may not read this.', 'Ask its owner for a role.'];
  if (status === 404) return ['notFound', 'Azure does not know this.', 'Check whether it was deleted.'];
  if (status === 429) return ['throttled', 'Azure takes no more requests for now.', 'Wait a minute, then try again.'];
  if (status >= 500)
    return ['serverError', 'Azure failed to answer.', 'Try again; if it stays, a region may be down: look at Azure status.'];
  return badAnswer;
}

/** By the name of an SDK's error: there is no token, so nothing was sent. */
export function isSignInError(name: unknown): boolean {
  return name === 'AuthenticationRequiredError' || name === 'CredentialUnavailableError' || name === 'AuthenticationError';
}

/** OpenSSL's and Node's codes of a certificate that does not hold. */
export const tlsCodes = /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|EPROTO)/;

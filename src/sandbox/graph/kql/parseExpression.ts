import type { Expression, NamedExpression, Pipeline } from './ast.ts';
import { parseDateTime, parseTimeSpan, parseUnitSpan } from './dateTime.ts';
import type { Token } from './lexer.ts';
import { EXPRESSION, parserFailure, QueryError } from './queryError.ts';
import { typeNamed, type Json, type ScalarType, type Value } from './values.ts';

/** Operators on text: of one rank, above arithmetic. */
const TEXT_OPERATORS = new Set([
  '=~',
  '!~',
  ...['has', 'hasprefix', 'hassuffix', 'contains', 'startswith', 'endswith'].flatMap((name) => [
    name,
    `${name}_cs`,
    `!${name}`,
    `!${name}_cs`,
  ]),
]);
/** Names that Kusto still takes and public queries still have (`name notcontains "master"`). */
const OLD_OPERATORS: Readonly<Record<string, string>> = {
  containscs: 'contains_cs',
  notcontains: '!contains',
  notcontainscs: '!contains_cs',
};
const LIST_OPERATORS = new Set(['in', 'in~', '!in', '!in~', 'has_any', 'has_all']);
const EQUALITY = new Set(['==', '!=', '<>']);
const RELATIONAL = new Set(['<', '>', '<=', '>=']);

/** As Kusto's grammar has them. */
const TRUTH = /^(?:true|True|TRUE|false|False|FALSE)$/;

/** Deeper nesting than this is refused instead of overflowing the stack. */
const MAX_DEPTH = 300;

/** Recursive descent over the tokens of a query: the scalar half of the grammar. */
export abstract class ExpressionParser {
  protected readonly tokens: readonly Token[];
  protected position = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  protected abstract pipeline(): Pipeline;

  protected get token(): Token {
    return this.tokens[this.position]!;
  }

  protected peek(offset = 1): Token {
    return this.tokens[Math.min(this.position + offset, this.tokens.length - 1)]!;
  }

  protected next(): Token {
    const token = this.token;
    if (token.kind !== 'end') this.position++;
    return token;
  }

  protected at(symbol: string): boolean {
    return this.token.kind === 'symbol' && this.token.text === symbol;
  }

  protected atWord(...words: readonly string[]): boolean {
    return this.token.kind === 'name' && words.includes(this.token.text);
  }

  protected accept(symbol: string): boolean {
    if (!this.at(symbol)) return false;
    this.position++;
    return true;
  }

  protected acceptWord(word: string): boolean {
    if (!this.atWord(word)) return false;
    this.position++;
    return true;
  }

  protected expect(symbol: string): Token {
    if (!this.at(symbol)) throw parserFailure(this.token);
    return this.next();
  }

  protected expectWord(word: string): void {
    if (!this.acceptWord(word)) throw parserFailure(this.token);
  }

  /** A column or table name: plain, or `['any text']`. */
  protected name(): { at: Token; text: string } {
    const at = this.token;
    if (at.kind === 'name') return { at: this.next(), text: at.text };
    const string = this.at('[') ? this.peek() : undefined;
    if (string?.kind === 'string') {
      this.position += 2;
      this.expect(']');
      return { at, text: string.value };
    }
    throw parserFailure(at);
  }

  /** Whether what begins here may be a table: it begins with a name or a bracket. */
  protected mayBeTable(): boolean {
    return this.token.kind === 'name' || this.at('(');
  }

  /** What `parse` gives, or undefined when the text does not fit it. */
  protected attempt<T>(parse: () => T): T | undefined {
    try {
      return parse();
    } catch (error) {
      if (error instanceof QueryError) return undefined;
      throw error;
    }
  }

  protected list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.accept(',')) items.push(item());
    return items;
  }

  protected namedExpression(): NamedExpression {
    const start = this.position;
    const plain = this.token.kind === 'name' && this.peek().text === '=' && this.peek().kind === 'symbol';
    const bracketed = this.at('[') && this.peek().kind === 'string' && this.peek(2).text === ']' && this.peek(3).text === '=';
    if (plain || bracketed) {
      const name = this.name().text;
      this.expect('=');
      return { name, expression: this.expression() };
    }
    this.position = start;
    return { expression: this.expression() };
  }

  protected expression(): Expression {
    if (++this.#depth > MAX_DEPTH) throw parserFailure(this.token, EXPRESSION);
    try {
      return this.#or();
    } finally {
      this.#depth--;
    }
  }

  #or(): Expression {
    return this.#logical('or', () => this.#logical('and', () => this.#equality()));
  }

  #logical(operator: 'and' | 'or', operand: () => Expression): Expression {
    const operands = [operand()];
    const at: Token[] = [];
    while (this.atWord(operator)) {
      at.push(this.next());
      operands.push(operand());
    }
    return balanced(operator, operands, at);
  }

  #equality(): Expression {
    let left = this.#relational();
    for (;;) {
      const at = this.token;
      if (at.kind === 'symbol' && EQUALITY.has(at.text)) {
        this.next();
        left = { kind: 'binary', at, operator: at.text === '<>' ? '!=' : at.text, left, right: this.#relational() };
      } else if (LIST_OPERATORS.has(at.text)) {
        left = this.#listOperator(left);
      } else if (this.atWord('between') || this.at('!between')) {
        left = this.#between(left);
      } else {
        return left;
      }
    }
  }

  #listOperator(left: Expression): Expression {
    const at = this.next();
    const operator = at.text;
    this.expect('(');
    const start = this.position;
    const list = (): Expression[] => this.list(() => this.expression());
    const items = this.mayBeTable() ? this.attempt(list) : list();
    if (items && this.accept(')')) return { kind: 'list', at, operator, left, items };
    // What is no list of values is a table; a list that is cut short is missed where it ends.
    if (items && !this.at('|')) throw parserFailure(this.token);
    this.position = start;
    const table = this.pipeline();
    this.expect(')');
    return { kind: 'list', at, operator, left, items: [], table };
  }

  #between(of: Expression): Expression {
    const at = this.next();
    this.expect('(');
    const low = this.#additive();
    this.expect('..');
    const high = this.#additive();
    this.expect(')');
    return { kind: 'between', at, negated: at.text.startsWith('!'), of, low, high };
  }

  #relational(): Expression {
    return this.#binaries(RELATIONAL, () => this.#additive());
  }

  #additive(): Expression {
    return this.#binaries(new Set(['+', '-']), () => this.#binaries(new Set(['*', '/', '%']), () => this.#textual()));
  }

  #textual(): Expression {
    let left = this.#unary();
    for (;;) {
      const at = this.token;
      const operator = Object.hasOwn(OLD_OPERATORS, at.text) ? OLD_OPERATORS[at.text]! : at.text;
      const regex = this.atWord('matches');
      if (!regex && !TEXT_OPERATORS.has(operator)) return left;
      this.next();
      if (regex) this.expectWord('regex');
      left = { kind: 'binary', at, operator: regex ? 'matches regex' : operator, left, right: this.#unary() };
    }
  }

  #binaries(operators: ReadonlySet<string>, operand: () => Expression): Expression {
    let left = operand();
    while (this.token.kind === 'symbol' && operators.has(this.token.text)) {
      const at = this.next();
      left = { kind: 'binary', at, operator: at.text, left, right: operand() };
    }
    return left;
  }

  #unary(): Expression {
    if (++this.#depth > MAX_DEPTH) throw parserFailure(this.token, EXPRESSION);
    const at = this.token;
    try {
      if (this.accept('-')) return { kind: 'unary', at, operator: '-', of: this.#unary() };
      if (this.accept('+')) return { kind: 'unary', at, operator: '+', of: this.#unary() };
      return this.#postfix();
    } finally {
      this.#depth--;
    }
  }

  #postfix(): Expression {
    let of = this.#primary();
    for (;;) {
      const at = this.token;
      if (this.accept('.')) {
        if (this.token.kind === 'name') of = { kind: 'path', at, of, key: stringLiteral(this.next()) };
        else if (!this.at('[')) throw parserFailure(this.token);
      } else if (this.accept('[')) {
        const key = this.expression();
        this.expect(']');
        of = { kind: 'path', at, of, key };
      } else {
        return of;
      }
    }
  }

  #primary(): Expression {
    const at = this.token;
    switch (at.kind) {
      case 'string': {
        let value = this.next().value;
        while (this.token.kind === 'string') value += this.next().value;
        return { kind: 'literal', at, type: 'string', value };
      }
      case 'number': {
        this.next();
        const real = !/^0x/i.test(at.text) && /[.eE]/.test(at.text);
        return { kind: 'literal', at, type: real ? 'real' : 'long', value: Number(at.text) };
      }
      case 'timespan':
        this.next();
        return { kind: 'literal', at, type: 'timespan', value: parseUnitSpan(at.text) };
      case 'raw':
        this.next();
        return rawLiteral(at);
      case 'name':
        return this.#named();
      case 'symbol':
        if (this.accept('(')) {
          const inner = this.expression();
          this.expect(')');
          return inner;
        }
        if (at.text === '[' && this.peek().kind === 'string') return { kind: 'column', at, name: this.name().text };
        if (this.accept('*')) return { kind: 'star', at };
        break;
      case 'end':
        break;
    }
    throw parserFailure(at, EXPRESSION);
  }

  #named(): Expression {
    const at = this.token;
    if (at.text === 'where') {
      // A keyword that cannot be a column is passed over, and what is missing is missed at what follows (recorded: `where where`).
      throw parserFailure(this.peek(), EXPRESSION);
    }
    this.next();
    if (TRUTH.test(at.text)) return { kind: 'literal', at, type: 'bool', value: at.text.toLowerCase() === 'true' };
    if (!this.at('(')) return { kind: 'column', at, name: at.text };
    const type = typeNamed(at.text);
    if (type) return this.#typedLiteral(at, type);
    this.next();
    const args = this.at(')') ? [] : this.list(() => this.namedExpression());
    this.expect(')');
    return { kind: 'call', at, name: at.text, args };
  }

  /** `int(5)`, `bool(null)`, `real(-1.5)`, `dynamic([…])`. */
  #typedLiteral(at: Token, type: ScalarType): Expression {
    this.expect('(');
    const json = this.#json();
    this.expect(')');
    if (type === 'dynamic') return { kind: 'literal', at, type, value: json };
    let value: Value = null;
    if (type === 'bool') value = typeof json === 'boolean' ? json : typeof json === 'number' ? json !== 0 : null;
    else if (type === 'string') value = typeof json === 'string' ? json : '';
    else if (typeof json === 'number') value = type === 'real' ? json : Math.trunc(json);
    return { kind: 'literal', at, type, value };
  }

  #json(): Json {
    const at = this.next();
    if (at.kind === 'string') return at.value;
    if (at.kind === 'number') return Number(at.text);
    if (at.kind === 'raw' || at.kind === 'timespan') return at.kind === 'raw' ? at.value : at.text;
    if (at.text === '-' && this.token.kind === 'number') return -Number(this.next().text);
    if (at.kind === 'name' && TRUTH.test(at.text)) return at.text.toLowerCase() === 'true';
    if (at.kind === 'name' && at.text === 'null') return null;
    if (at.text === '[') {
      const items = this.at(']') ? [] : this.list(() => this.#json());
      this.expect(']');
      return items;
    }
    if (at.text === '{') {
      const entries = this.at('}') ? [] : this.list(() => this.#jsonEntry());
      this.expect('}');
      return Object.fromEntries(entries);
    }
    throw parserFailure(at, EXPRESSION);
  }

  #jsonEntry(): [string, Json] {
    const key = this.next();
    if (key.kind !== 'string' && key.kind !== 'name') throw parserFailure(key);
    this.expect(':');
    return [key.value, this.#json()];
  }
}

/** Operands of one operator, whose order of grouping does not matter, as a tree of least depth: tools write thousands of conditions. */
function balanced(operator: string, operands: readonly Expression[], at: readonly Token[]): Expression {
  if (operands.length === 1) return operands[0]!;
  const middle = operands.length >> 1;
  const left = balanced(operator, operands.slice(0, middle), at.slice(0, middle - 1));
  const right = balanced(operator, operands.slice(middle), at.slice(middle));
  return { kind: 'binary', at: at[middle - 1]!, operator, left, right };
}

const stringLiteral = (at: Token): Expression => ({ kind: 'literal', at, type: 'string', value: at.text });

function rawLiteral(at: Token): Expression {
  const type = typeNamed(/^\w+/.exec(at.text)![0].toLowerCase())!;
  const text = at.value.replace(/^(['"])(.*)\1$/s, '$2');
  if (type === 'string') return { kind: 'literal', at, type, value: text === 'null' ? '' : text };
  if (text === 'null') return { kind: 'literal', at, type, value: null };
  if (type === 'datetime' && text === 'now') throw parserFailure(at, EXPRESSION);
  const value = type === 'datetime' ? parseDateTime(text) : parseTimeSpan(text);
  if (value === null) throw parserFailure(at, EXPRESSION);
  return { kind: 'literal', at, type, value };
}

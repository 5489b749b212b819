import {
  JOIN_KINDS,
  PARSE_KINDS,
  type Expression,
  type JoinKind,
  type LetStatement,
  type MvExpandColumn,
  type NamePattern,
  type Operator,
  type ParseKind,
  type ParsePart,
  type Pipeline,
  type Query,
  type SortKey,
  type Union,
} from './ast.ts';
import { tokenize, type Token } from './lexer.ts';
import { ExpressionParser } from './parseExpression.ts';
import { EXPRESSION, openString, parserFailure, QueryError, unknownOperator, unsupportedOperator } from './queryError.ts';
import { typeNamed, type ScalarType } from './values.ts';

/** Where a query names no table: the default table of Resource Graph. */
const DEFAULT_TABLE = 'Resources';

/** Kusto's other operators: Resource Graph knows of them and refuses them. */
const UNSUPPORTED = new Set(
  (
    'as consume evaluate facet find fork getschema invoke macro-expand make-series mv-apply mvapply parse-kv partition print project-by-names range ' +
    'reduce render sample sample-distinct scan search serialize top-hitters top-nested datatable externaldata graph-match make-graph ' +
    'graph-to-table graph-shortest-paths'
  ).split(' '),
);
const OPERATORS = new Set(
  (
    'where filter extend project project-away project-keep project-rename project-reorder join lookup union summarize mv-expand ' +
    'mvexpand order sort top take limit distinct count parse parse-where'
  ).split(' '),
);

/** Parses the text of a query. Throws a `QueryError` (`ParserFailure`, `InvalidQueryLanguage`). */
export function parseQuery(text: string): Query {
  const { tokens, openQuote } = tokenize(text);
  try {
    const query = new QueryParser(tokens).query();
    if (openQuote === undefined) return query;
  } catch (error) {
    if (openQuote === undefined || !(error instanceof QueryError)) throw error;
    throw openString(openQuote, error.details);
  }
  throw openString(openQuote, []);
}

class QueryParser extends ExpressionParser {
  query(): Query {
    const lets: LetStatement[] = [];
    for (;;) {
      while (this.accept(';'));
      if (!this.atWord('let') || this.peek().kind !== 'name') break;
      lets.push(this.#let());
      if (this.token.kind !== 'end') this.expect(';');
    }
    const pipeline = this.pipeline();
    while (this.accept(';'));
    if (this.token.kind !== 'end') throw parserFailure(this.token);
    const words = this.tokens.flatMap(({ kind, value }) => (kind === 'name' || kind === 'string' ? [value] : []));
    return { lets, pipeline, words: new Set(words) };
  }

  #let(): LetStatement {
    this.next();
    const { text: name } = this.name();
    this.expect('=');
    const start = this.position;
    // What ends in `;` as an expression is a scalar (a lone name is looked up later); everything else is a table.
    const isScalar = !this.mayBeTable();
    const expression = isScalar ? this.expression() : this.attempt(() => this.expression());
    if (isScalar && !this.at(';')) throw parserFailure(this.token);
    if (expression && this.at(';')) return { name, value: { kind: 'scalar', expression } };
    this.position = start;
    return { name, value: { kind: 'table', pipeline: this.pipeline() } };
  }

  protected override pipeline(): Pipeline {
    const operators: Operator[] = [];
    let source: Pipeline['source'];
    const first = this.#operatorName();
    if (this.token.kind === 'end' && this.position === 0) {
      // [GAP] Nothing but comments: nothing is asked of the default table.
      source = { kind: 'table', at: this.token, name: DEFAULT_TABLE };
    } else if (this.accept('(')) {
      source = { kind: 'nested', pipeline: this.pipeline() };
      this.expect(')');
    } else if (first?.text === 'union') {
      this.position = first.after;
      source = { kind: 'union', union: this.#union() };
    } else if (first && UNSUPPORTED.has(first.text)) {
      throw unsupportedOperator(first.text);
    } else if (first && OPERATORS.has(first.text)) {
      source = { kind: 'table', at: this.token, name: DEFAULT_TABLE };
      this.position = first.after;
      operators.push(this.#operator(first.text));
    } else {
      const { at, text } = this.name();
      source = { kind: 'table', at, name: text };
    }
    while (this.accept('|')) {
      const name = this.#operatorName();
      if (!name) throw parserFailure(this.token);
      if (UNSUPPORTED.has(name.text)) throw unsupportedOperator(name.text);
      if (!OPERATORS.has(name.text)) throw unknownOperator(this.token, this.tokens[name.after]!);
      this.position = name.after;
      operators.push(this.#operator(name.text));
    }
    return { source, operators };
  }

  /** The operator that begins here, with its dashes. */
  #operatorName(): { text: string; after: number } | undefined {
    if (this.token.kind !== 'name') return undefined;
    let text = this.token.text;
    let after = this.position + 1;
    for (;;) {
      const [last, dash, word] = [this.tokens[after - 1]!, this.tokens[after], this.tokens[after + 1]];
      if (dash?.text !== '-' || word?.kind !== 'name' || dash.start !== last.end || word.start !== dash.end) break;
      text += `-${word.text}`;
      after += 2;
    }
    return { text, after };
  }

  #operator(name: string): Operator {
    switch (name) {
      case 'where':
      case 'filter':
        return { kind: 'where', predicate: this.expression() };
      case 'extend':
      case 'project':
        return { kind: name, columns: this.list(() => this.namedExpression()) };
      case 'project-away':
      case 'project-keep':
        return { kind: name, patterns: this.list(() => this.#pattern()) };
      case 'project-rename':
        return { kind: name, renames: this.list(() => this.#rename()) };
      case 'project-reorder':
        return { kind: name, patterns: this.list(() => this.#reorder()) };
      case 'join':
      case 'lookup':
        return this.#join(name);
      case 'union':
        return { kind: 'union', union: this.#union() };
      case 'summarize':
        return this.#summarize();
      case 'mv-expand':
      case 'mvexpand':
        return this.#mvExpand();
      case 'order':
      case 'sort':
        this.expectWord('by');
        return { kind: 'sort', keys: this.list(() => this.#sortKey()) };
      case 'top': {
        const count = this.expression();
        this.expectWord('by');
        return { kind: 'top', count, key: this.#sortKey() };
      }
      case 'take':
      case 'limit':
        return { kind: 'take', count: this.expression() };
      case 'distinct':
        return { kind: 'distinct', columns: this.list(() => this.namedExpression()) };
      case 'count':
        return { kind: 'count' };
      case 'parse':
      case 'parse-where':
        return this.#parse(name === 'parse-where');
      default:
        throw unsupportedOperator(name);
    }
  }

  #pattern(): NamePattern {
    const at = this.token;
    if (this.at('[')) return this.name();
    let text = '';
    let end = at.start;
    // `*1` are the columns that a join named anew.
    const fits = (): boolean => this.token.kind === 'name' || this.at('*') || (this.token.kind === 'number' && text !== '');
    while (fits() && (text === '' || this.token.start === end)) {
      end = this.token.end;
      text += this.next().text;
    }
    if (text === '') throw parserFailure(at);
    return { at, text };
  }

  #rename(): { to: string; from: NamePattern } {
    const { text: to } = this.name();
    this.expect('=');
    return { to, from: this.name() };
  }

  #reorder(): NamePattern & { order?: 'asc' | 'desc' } {
    const pattern = this.#pattern();
    if (this.acceptWord('asc') || this.acceptWord('granny_asc')) return { ...pattern, order: 'asc' };
    if (this.acceptWord('desc') || this.acceptWord('granny_desc')) return { ...pattern, order: 'desc' };
    return pattern;
  }

  #sortKey(): SortKey {
    const expression = this.expression();
    const ascending = this.acceptWord('asc');
    if (!ascending) this.acceptWord('desc');
    let nullsFirst = ascending;
    if (this.acceptWord('nulls')) {
      nullsFirst = this.acceptWord('first');
      if (!nullsFirst) this.expectWord('last');
    }
    return { expression, descending: !ascending, nullsFirst };
  }

  /** `kind=inner`, `hint.strategy=broadcast`, `withsource=T`: what stands before the operands. */
  #parameters(): Map<string, { at: Token; text: string }> {
    const parameters = new Map<string, { at: Token; text: string }>();
    while (this.token.kind === 'name' && ['=', '.'].includes(this.peek().text)) {
      let key = this.next().text;
      while (this.accept('.')) key += `.${this.name().text}`;
      this.expect('=');
      parameters.set(key, { at: this.token, text: this.next().text });
    }
    return parameters;
  }

  #join(name: 'join' | 'lookup'): Operator {
    const parameters = this.#parameters();
    const kind = parameters.get('kind');
    if (parameters.has('hint.strategy')) throw unsupportedOperator('hint.strategy');
    if (name === 'lookup') throw unsupportedOperator('lookup');
    const flavor = (kind?.text.toLowerCase() ?? 'innerunique') as JoinKind | 'anti' | 'leftantisemi' | 'rightantisemi';
    const known = flavor === 'anti' || flavor === 'leftantisemi' ? 'leftanti' : flavor === 'rightantisemi' ? 'rightanti' : flavor;
    if (!JOIN_KINDS.includes(known)) {
      const message = `The join kind "${kind?.text}" is not supported or not allowed.`;
      throw new QueryError({ code: 'UnsupportedJoinFlavor', message });
    }
    const right = this.#operand();
    this.expectWord('on');
    const on: { left: NamePattern; right: NamePattern }[] = [];
    do on.push(this.#joinCondition());
    while (this.accept(',') || this.acceptWord('and'));
    return { kind: 'join', flavor: known, right, on };
  }

  #operand(): Pipeline {
    if (this.accept('(')) {
      const pipeline = this.pipeline();
      this.expect(')');
      return pipeline;
    }
    const { at, text } = this.name();
    return { source: { kind: 'table', at, name: text }, operators: [] };
  }

  #joinCondition(): { left: NamePattern; right: NamePattern } {
    if (this.accept('(')) {
      const condition = this.#joinCondition();
      this.expect(')');
      return condition;
    }
    const one = this.#joinSide();
    if (!one.side) return { left: one.name, right: one.name };
    this.expect('==');
    const at = this.token;
    const other = this.#joinSide();
    if (!other.side || other.side === one.side) throw parserFailure(at);
    return one.side === '$left' ? { left: one.name, right: other.name } : { left: other.name, right: one.name };
  }

  #joinSide(): { side?: string; name: NamePattern } {
    if (this.atWord('$left', '$right')) {
      const side = this.next().text;
      if (!this.accept('.') && !this.at('[')) throw parserFailure(this.token);
      return { side, name: this.name() };
    }
    return { name: this.name() };
  }

  #union(): Union {
    const parameters = this.#parameters();
    // Documented as not allowed, like `hint.strategy` of a join. [GAP] With which words was not recorded.
    if (parameters.has('isfuzzy')) throw unsupportedOperator('isfuzzy');
    const withSource = parameters.get('withsource')?.text;
    const legs = this.list(() => this.#operand());
    return { inner: parameters.get('kind')?.text === 'inner', legs, ...(withSource === undefined ? {} : { withSource }) };
  }

  #summarize(): Operator {
    this.#skipHints();
    const aggregates = this.atWord('by') ? [] : this.list(() => this.namedExpression());
    const by = this.acceptWord('by') ? this.list(() => this.namedExpression()) : [];
    return { kind: 'summarize', aggregates, by };
  }

  /** Hints only: `name =` also begins an aggregate. */
  #skipHints(): void {
    while (this.token.text === 'hint' && this.peek().text === '.') {
      this.position += 2;
      this.name();
      this.expect('=');
      this.next();
    }
  }

  #mvExpand(): Operator {
    let bagsAsArrays = false;
    let indexName: string | undefined;
    while (this.atWord('kind', 'bagexpansion', 'with_itemindex') && this.peek().text === '=') {
      const key = this.next().text;
      this.expect('=');
      const value = this.name().text;
      if (key === 'with_itemindex') indexName = value;
      else bagsAsArrays = value === 'array';
    }
    const columns = this.list(() => this.#mvExpandColumn());
    const limit = this.acceptWord('limit') ? this.expression() : undefined;
    if (limit && (limit.kind !== 'literal' || typeof limit.value !== 'number')) throw parserFailure(limit.at);
    return {
      kind: 'mv-expand',
      columns,
      bagsAsArrays,
      ...(indexName === undefined ? {} : { indexName }),
      ...(limit ? { limit: (limit as Expression & { value: number }).value } : {}),
    };
  }

  #mvExpandColumn(): MvExpandColumn {
    const column = this.namedExpression();
    if (!this.acceptWord('to')) return column;
    this.expectWord('typeof');
    this.expect('(');
    const type = this.#typeName();
    this.expect(')');
    return { ...column, type };
  }

  #typeName(): ScalarType {
    const type = this.token.kind === 'name' ? typeNamed(this.token.text) : undefined;
    if (!type) throw parserFailure(this.token);
    this.next();
    return type;
  }

  #parse(strict: boolean): Operator {
    const parameters = this.#parameters();
    const kind = parameters.get('kind');
    const flavor = (kind?.text ?? 'simple') as ParseKind;
    if (!PARSE_KINDS.includes(flavor)) throw parserFailure(kind!.at);
    const flags = (parameters.get('flags')?.text ?? '').replace(/[^ims]/g, '');
    const of = this.expression();
    this.expectWord('with');
    const parts: ParsePart[] = [];
    while (this.token.kind === 'string' || this.token.kind === 'name' || this.at('*')) {
      if (this.token.kind === 'string') parts.push({ kind: 'text', text: this.next().value });
      else if (this.accept('*')) parts.push({ kind: 'star' });
      else {
        const { text: name } = this.name();
        parts.push({ kind: 'column', name, type: this.accept(':') ? this.#typeName() : 'string' });
      }
    }
    if (parts.length === 0) throw parserFailure(this.token, EXPRESSION);
    return { kind: 'parse', of, parts, flavor, flags, strict };
  }
}

import type { Handler } from './wire.ts';

interface Route {
  readonly names: readonly string[];
  readonly handler: Handler;
}

interface Node {
  readonly fixed: Map<string, Node>;
  placeholder?: Node;
  /** `{*rest}`: everything below, when nothing more exact matches. */
  readonly rest: Map<string, Route>;
  readonly methods: Map<string, Route>;
}

const newNode = (): Node => ({ fixed: new Map(), rest: new Map(), methods: new Map() });

export interface Match {
  readonly handler: Handler;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * Finds the handler of a path. Patterns are paths with `{placeholders}` (`/subscriptions/{subscription}/resourceGroups/{group}`);
 * fixed segments match without regard to case and win over placeholders; `{*rest}` at the end takes whatever is left.
 */
export class Router {
  readonly #root = newNode();

  add(method: string, pattern: string, handler: Handler): this {
    let node = this.#root;
    const names: string[] = [];
    for (const segment of pattern.split('/').slice(1)) {
      if (segment === '{*rest}') {
        node.rest.set(method, { names, handler });
        return this;
      }
      const name = /^\{(.+)\}$/.exec(segment)?.[1];
      if (name) {
        names.push(name);
        node = node.placeholder ??= newNode();
      } else {
        const key = segment.toLowerCase();
        let next = node.fixed.get(key);
        if (!next) node.fixed.set(key, (next = newNode()));
        node = next;
      }
    }
    node.methods.set(method, { names, handler });
    return this;
  }

  find(method: string, path: string): Match | undefined {
    const segments = path.split('/').slice(1).map(decodeURIComponent);
    return find(this.#root, segments, 0, method, []);
  }
}

function find(node: Node, segments: readonly string[], at: number, method: string, values: readonly string[]): Match | undefined {
  const segment = segments[at];
  if (segment === undefined) return match(node.methods.get(method), values);
  const fixed = node.fixed.get(segment.toLowerCase());
  return (
    (fixed && find(fixed, segments, at + 1, method, values)) ??
    (node.placeholder && find(node.placeholder, segments, at + 1, method, [...values, segment])) ??
    match(node.rest.get(method), values)
  );
}

function match(route: Route | undefined, values: readonly string[]): Match | undefined {
  return route && { handler: route.handler, params: Object.fromEntries(route.names.map((name, i) => [name, values[i] ?? ''])) };
}

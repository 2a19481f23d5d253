// The part of liquidjs that the pure folders use, without the Node types that its own declarations pull in.
// Everything here is assignable to and from the real declarations; tsconfig.core.json maps the import to this file.

export declare class Context {
  memoryLimit: { use(count: number): void };
  constructor(
    scope?: object,
    options?: Settings,
    renderOptions?: { sync?: boolean; memoryLimit?: number },
    extra?: { liquid?: Liquid },
  );
  getRegister<T>(key: string, initial?: T): T;
  setRegister(key: string, value: unknown): unknown;
}

export type Emitter = { write(value: unknown): void; buffer: string };

export type Token = { begin: number; end: number; input: string };
export type TagToken = Token & { name: string };
export type TopLevelToken = Token;

export type Template = { token: Token; render(context: Context, emitter: Emitter): unknown };

export declare class Value {
  value(context: Context): Generator<unknown, unknown, unknown>;
}

export declare class Output implements Template {
  token: Token;
  value: Value;
  render(context: Context, emitter: Emitter): IterableIterator<unknown>;
}

export declare class Parser {
  parse(text: string): Template[];
}

export declare class ForTag implements Template {
  token: TagToken;
  templates: Template[];
  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid, parser: Parser);
  render(context: Context, emitter: Emitter): Generator<unknown, unknown, Template[]>;
}

export type TagClass = new (token: TagToken, remaining: TopLevelToken[], liquid: Liquid, parser: Parser) => Template;

export declare const tags: Record<string, TagClass>;

export type Operators = Record<string, (left: unknown, right: unknown, context: Context) => unknown>;
export declare const defaultOperators: Operators;

export type Settings = { operators?: Operators };

export declare class Liquid {
  readonly options: Settings;
  readonly renderer: {
    renderTemplates(templates: Template[], context: Context, emitter?: Emitter): IterableIterator<unknown>;
  };
  readonly filters: Record<string, unknown>;
  readonly tags: Record<string, TagClass>;
  constructor(options?: {
    ownPropertyOnly?: boolean;
    strictFilters?: boolean;
    operators?: Operators;
    parseLimit?: number;
    memoryLimit?: number;
    templates?: { [name: string]: string };
  });
  parse(text: string): Template[];
  registerFilter(
    name: string,
    filter: (this: { context: Context }, value: unknown, ...args: unknown[]) => unknown,
  ): void;
  registerTag(name: string, tag: TagClass): void;
  analyzeSync(templates: Template[], options?: { partials?: boolean }): { globals: Record<string, Variable[]> };
  globalVariableSegmentsSync(templates: Template[]): SegmentArray[];
}

/** One place where a template reads a path; rows and columns are counted from 1. */
export type Variable = { segments: (string | number | object)[]; location: { row: number; col: number } };

/** A path such as `vars.name` as `['vars', 'name']`; a computed member is a nested list. */
export type SegmentArray = (string | number | SegmentArray)[];

export declare function toValueSync(value: unknown): unknown;

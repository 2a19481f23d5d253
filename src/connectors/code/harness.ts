import { MAX_LOG_CHARACTERS, MAX_RESULT_BYTES } from './protocol.ts';

/** Name under which the author's code appears in stack traces. */
export const SOURCE_NAME = 'function';

/** Lines that `wrap` puts before the author's first. */
export const LINES_BEFORE = 1;

/** The author's code as an expression that gives a function. Strict: a misspelt variable is an error, not a global. */
export function wrap(source: string): string {
  return `(async function (input) { "use strict";\n${source}\n})`;
}

/**
 * Code that runs inside before the author's: it makes `console`, and gives the function that runs the author's.
 * It keeps the built-ins it needs, because the author's code may replace them. The text it resolves to begins with a
 * letter: `v` a value as JSON, `t` a result that is too long, `j` one that cannot be written, with the reason.
 */
export const HARNESS = `(function (print) {
  const { parse, stringify } = JSON;
  const text = String, Fault = Error, Internal = InternalError;
  const cut = Function.prototype.call.bind(String.prototype.slice);
  const show = (value) => {
    if (typeof value === 'string') return value;
    if (value instanceof Fault) return text(value);
    try { return stringify(value) ?? text(value); } catch { return text(value); }
  };
  const log = (...values) => {
    let line = '';
    for (let at = 0; at < values.length; at++) line += (at ? ' ' : '') + cut(show(values[at]), 0, ${MAX_LOG_CHARACTERS + 1});
    print(cut(line, 0, ${MAX_LOG_CHARACTERS + 1}));
  };
  globalThis.console = { log, info: log, warn: log, error: log, debug: log };
  return async (main, input) => {
    const value = await main(parse(input));
    if (value === undefined) return 'vnull';
    if (typeof value === 'function' || typeof value === 'symbol') return 'jit is a ' + typeof value;
    let json;
    try { json = stringify(value); } catch (error) {
      if (error instanceof Internal) throw error;
      return 'j' + cut(text(error?.message), 0, 200);
    }
    if (json === undefined) return 'jits toJSON gives nothing';
    return json.length > ${MAX_RESULT_BYTES} ? 't' : 'v' + json;
  };
})`;

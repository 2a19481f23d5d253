import type { Diagnostic } from '../../base/diagnostic.ts';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';

/** Environment variables, by name. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Puts environment variables in the places of `${NAME}`; names the missing ones. */
export function fillIn(value: JsonValue, env: Env, missing: string[]): JsonValue {
  if (typeof value === 'string') {
    return value.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_whole, name: string) => {
      if (env[name] === undefined) missing.push(name);
      return env[name] ?? '';
    });
  }
  if (Array.isArray(value)) return value.map((item) => fillIn(item, env, missing));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillIn(item ?? null, env, missing)]));
}

/** Variables of which those that are not set are made up. */
export function withMadeUp(env: Env, valueOf: (name: string) => string): Env {
  return new Proxy(env, { get: (known, name) => known[String(name)] ?? valueOf(String(name)) });
}

/** Beside simulators a secret may be anything: nobody outside knows it either. */
export const madeUpSecret = (name: string): string => `made up for ${name}`;

/** What lets a connection lead nowhere: a host that, by the rules of the Internet, nobody has, and what is made of it. */
const NOWHERE = [
  (name: string) => nowhereFor(name),
  (name: string) => `https://${nowhereFor(name)}`,
  (name: string) => `nobody@${nowhereFor(name)}`,
];
const nowhereFor = (name: string): string => `${name.toLowerCase().replaceAll('_', '-')}.invalid`;

/**
 * A configuration whose missing variables lead nowhere; undefined where some field must be of yet another form.
 * `misfits` finds what is wrong with a configuration.
 */
export function leadingNowhere(
  config: JsonObject,
  env: Env,
  misfits: (filled: JsonObject) => readonly Pick<Diagnostic, 'path'>[],
): JsonObject | undefined {
  let filled: JsonObject = {};
  for (const [field, value] of Object.entries(config)) {
    const forms = NOWHERE.map((valueOf) => ({
      ...filled,
      [field]: fillIn(value ?? null, withMadeUp(env, valueOf), []),
    }));
    filled = forms.find((form) => !misfits(form).some(({ path }) => path[0] === field)) ?? forms[0] ?? filled;
  }
  return misfits(filled).length === 0 ? filled : undefined;
}

import { isObject, type JsonObject, type JsonValue } from '../base/json.ts';

/** Puts in place of a secret. */
export const REDACTED = '[redacted]';

/** Takes secrets out of what is about to be logged. */
export type Redactor = {
  text(text: string): string;
  /** A copy without secrets; the same value where there was nothing to take out. */
  value(value: JsonValue): JsonValue;
};

/** Shorter values would redact ordinary words. */
const SHORTEST_SECRET = 6;

const NAMES =
  '(?:access_?token|refresh_?token|id_?token|oauth_?token|auth_?token|client_?secret|app_?secret|assertion|code_verifier|password|passwd|api_?key|apikey|secret|token|signature|authorization|cookie|set-cookie|x-hub-signature(?:-256)?)';
const SECRET_NAME = new RegExp(`^${NAMES}$`, 'i');
/** `Authorization: Basic …` in a dump of headers, and a bare `Bearer …` anywhere. */
const HEADER = /\b((?:proxy-)?authorization["']?\s*[:=]\s*["']?)(?:[A-Za-z]+ )?[^\s"',;&]+/gi;
const BEARER = /\b(Bearer|Basic) +[A-Za-z0-9._~+/!=-]{6,}/g;
/** `token=…` in queries and forms. */
const PAIR = new RegExp(`(^|[?&;\\s])(${NAMES}|code)=[^&;#\\s"']+`, 'gi');
/** `"token": "…"` in JSON, also where the JSON stands inside another text. */
const MEMBER = new RegExp(`((?:\\\\?["'])${NAMES}(?:\\\\?["'])\\s*:\\s*(\\\\?["']))(?:(?!\\2).)+`, 'gi');

/**
 * Makes a redactor that knows the given secrets, and besides takes out what looks like one: Authorization headers,
 * and the values of names such as `access_token` in queries, forms, JSON texts and objects.
 */
export function createRedactor(secrets: readonly (string | undefined)[] = []): Redactor {
  const mask = createMask(secrets);
  const text = (value: string): string => {
    return mask(value)
      .replace(HEADER, `$1${REDACTED}`)
      .replace(BEARER, `$1 ${REDACTED}`)
      .replace(PAIR, `$1$2=${REDACTED}`)
      .replace(MEMBER, `$1${REDACTED}`);
  };
  const value = (input: JsonValue): JsonValue => {
    if (typeof input === 'string') return text(input);
    if (Array.isArray(input)) return input.map(value);
    return isObject(input) ? members(input) : input;
  };
  const members = (input: JsonObject): JsonObject => {
    const clean: Record<string, JsonValue | undefined> = {};
    for (const [name, member] of Object.entries(input)) {
      clean[name] = typeof member === 'string' && SECRET_NAME.test(name) ? REDACTED : member && value(member);
    }
    return clean;
  };
  return { text, value };
}

/**
 * Makes a function that takes the given secrets, and nothing else, out of a text: for what other systems answer, where
 * a value under the name `token` is not ours to hide.
 */
export function createMask(secrets: readonly (string | undefined)[]): (text: string) => string {
  const known = spellings(secrets);
  return (text) => known.reduce((clean, secret) => clean.replaceAll(secret, REDACTED), text);
}

/** Each secret as it may appear: plain, in a query, in a form, in JSON; the longest first. */
function spellings(secrets: readonly (string | undefined)[]): string[] {
  const all = new Set<string>();
  for (const secret of secrets) {
    if (!secret || secret.length < SHORTEST_SECRET) continue;
    all.add(secret);
    all.add(JSON.stringify(secret).slice(1, -1));
    if (secret.isWellFormed()) all.add(encodeURIComponent(secret));
    all.add(new URLSearchParams({ s: secret }).toString().slice(2));
  }
  return [...all].sort((left, right) => right.length - left.length);
}

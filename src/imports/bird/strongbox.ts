import { isObject, type JsonValue } from '../../base/json.ts';
import { createNamer } from '../namer.ts';
import type { ImportNeed } from '../report.ts';

/** Keeps secrets of an imported file out of the flow: each gets a name, and nobody is told its value. */
export type Strongbox = {
  /** The template that stands for a secret. The same secret has the same name wherever it stands. */
  hide(secret: string, name: string): string;
  /** A text in which nothing secret stands; `name` is that of the member that holds it. */
  clean(text: string, name: string): string;
  /** Any value in which nothing secret stands. */
  cleanAll(value: JsonValue, name: string): JsonValue;
  /** A text in which no secret stands that was found anywhere in the file. */
  redact(text: string): string;
  /** Forgets the names that are written nowhere any more. */
  keepOnly(written: ReadonlySet<string>): void;
  needs(): ImportNeed[];
};

/** Members whose value is a secret. */
const SECRET_NAME =
  /^(?:.*[-_])?(?:authorization|cookie|signature|password|passwd|passphrase|pwd|secret|api[-_]?key|access[-_]?key|subscription[-_]?key|private[-_]?key|signing[-_]?key|credentials?|(?:.*[-_])?token|bearer)$/i;
const CAMEL_NAME = /(?:Secret|Password|ApiKey|AccessKey|SigningKey|PrivateKey|Token|AuthKey)$/;
/** What callers prove themselves with, anywhere in a text; what follows is the secret. */
const SCHEME = /\b(Bearer|Basic|AccessKey|ApiKey|Token|Key)\s+(?!\{\{)(?=\S{0,19}[0-9=_]|\S{20})[^\s{}"',;]{6,}/g;
/** Parts of an address, or of a form, that carry a secret. */
const PARAMETER =
  /([?&;]|^)((?:access|refresh|auth|id|security|session)?[-_]?token|api[-_]?key|access[-_]?key|(?:client[-_]?)?secret|password|passwd|pwd|sig|signature|key|code)=(?!\{\{)([^&#\s]+)/gi;
const USER_INFO = /(\/\/[^/?#@\s:{]{1,200}):(?!\{\{)([^/?#@\s]{1,200})@/g;
/** Words that look like keys of well-known services, or like a signed token. */
const KEYS =
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}(?:\.[\w-]*)?|\b[sr]k_(?:live|test)_\w{10,}|\bgh[pousr]_\w{20,}|\bxox[abprs]-[\w-]{10,}|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bAIza[\w-]{30,}|\b00D\w{12,15}![\w.]{20,}|\bSG\.[\w-]{16,}\.[\w-]{16,}|\b5Aep[\w.]{20,}|\bsk-[\w-]{20,}/g;

/** Opens an empty strongbox. */
export function createStrongbox(): Strongbox {
  const names = new Map<string, string>();
  const found = new Set<string>();
  const free = createNamer(toSecretName, '');
  const hide = (secret: string, name: string): string => {
    const known = names.get(secret) ?? free(name);
    names.set(secret, known);
    found.add(secret);
    return `{{ secrets.${known} }}`;
  };
  const clean = (text: string, name: string): string => {
    if (isSecretName(name) && text.trim() !== '' && !text.includes('{{')) return hide(text, name);
    const swap = (pattern: RegExp, as: (match: string[]) => string): void => {
      cleaned = cleaned.replace(pattern, (...match: unknown[]) => as(match.map(String)));
    };
    let cleaned = text;
    swap(SCHEME, ([whole = '', scheme = '']) => `${scheme} ${hide(whole.slice(scheme.length).trim(), name)}`);
    swap(PARAMETER, ([, before = '', key = '', secret = '']) => `${before}${key}=${hide(secret, key)}`);
    swap(USER_INFO, ([, before = '', secret = '']) => `${before}:${hide(secret, 'password')}@`);
    swap(KEYS, ([whole = '']) => hide(whole, name));
    return cleaned;
  };
  const cleanAll = (value: JsonValue, name: string): JsonValue => {
    if (typeof value === 'string') return clean(value, name);
    if (Array.isArray(value)) return value.map((item: JsonValue) => cleanAll(item, name));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, cleanAll(part ?? null, nameIn(value, key))]),
    );
  };
  return {
    hide,
    clean,
    cleanAll,
    redact: (text) => redacted(text, found),
    keepOnly(written) {
      for (const [secret, name] of names) if (!written.has(name)) names.delete(secret);
    },
    needs: () =>
      [...names.values()].map((name) => ({
        kind: 'secret',
        name,
        why: 'It stood in the file in plain. Give the installation a new one: whoever had the file has the old one.',
      })),
  };
}

/** A pair of name and value, as lists of headers have it, is known by its name. */
function nameIn(holder: JsonValue, key: string): string {
  if (key !== 'value' || !isObject(holder)) return key;
  const named = holder['key'] ?? holder['name'];
  return typeof named === 'string' ? named : key;
}

/** True for the name of a member that holds a secret. */
export function isSecretName(name: string): boolean {
  return name.length <= 100 && (SECRET_NAME.test(name) || CAMEL_NAME.test(name));
}

/** Longest list of secrets that each remark is searched for, so that a strange file costs no more than it should. */
const MOST_SEARCHED = 500;

function redacted(text: string, secrets: ReadonlySet<string>): string {
  let clean = text;
  for (const secret of [...secrets].slice(0, MOST_SEARCHED))
    if (secret.length >= 4) clean = clean.replaceAll(secret, '(a secret)');
  return clean;
}

function toSecretName(wanted: string): string {
  const words = wanted
    .slice(0, 200)
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  const joined = words.map((word, index) => (index === 0 ? lowerFirst(word) : upperFirst(word))).join('');
  return /^[A-Za-z]/.test(joined) ? joined.slice(0, 48) : 'secret';
}

const lowerFirst = (word: string): string => word.slice(0, 1).toLowerCase() + word.slice(1);
const upperFirst = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

import type { Diagnostic } from '../../base/diagnostic.ts';
import type { JsonValue } from '../../base/json.ts';
import { diagnose } from '../diagnose.ts';
import { hasTemplate, variablesOf } from '../expression/template.ts';
import type { PlacedText } from '../step-fields.ts';
import { textsOf } from '../step-fields.ts';
import { pathOfStep, type Leaf, type Rule } from './subject.ts';

/** Nothing that looks like a password, a key or a token is written into the flow itself, and no secret is told to people. */
export const plainSecrets: Rule = ({ flow, leaves }) => {
  const inSteps = Object.entries(flow.steps).flatMap(([id, { params }]) => textsOf(params, pathOfStep(id, 'params')));
  const inTriggers = flow.triggers.flatMap((trigger, at) =>
    trigger.type === 'connection' ? textsOf(trigger.input, ['flow', 'triggers', at, 'input']) : [],
  );
  const written = [...inSteps, ...inTriggers].flatMap((placed) => {
    const what = secretIn(placed);
    return what === undefined ? [] : warn(what, placed.path);
  });
  return [...written, ...leaves.flatMap(told)];
};

/** Where in the params of a step something stands that looks like a secret. */
export function plainSecretsIn(params: JsonValue): Diagnostic['path'][] {
  return textsOf(params, []).flatMap((placed) => (secretIn(placed) === undefined ? [] : [placed.path]));
}

/** Members whose value is a secret, whatever it looks like. */
const NAMES =
  /^(?:x-)?(?:password|passwd|passwort|pwd|secret|client[-_]?secret|api[-_]?key|access[-_]?token|auth[-_]?token|private[-_]?key)$/i;
/** What such a word is made equal to inside a text; after a colon only what is quoted or has digits is no prose. */
const ASSIGNED =
  /\b(?:password|passwd|pwd|secret|api[-_]?key|access[-_]?token)["']?\s*(?:=|:\s*["']|:(?=\s*\S*\d))\s*["']?(?!\{\{)[^\s"'&{]{4,}/i;
const SCHEMES = /\b(?:Bearer|Basic)\s+(?!\{\{)(?=\S*[0-9=])[A-Za-z0-9._~+/=-]{12,}/;

/** How keys of well-known services begin. */
const FORMS: readonly [what: string, form: RegExp][] = [
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['a signed token', /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}/],
  ['a key of a payment service', /\b[sr]k_(?:live|test)_[A-Za-z0-9]{10,}/],
  ['a key of a code host', /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,})/],
  ['a token of a chat service', /\bxox[abprs]-[A-Za-z0-9-]{10,}/],
  ['a key of a cloud', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bAIza[\w-]{30,}/],
  ['an access token', /\bEA[A-Z][A-Za-z0-9]{40,}|\bya29\.[\w-]{20,}|\b00D[A-Za-z0-9]{12,15}![\w.]{20,}/],
  ['a key of a mail service', /\bSG\.[\w-]{16,}\.[\w-]{16,}|\bkey-[a-f0-9]{32}\b/],
];

/** Members that hold random words which are no secret. */
const IDS = /^(?:id|hash|sha256|etag)$/;

/** Words that are no longer than this are no random ones. */
const SHORTEST_RANDOM = 32;

function secretIn({ text, path }: PlacedText): string | undefined {
  const name = path.at(-1);
  if (typeof name === 'string' && NAMES.test(name) && text !== '' && !hasTemplate(text))
    return `the value of "${name}"`;
  const form = FORMS.find(([, pattern]) => pattern.test(text));
  if (form) return form[0];
  if (SCHEMES.test(text)) return 'what a caller proves itself with';
  if (ASSIGNED.test(text)) return 'a password or a key';
  return !IDS.test(String(name)) && words(text).some(isRandom) ? 'a long random word' : undefined;
}

/** Words that stand by themselves: parts of addresses and of templates are none. */
function words(text: string): string[] {
  return text
    .replace(/\{\{.*?\}\}|\{%.*?%\}/gs, ' ')
    .split(/[\s"'<>,;]+/)
    .filter((word) => !/[:?]|\/.*\//.test(word));
}

/** Long, and of letters and digits as no name, word or number has them. */
function isRandom(word: string): boolean {
  const digits = word.match(/[0-9]/g)?.length ?? 0;
  if (word.length < SHORTEST_RANDOM || digits < 4 || digits > word.length * 0.9) return false;
  if (/^[a-f0-9]+$/.test(word)) return true;
  if (!/^[A-Za-z0-9_+/=.-]+$/.test(word) || !/[A-Z]/.test(word) || !/[a-z]/.test(word)) return false;
  const changes = word.match(/[a-z][A-Z0-9]|[A-Z][0-9]|[0-9][A-Za-z]/g)?.length ?? 0;
  return changes >= word.length / 8;
}

/** A text for customers in which a secret is read. */
function told({ kind, text, path }: Leaf): Diagnostic[] {
  if (kind !== 'text' || !variablesOf(text).some(([root]) => root === 'secrets')) return [];
  const message = 'This text would tell a secret to the customer who reads it.';
  return [diagnose('exposed_secret', path, { message, fix: 'Remove the secret from the text.' })];
}

function warn(what: string, path: Diagnostic['path']): Diagnostic[] {
  return [
    diagnose('plain_secret', path, {
      message: `This looks like ${what}; everybody who sees the flow, its file or its history can read it.`,
      fix: 'Keep it as a secret and name it: {{ secrets.<name> }}.',
    }),
  ];
}

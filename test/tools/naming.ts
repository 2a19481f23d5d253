import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MAY_NAME_ADAPTERS, ORDINARY_WORDS } from './house-rules.ts';
import { isTest, root, type Module } from './modules.ts';

/** A name that shared code may not know: a channel, a connector, or a provider of several channels. */
export type Adapter = { name: string; home: string };

/** Folders of `src/channels` and `src/connectors` that are no adapter themselves. */
const SHARED = ['contract', 'testing', 'providers'];

/** Every adapter by the name of its folder, but for those whose name is also an ordinary word. */
export function adapters(): Adapter[] {
  return ['src/channels', 'src/connectors', 'src/channels/providers']
    .flatMap((folder) => foldersOf(folder).map((name) => ({ name, home: `${folder}/${name}/` })))
    .filter(({ name }) => !SHARED.includes(name) && !ORDINARY_WORDS.includes(name));
}

function foldersOf(path: string): string[] {
  const entries = readdirSync(join(root, path), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/**
 * Where a module of shared code names an adapter: as a text of its own, or a channel in the name of something. (An org
 * of Salesforce is a word of transcripts and of the command line.)
 */
export function namingsIn(module: Module, known: readonly Adapter[]): string[] {
  const { path, literals } = module;
  if (isTest(path) || MAY_NAME_ADAPTERS.some((allowed) => allowed.test(path))) return [];
  const strangers = known.filter(({ home }) => !isAtHome(path, home) && !isOfProvider(path, home));
  const identifiers = identifiersOf(module);
  return strangers.flatMap(({ name, home }) => [
    ...(literals.has(name) ? [`${path} names '${name}'`] : []),
    ...(home.startsWith('src/channels/') ? identifiers : [])
      .filter(([, words]) => words.includes(`-${name}-`))
      .map(([identifier]) => `${path} has ${identifier}`),
  ]);
}

/** The same service by way of a provider has a folder whose name begins with its own. */
function isAtHome(path: string, home: string): boolean {
  return path.startsWith(home) || (home.startsWith('src/channels/') && path.startsWith(home.replace(/\/$/, '-')));
}

/** A channel may name the provider whose parts it shares with others. */
function isOfProvider(path: string, home: string): boolean {
  return path.startsWith('src/channels/') && home.startsWith('src/channels/providers/');
}

/** A text, a template or a pattern: what stands in them names nothing of the code. */
const TEXTS =
  /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`|(?<=[(=:,]\s*)\/(?:[^/\\\n]|\\.)+\/[a-z]*/g;

/** Each identifier with its words: `isWhatsApp` is `-is-whats-app-` and `-iswhats-whatsapp-`. */
function identifiersOf({ code }: Module): [identifier: string, words: string][] {
  // What a template puts in between is code again.
  const plain = code.replace(TEXTS, (token) =>
    [...(token.startsWith('`') ? token.matchAll(/\$\{([^{}]*)\}/g) : [])].map(([, inner]) => inner).join(' '),
  );
  return [...new Set(plain.match(/[A-Za-z_$][\w$]*/g))].map((name) => [name, wordsOf(name)]);
}

function wordsOf(identifier: string): string {
  const words = identifier
    .split(/[_$]|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
    .map((word) => word.toLowerCase())
    .filter((word) => word !== '');
  // A name of one word may be written with a capital inside: WhatsApp.
  const joined = words.slice(1).map((word, index) => `${words[index]}${word}`);
  return [...words, '', ...joined].join('-').replace(/^|$/g, '-');
}

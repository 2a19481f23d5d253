/**
 * The table of ARCHITECTURE.md: which folder of `src` may import which others.
 * An entry is a folder (`base`), or a single file (`channels/channel.ts`) where only a port is meant.
 * `types:` in front: only what is gone after the types are gone.
 */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  base: [],
  message: ['base'],
  flow: ['base', 'message'],
  steps: ['base', 'message', 'flow'],
  imports: ['base', 'message', 'flow', 'steps'],
  net: ['base'],
  channels: ['base', 'message', 'net'],
  connectors: ['base', 'net'],
  store: ['base', 'message', 'types:flow'],
  engine: ['base', 'message', 'flow', 'store', 'net/http.ts', 'channels/channel.ts', 'connectors/connector.ts'],
  inbox: ['base', 'message', 'flow', 'store', 'engine'],
  control: ['base', 'message', 'flow', 'steps', 'net', 'channels', 'connectors', 'store', 'engine', 'inbox'],
  simulator: ['base'],
  server: [
    'base',
    'message',
    'flow',
    'steps',
    'net',
    'channels',
    'connectors',
    'store',
    'engine',
    'inbox',
    'control',
    'imports',
  ],
  web: ['base', 'message', 'flow', 'steps', 'imports', 'types:server', 'server/auth/caller.ts', 'types:control'],
};

/** What test files of a folder may import beyond that. Every test may use simulators and test tools. */
export const TESTS_MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  flow: ['steps'],
  engine: ['steps', 'channels', 'connectors', 'net', 'inbox'],
  inbox: ['steps', 'channels', 'connectors', 'net'],
};

/** These may import everything: the composition root and the commands. */
export const MAY_IMPORT_EVERYTHING = ['main', 'cli'];

/** Folders that hold data in, data out: no clock, no chance, no network, no locale of the machine. */
export const PURE = ['base', 'message', 'flow', 'steps', 'imports'];

/** Packages that a pure folder may use: they do no I/O themselves. */
export const PURE_PACKAGES = ['typebox', 'liquidjs', 're2js', 'libphonenumber-js', 'fast-check'];

/** Folders of siblings that know nothing of each other: one per channel, system, step, pretend provider. */
export const SIBLINGS = ['channels', 'connectors', 'steps', 'simulator'];

/** Words that bring a clock, chance or the machine's locale into a pure folder. */
export const IMPURE: readonly [pattern: RegExp, why: string][] = [
  [/\bDate\.now\b/, 'reads the clock: use the time that the event carries'],
  [/\bnew Date\b/, 'may read the clock and the zone of the machine: use Temporal with an explicit zone'],
  [/(?<![.\w])Date\(/, 'reads the clock: use the time that the event carries'],
  [/\bMath\.random\b/, 'is chance: derive ids, take seeds as parameters'],
  [/\bTemporal\.Now\b/, 'reads the clock: use the time that the event carries'],
  [/\.toLocale\w*\(/, 'depends on the locale of the machine: use Intl with an explicit locale and zone'],
  [/\.localeCompare\([^,]*?\)(?!\s*,)/, 'depends on the locale of the machine: name one'],
  [/\bIntl\.\w+\(\s*(\)|undefined|\[\s*\])/, 'needs an explicit locale'],
  [/\bIntl\.DateTimeFormat\((?![^;]*timeZone)/, 'needs an explicit time zone'],
];

/** Where the id of a channel or connector may stand as a word of its own, beyond its own folder, tests and simulators. */
export const MAY_NAME_ADAPTERS: readonly RegExp[] = [
  /^src\/(channels|connectors)\/index\.ts$/,
  /^src\/cli\/(start\/)?demo/,
  // Whose system an address in a foreign flow leads to is what importing it is about.
  /^src\/imports\//,
  /^src\/simulator\//,
  /^(examples|bench|scripts|test)\//,
];

/** Ids that are also ordinary words, such as the name of a member: a literal says nothing about who knows whom. */
export const ORDINARY_WORDS: readonly string[] = ['code', 'http', 'line', 'meta', 'sms'];

/** Lines of a file: printed above the first, refused above the second. */
export const LONG_FILE = { note: 300, refuse: 500 };

/** Files directly in `src/base`, tests aside: words without a domain stay few. */
export const BASE_FILES = 8;

/** The line of the table a file belongs to: `flow` for `src/flow/run.ts`, `main` for `src/main.ts`, `web`. */
export function houseOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  if (top !== 'src') return top;
  return second.includes('.') ? second.replace(/(\.test)?\.tsx?$/, '') : second;
}

import type { JsonObject, JsonValue } from '../base/json.ts';
import type { Calendar } from '../flow/calendar/calendar.ts';
import type { Store } from '../store/store.ts';

/** What an installation says of itself, besides connections and flows. */
export type InstallationFacts = {
  /** Business hours by name. */
  calendars: Readonly<Record<string, Calendar>>;
  /** `settings.<name>` in templates. */
  settings: JsonObject;
  /** `secrets.<name>` in templates: only performing an effect reads them. */
  secrets: Readonly<Record<string, string>>;
  /** The connection through which staff are told things. */
  staff?: string;
  alerts: {
    /** Staff are told when runs have waited for a connection for so long. */
    waitingMs: number;
  };
  /** How long things are kept; what is not said is kept for ever. */
  retention: { messagesMs?: number; runsMs?: number; mediaMs?: number };
};

/** Nothing said: no calendars, no secrets, everything is kept. */
export const PLAIN_INSTALLATION: InstallationFacts = {
  calendars: {},
  settings: {},
  secrets: {},
  alerts: { waitingMs: 10 * 60_000 },
  retention: {},
};

/** Seals and opens a secret of the installation. */
export type SecretVault = {
  seal(name: string, text: string): string;
  /** Throws when it cannot be opened; the message names the secret and the cure. */
  open(name: string, sealed: string): string;
};

/** What the installation says of itself, in memory and on disk. */
export type InstallationBook = {
  facts(): InstallationFacts;
  /** Replaces all of it. */
  seed(facts: InstallationFacts): Promise<void>;
};

const KEY = 'facts';

/** Loads what an installation says of itself; its secrets are stored sealed. */
export async function openInstallationBook(store: Store, vault: SecretVault): Promise<InstallationBook> {
  const mapped = (secrets: Readonly<Record<string, string>>, change: SecretVault['seal']): Record<string, string> =>
    Object.fromEntries(Object.entries(secrets).map(([name, text]) => [name, change(name, text)]));
  const stored = (await store.get('setting', KEY))?.value as InstallationFacts | undefined;
  let facts: InstallationFacts = { ...PLAIN_INSTALLATION, ...stored };
  facts = { ...facts, secrets: mapped(facts.secrets, vault.open) };
  return {
    facts: () => facts,
    async seed(next) {
      const value = { ...next, secrets: mapped(next.secrets, vault.seal) } as unknown as JsonValue;
      await store.commit([{ op: 'put', kind: 'setting', record: { key: KEY, value } }]);
      facts = next;
    },
  };
}

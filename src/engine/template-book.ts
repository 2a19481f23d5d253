import type { ConnectionId } from '../base/ids.ts';
import { isObject, type JsonValue } from '../base/json.ts';
import type { TemplateFacts } from '../channels/channel.ts';
import type { Store } from '../store/store.ts';

/** The approved messages of each connection, as its provider last told them: on disk, and at hand. */
export type TemplateBook = {
  /** By the name of the connection; one that has never told them is left out. */
  all(): Readonly<Record<string, readonly TemplateFacts[]>>;
  /** Keeps what a provider told in the place of what it told before. */
  keep(connection: ConnectionId, templates: readonly TemplateFacts[], at: number): Promise<void>;
};

const PREFIX = 'templates/';

/** Loads what providers told. What cannot be read counts as never told. */
export async function openTemplateBook(store: Pick<Store, 'list' | 'commit'>): Promise<TemplateBook> {
  const known = new Map<string, readonly TemplateFacts[]>();
  for (const { key, value } of await store.list('setting', { limit: 100_000 })) {
    const templates = key.startsWith(PREFIX) ? readTemplates(value) : undefined;
    if (templates) known.set(key.slice(PREFIX.length), templates);
  }
  return {
    all: () => Object.fromEntries(known),
    async keep(connection, templates, at) {
      const value = { at, templates: templates as unknown as JsonValue };
      await store.commit([{ op: 'put', kind: 'setting', record: { key: `${PREFIX}${connection}`, value } }]);
      known.set(connection, templates);
    },
  };
}

function readTemplates(value: JsonValue): readonly TemplateFacts[] | undefined {
  const list = isObject(value) ? value['templates'] : undefined;
  return Array.isArray(list) ? (list as readonly TemplateFacts[]) : undefined;
}

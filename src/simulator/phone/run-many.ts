import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isObject } from '../../base/json.ts';
import { announceReady, exitWhenAsked } from '../serve.ts';
import type { ProviderKind } from './provider.ts';
import { startPhone } from './server.ts';

/** One of several phones in a process: what it is called, whose it is, and its provider's options. */
export type NamedPhone = { name: string; kind: string; options: Readonly<Record<string, string>> };

/**
 * Runs phones of several providers in one process until it is asked to end, each on a port of its own: one ready line
 * for each, of its name. The list is JSON (`--list`); each keeps its state in `--state-folder` under its name.
 */
export async function runPhones(kinds: Readonly<Record<string, ProviderKind>>, args: string[]): Promise<void> {
  const options = {
    list: { type: 'string' },
    'state-folder': { type: 'string' },
    'with-parent': { type: 'boolean' },
  } as const;
  const { values } = parseArgs({ args, options });
  const folder = values['state-folder'];
  const phones = await Promise.all(
    readList(values.list ?? '[]').map(async ({ name, kind, options: own }) => {
      const found = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
      if (!found) throw new Error(`There is no phone called "${kind}"; there is ${Object.keys(kinds).join(', ')}.`);
      const state = folder === undefined ? {} : { stateFile: join(folder, `${name}.jsonl`) };
      return { name, server: await startPhone(state, (phone) => found.open(phone, { ...demoOptions(found), ...own })) };
    }),
  );
  const close = async (): Promise<void> => void (await Promise.all(phones.map(({ server }) => server.close())));
  exitWhenAsked(close, { withParent: values['with-parent'] ?? false });
  for (const { name, server } of phones) announceReady(name, server.url);
}

/** What the demo uses for each option of a provider. */
export function demoOptions({ options }: ProviderKind): Record<string, string> {
  return Object.fromEntries(Object.entries(options).map(([name, { demo }]) => [name, demo]));
}

function readList(text: string): NamedPhone[] {
  const list: unknown = JSON.parse(text);
  if (Array.isArray(list) && list.every(isNamedPhone)) return list;
  throw new Error('--list is a JSON list of { "name", "kind", "options" }.');
}

function isNamedPhone(value: unknown): value is NamedPhone {
  return (
    isObject(value) &&
    typeof value['name'] === 'string' &&
    typeof value['kind'] === 'string' &&
    isObject(value['options'])
  );
}

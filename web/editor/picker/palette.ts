import type { JsonObject } from '../../../src/base/json.ts';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import type { Exit } from '../../../src/flow/edit/ends.ts';
import { own } from '../../../src/flow/flow.ts';
import type { Catalog } from '../../../src/flow/validate/catalog.ts';
import { fold } from '../canvas/find-steps.ts';
import { categoryOf, type Category } from '../canvas/step-view.ts';
import { SYNONYMS } from './synonyms.ts';

/** One thing that can be added: a type of step, or an operation of a connection that exists. */
export type PaletteItem = {
  /** `ask`, or `call crm createRecord`. */
  readonly id: string;
  readonly type: string;
  readonly category: Category;
  readonly title: string;
  readonly about: string;
  readonly params?: JsonObject;
  /** Other words that it is looked for by. */
  readonly words: readonly string[];
};

/** Says what types of steps are called. */
export type PaletteWords = { title(type: string): string; about(type: string): string };

/** What operations are called, by the id of a connector and their names. */
export type PaletteTitles = Readonly<
  Record<string, { operations: Readonly<Record<string, { title: string; description: string }>> }>
>;

/** Everything that can be added, types first. */
export function paletteOf(catalog: Catalog, words: PaletteWords, titles: PaletteTitles = {}): PaletteItem[] {
  const types = Object.keys(catalog.types.steps).map((type): PaletteItem => {
    const synonyms = own(SYNONYMS, type) ?? [];
    return {
      id: type,
      type,
      category: categoryOf(type),
      title: words.title(type),
      about: words.about(type),
      words: synonyms,
    };
  });
  return [...types, ...operationsOf(catalog, titles)];
}

function operationsOf({ connections, operations }: Catalog, titles: PaletteTitles): PaletteItem[] {
  return Object.entries(connections).flatMap(([connection, { connector }]) => {
    const known = connector === undefined ? undefined : own(operations, connector);
    return Object.keys(known ?? {}).map((operation): PaletteItem => {
      const told = own(titles, connector ?? '');
      const { title, description = '' } = (told && own(told.operations, operation)) ?? {};
      return {
        id: `call ${connection} ${operation}`,
        type: 'call',
        category: 'systems',
        title: `${connection}: ${title ?? spaced(operation)}`,
        about: description,
        params: { connection, operation, input: {} },
        words: [operation, connection, connector ?? ''],
      };
    });
  });
}

/** `upsertRecord` as words. */
function spaced(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, (_all, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}

/** What often follows a type of step: the beginning of a list, not a rule. */
const FOLLOWERS: Readonly<Record<string, readonly string[]>> = {
  '': ['ask', 'send', 'hours', 'branch'],
  send: ['ask', 'waitReply', 'wait', 'end'],
  ask: ['branch', 'call', 'ask', 'set', 'send'],
  branch: ['send', 'ask', 'call', 'handoff'],
  switch: ['send', 'ask', 'call', 'handoff'],
  hours: ['ask', 'handoff', 'send'],
  call: ['send', 'branch', 'end', 'handoff'],
  set: ['call', 'send', 'branch'],
  parse: ['set', 'ask', 'call'],
  wait: ['send', 'end'],
  waitReply: ['branch', 'send', 'call'],
  awaitWebhook: ['send', 'branch'],
  loop: ['call', 'send'],
  subflow: ['send', 'branch'],
  handoff: ['send', 'end'],
};
/** What often follows trouble. */
const RESCUES = ['handoff', 'send', 'end'];

/** The ids of items that are likely behind an exit. */
export function likelyAfter(draft: Draft, exit: Exit | undefined, catalog: Catalog): readonly string[] {
  if (!exit || !('step' in exit)) return FOLLOWERS[''] ?? [];
  const type = own(draft.flow.steps, exit.step)?.type ?? '';
  const isTrouble = own(catalog.types.steps, type)?.troubles.includes(exit.outcome) ?? false;
  return isTrouble || exit.outcome === 'timeout' ? RESCUES : (own(FOLLOWERS, type) ?? ['send', 'end']);
}

/** A part of the list under one heading. */
export type PaletteGroup = {
  readonly heading: 'likely' | 'recent' | Category | 'found';
  readonly items: readonly PaletteItem[];
};

/** The list for what was typed: without words what is likely and recent first, then all by categories. */
export function groupsFor(
  items: readonly PaletteItem[],
  { text, likely, recent }: { text: string; likely: readonly string[]; recent: readonly string[] },
): PaletteGroup[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  if (words.length > 0) {
    const found = items
      .map((item, at) => ({ item, at, rank: rankOf(item, words) - (likely.includes(item.id) ? 0.3 : 0) }))
      .filter(({ rank }) => Number.isFinite(rank))
      .sort((left, right) => left.rank - right.rank || left.at - right.at);
    return found.length === 0 ? [] : [{ heading: 'found', items: found.map(({ item }) => item) }];
  }
  const byId = new Map(items.map((item) => [item.id, item]));
  const of = (ids: readonly string[]): PaletteItem[] => ids.flatMap((id) => byId.get(id) ?? []);
  const first = of(likely);
  const last = of(recent.filter((id) => !likely.includes(id)).slice(0, 4));
  const categories = [...new Set(items.map(({ category }) => category))];
  return [
    { heading: 'likely' as const, items: first },
    { heading: 'recent' as const, items: last },
    ...categories.map((heading) => ({ heading, items: items.filter(({ category }) => category === heading) })),
  ].filter((group) => group.items.length > 0);
}

/** How well an item fits all words; infinite where one does not fit at all. */
function rankOf({ title, id, words: synonyms, about }: PaletteItem, words: readonly string[]): number {
  const names = [title, id].map(fold);
  const others = synonyms.map(fold);
  const ranks = words.map((word) => {
    if (names.some((name) => name.startsWith(word))) return 0;
    if (names.some((name) => name.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word)))) return 1;
    if (others.some((name) => name.split(' ').some((part) => part.startsWith(word)))) return 2;
    if (names.some((name) => name.includes(word))) return 3;
    return fold(about).includes(word) ? 4 : Infinity;
  });
  return ranks.reduce((sum, rank) => sum + rank, 0);
}

/** The last things that were added, the newest first. */
export function withRecent(recent: readonly string[], id: string): string[] {
  return [id, ...recent.filter((each) => each !== id)].slice(0, 8);
}

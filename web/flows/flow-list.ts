import type { Reply } from '../api/client.ts';
import type { Tone } from '../ui/state-badge.tsx';

/** A flow as the list shows it. */
export type ListedFlow = Reply<'GET /flows'>['items'][number];

/** How a flow stands; `archived` were put away. */
export const STATES = ['published', 'changes', 'draft', 'failing', 'unpublished', 'archived'] as const;
export type State = (typeof STATES)[number];

/** What is looked for, as the address has it: flows that fit all of it. Of states and of tags one is enough. */
export type Wanted = {
  q?: string | undefined;
  folder?: string | undefined;
  state?: readonly string[] | undefined;
  tag?: readonly string[] | undefined;
};

/** How a state is marked. */
export const TONES: Readonly<Record<State, Tone>> = {
  published: 'good',
  changes: 'waiting',
  draft: 'quiet',
  failing: 'bad',
  unpublished: 'quiet',
  archived: 'quiet',
};

/** How a flow stands in the list. */
export function stateOf({ labels, state }: Pick<ListedFlow, 'labels' | 'state'>): State {
  return labels.archived ? 'archived' : state;
}

/** The flows that fit; those that were put away only where somebody asks for them. */
export function findFlows<Flow extends Pick<ListedFlow, 'flow' | 'name' | 'labels' | 'state'>>(
  flows: readonly Flow[],
  { q = '', folder, state = [], tag = [] }: Wanted,
): Flow[] {
  const words = plain(q).split(/\s+/).filter(Boolean);
  return flows.filter((each) => {
    const { labels, name, flow } = each;
    const is = stateOf(each);
    if (state.length === 0 ? is === 'archived' : !state.includes(is)) return false;
    if (tag.length > 0 && !labels.tags.some((own) => tag.includes(own))) return false;
    if (folder !== undefined && !isInside(labels.folder, folder)) return false;
    const text = plain([name, flow, labels.folder, ...labels.tags].join(' '));
    return words.every((word) => text.includes(word));
  });
}

/** A folder in which flows lie, and how many. */
export type Folder = { path: string; name: string; count: number };

/** The folders directly below one (below none: the top), by name, with all that lies in and under them. */
export function foldersBelow(
  flows: readonly { labels: Pick<ListedFlow['labels'], 'folder' | 'archived'> }[],
  parent = '',
): Folder[] {
  const depth = parent === '' ? 0 : parent.split('/').length;
  const counts = new Map<string, number>();
  for (const { labels } of flows) {
    if (labels.archived || labels.folder === '' || (parent !== '' && !labels.folder.startsWith(`${parent}/`))) continue;
    const path = labels.folder
      .split('/')
      .slice(0, depth + 1)
      .join('/');
    counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  return [...counts]
    .map(([path, count]) => ({ path, name: path.split('/').at(-1) ?? path, count }))
    .sort((left, right) => (left.path < right.path ? -1 : 1));
}

/** The folders that lead to one, the outermost first, itself last. */
export function pathTo(folder: string): { path: string; name: string }[] {
  const names = folder.split('/').filter(Boolean);
  return names.map((name, at) => ({ name, path: names.slice(0, at + 1).join('/') }));
}

/** A folder as somebody typed it, in the form that is kept: `Sales/Italy`. */
export function writtenFolder(text: string): string {
  return text
    .split('/')
    .map((part) => part.trim())
    .filter(Boolean)
    .join('/');
}

/** The heights of the bars of a small chart, from 0 to 1; every day on which there was something can be seen. */
export function barsOf(counts: readonly number[]): number[] {
  const most = Math.max(1, ...counts);
  return counts.map((count) => (count === 0 ? 0 : Math.max(0.12, count / most)));
}

/** All of some numbers. */
export function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function isInside(folder: string, parent: string): boolean {
  return folder === parent || folder.startsWith(`${parent}/`);
}

/** Without case and accents. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

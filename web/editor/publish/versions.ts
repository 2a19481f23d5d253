import type { Reply } from '../../api/client.ts';

/** A published version, without its content. */
export type VersionFacts = Reply<'GET /flows/:flow/versions'>['items'][number];

/** A state of a flow: a version's number, or the draft. */
export type State = number | 'draft';

/** Reads a state from the address; undefined for what is none. */
export function readState(text: string | undefined): State | undefined {
  if (text === 'draft') return 'draft';
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

/** The states that there are, the newest first: the draft where it is ahead of what was published, then the versions. */
export function statesOf(versions: readonly Pick<VersionFacts, 'version'>[], hasChanges: boolean): State[] {
  const published = versions.map(({ version }) => version).sort((left, right) => right - left);
  return hasChanges || published.length === 0 ? ['draft', ...published] : published;
}

/** Which states are looked at: the one asked for or the newest, and what it is compared with or the one before it. */
export function lookedAt(
  states: readonly State[],
  asked: { version?: string | undefined; against?: string | undefined },
): { state: State | undefined; against: State | undefined } {
  const isThere = (state: State | undefined): state is State => state !== undefined && states.includes(state);
  const wanted = readState(asked.version);
  const state = isThere(wanted) ? wanted : states[0];
  const other = readState(asked.against);
  const before = state === undefined ? undefined : states[states.indexOf(state) + 1];
  const against = asked.against === 'none' ? undefined : isThere(other) && other !== state ? other : before;
  return { state, against };
}

/** True where one state is later than another. */
export function isLater(left: State, right: State): boolean {
  if (left === 'draft') return right !== 'draft';
  return right !== 'draft' && left > right;
}

/** The neighbour of one of a list, around its ends; the first where none is chosen. */
export function neighbour<Item>(items: readonly Item[], current: Item | undefined, by: 1 | -1): Item | undefined {
  if (items.length === 0) return undefined;
  const at = current === undefined ? -1 : items.indexOf(current);
  if (at === -1) return by === 1 ? items[0] : items.at(-1);
  return items[(at + by + items.length) % items.length];
}

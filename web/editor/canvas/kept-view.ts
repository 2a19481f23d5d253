import type { Viewport } from '@xyflow/react';

/** Whether drags on the empty canvas choose (two fingers or the wheel move it) or move it. */
export const HANDS = ['trackpad', 'mouse'] as const;
export type Hand = (typeof HANDS)[number];

const HAND = 'rondine.editor.hand';
const MAP = 'rondine.editor.map';
const VIEW = 'rondine.editor.view.';
/** Views of flows that are remembered in one browser. */
const MOST = 200;

/** How the author's pointing device works; as on most computers unless chosen. */
export function readHand(shelf: Pick<Storage, 'getItem'>): Hand {
  const kept = shelf.getItem(HAND);
  return HANDS.find((each) => each === kept) ?? 'trackpad';
}

export function keepHand(shelf: Pick<Storage, 'setItem'>, hand: Hand): void {
  shelf.setItem(HAND, hand);
}

/** True where a person keeps the map of the flow in view. */
export function isMapKept(shelf: Pick<Storage, 'getItem'>): boolean {
  return shelf.getItem(MAP) === 'kept';
}

export function keepMap(shelf: Pick<Storage, 'setItem'>, isKept: boolean): void {
  shelf.setItem(MAP, isKept ? 'kept' : 'moving');
}

/** Where a person last stood in a flow. */
export function readView(shelf: Pick<Storage, 'getItem'>, key: string): Viewport | undefined {
  try {
    const { x, y, zoom } = JSON.parse(shelf.getItem(VIEW + key) ?? 'null') as Record<string, unknown>;
    if (![x, y, zoom].every((part) => typeof part === 'number' && Number.isFinite(part))) return undefined;
    return { x, y, zoom } as Viewport;
  } catch {
    return undefined;
  }
}

/** Remembers where somebody stands; of too many views an arbitrary other one is forgotten. */
export function keepView(shelf: Storage, key: string, { x, y, zoom }: Viewport): void {
  const others = Object.keys(shelf).filter((name) => name.startsWith(VIEW) && name !== VIEW + key);
  for (const name of others.slice(MOST - 1)) shelf.removeItem(name);
  shelf.setItem(VIEW + key, JSON.stringify({ x: Math.round(x), y: Math.round(y), zoom }));
}

import type { Point } from '../../../src/flow/layout.ts';

/** Width of a card with up to four exits; every further one makes it wider. */
export const CARD_WIDTH = 260;
/** Height of a card without its exits. */
export const HEAD_HEIGHT = 64;
/** Height of the row of exits. */
export const EXITS_HEIGHT = 28;
/** Height of one trigger in the card of the triggers. */
export const TRIGGER_HEIGHT = 22;
/** Room that a group leaves around its steps; at the top its title stands. */
export const GROUP_PADDING = { side: 20, top: 44, bottom: 24 } as const;
/** Triggers that are written out; further ones are counted. */
export const SHOWN_TRIGGERS = 3;

const EXIT_WIDTH = 65;

export type Size = { readonly width: number; readonly height: number };
export type Rect = Point & Size;

/** How large a card with so many exits is. Sizes are known before anything is drawn. */
export function sizeOfCard(exits: number): Size {
  return {
    width: Math.max(CARD_WIDTH, exits * EXIT_WIDTH),
    height: HEAD_HEIGHT + (exits === 0 ? 0 : EXITS_HEIGHT),
  };
}

/** How large the card of the triggers is. */
export function sizeOfTriggers(triggers: number, exits: number): Size {
  const { width } = sizeOfCard(exits);
  const lines = Math.min(Math.max(triggers, 1), SHOWN_TRIGGERS) + (triggers > SHOWN_TRIGGERS ? 1 : 0);
  return { width, height: 18 + lines * TRIGGER_HEIGHT + EXITS_HEIGHT };
}

/** Where an exit is along the lower edge of its card. */
export function exitX(index: number, count: number, width: number): number {
  return Math.round((width * (index + 0.5)) / count);
}

/** The smallest rectangle around some; undefined around none. */
export function around(rects: readonly Rect[]): Rect | undefined {
  if (rects.length === 0) return undefined;
  const left = Math.min(...rects.map(({ x }) => x));
  const top = Math.min(...rects.map(({ y }) => y));
  const right = Math.max(...rects.map(({ x, width }) => x + width));
  const bottom = Math.max(...rects.map(({ y, height }) => y + height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** True where two rectangles share some room. */
export function overlaps(left: Rect, right: Rect): boolean {
  return (
    left.x < right.x + right.width &&
    right.x < left.x + left.width &&
    left.y < right.y + right.height &&
    right.y < left.y + left.height
  );
}

/** The box of a group around the boxes of its steps. */
export function groupBox(inner: Rect): Rect {
  const { side, top, bottom } = GROUP_PADDING;
  return {
    x: inner.x - side,
    y: inner.y - top,
    width: inner.width + 2 * side,
    height: inner.height + top + bottom,
  };
}

export type WidthLimits = { least: number; most: number };

const STEP = 24;

/** A width within its limits. */
export function clampWidth(width: number, { least, most }: WidthLimits): number {
  return Math.round(Math.min(most, Math.max(least, width)));
}

/** The width after a key on the edge; undefined where the key means nothing. The arrow moves the edge, whichever side it is on. */
export function widthAfterKey(
  key: string,
  { width, side, ...limits }: WidthLimits & { width: number; side: 'left' | 'right' },
): number | undefined {
  const right = side === 'right' ? -STEP : STEP;
  switch (key) {
    case 'ArrowRight':
      return clampWidth(width + right, limits);
    case 'ArrowLeft':
      return clampWidth(width - right, limits);
    case 'Home':
      return limits.least;
    case 'End':
      return limits.most;
    default:
      return undefined;
  }
}

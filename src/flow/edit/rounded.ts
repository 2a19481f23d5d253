/** The nearest whole number; never minus zero, which no file keeps. */
export function rounded(value: number): number {
  return Math.round(value) + 0;
}

const TONES = ['ink', 'blue', 'green', 'rust', 'amber'] as const;

/** The letters and the colour that stand for a family: always the same ones. */
export function markOf(family: string): { letters: string; tone: (typeof TONES)[number] } {
  const words = family.split(/[^a-z0-9]+/i).filter(Boolean);
  const letters =
    words.length > 1
      ? words
          .map(([first = '']) => first)
          .join('')
          .slice(0, 2)
      : (words[0] ?? '').slice(0, 2);
  let sum = 0;
  for (const sign of family) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 9973;
  return {
    letters: letters.slice(0, 1).toUpperCase() + letters.slice(1).toLowerCase(),
    tone: TONES[sum % TONES.length] ?? 'ink',
  };
}

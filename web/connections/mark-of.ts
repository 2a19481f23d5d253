const TONES = ['ink', 'blue', 'green', 'rust', 'amber'] as const;

/** The letters that stand for a kind, and the colour of its family: always the same ones. */
export function markOf({ family, title }: { family: string; title: string }): {
  letters: string;
  tone: (typeof TONES)[number];
} {
  const words = title
    .replace(/\(.*\)/, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const [first = '', second = ''] = words;
  const letters = second === '' ? first.slice(0, 2) : `${first.slice(0, 1)}${second.slice(0, 1)}`;
  let sum = 0;
  for (const sign of family) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 9973;
  return { letters, tone: TONES[sum % TONES.length] ?? 'ink' };
}

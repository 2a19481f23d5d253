import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { VARIABLES } from '../ui/theme-variables.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);

const TEXT: Record<string, readonly string[]> = {
  text: ['page', 'card', 'sunk', 'hover', 'accent-soft', 'amber-soft', 'red-soft', 'blue-soft', 'green-soft'],
  'text-quiet': ['page', 'card', 'sunk', 'hover', 'accent-soft'],
  'accent-text': ['page', 'card', 'sunk', 'hover', 'accent-soft'],
  'on-accent': ['accent', 'accent-hover', 'red', 'red-hover', 'green', 'amber', 'blue', 'text-quiet', 'text'],
  'on-own': ['own'],
  'on-own-quiet': ['own'],
  green: ['page', 'card', 'sunk', 'green-soft'],
  amber: ['page', 'card', 'amber-soft'],
  red: ['page', 'card', 'red-soft'],
  blue: ['page', 'card', 'blue-soft'],
};

describe('colours', () => {
  for (const theme of ['light', 'dark'] as const) {
    for (const [front, backs] of Object.entries(TEXT)) {
      for (const back of backs) {
        it(`${front} on ${back} is readable in the ${theme} theme`, () => {
          const ratio = contrast(colour(front, theme), colour(back, theme));
          assert.ok(ratio >= 4.5, `contrast is ${ratio.toFixed(2)}, less than 4.5`);
        });
      }
    }
    it(`borders of controls stand out in the ${theme} theme`, () => {
      const ratio = contrast(colour('line-strong', theme), colour('card', theme));
      assert.ok(ratio >= 3, `contrast is ${ratio.toFixed(2)}, less than 3`);
    });
  }
});

describe('the colours of controls', () => {
  const token = (variable: string): string => /^var\(--([\w-]+)\)$/.exec(VARIABLES[variable] ?? '')?.[1] ?? '';
  const names = ['rust', 'red', 'green', 'amber', 'blue', 'gray'];
  const pairs: [front: string, back: string][] = [
    ['text', 'body'],
    ['dimmed', 'body'],
    ['placeholder', 'body'],
    ['anchor', 'body'],
    ['error', 'body'],
    ['default-color', 'default'],
    ['default-color', 'default-hover'],
    ...names.map((name): [string, string] => [`${name}-light-color`, `${name}-light`]),
    ...names.map((name): [string, string] => [`${name}-outline`, `${name}-outline-hover`]),
    ...names.map((name): [string, string] => [`${name}-text`, 'body']),
  ];
  it('are all tokens', () => {
    const unknown = Object.entries(VARIABLES).filter(([variable]) => !tokens.has(token(variable)));
    assert.deepEqual(unknown, []);
  });
  for (const theme of ['light', 'dark'] as const) {
    it(`can be read in the ${theme} theme`, () => {
      const weak = pairs.filter(([front, back]) => {
        const [text, ground] = [token(`--mantine-color-${front}`), token(`--mantine-color-${back}`)];
        return contrast(colour(text, theme), colour(ground, theme)) < 4.5;
      });
      assert.deepEqual(weak, []);
    });
    it(`can be read on filled controls in the ${theme} theme`, () => {
      const ground = (name: string): string[] =>
        ['filled', 'filled-hover'].map((kind) => token(`--mantine-color-${name}-${kind}`));
      const weak = names
        .flatMap(ground)
        .filter((name) => contrast(colour('on-accent', theme), colour(name, theme)) < 4.5);
      assert.deepEqual(weak, []);
    });
  }
});

function colour(name: string, theme: 'light' | 'dark'): string {
  const token = tokens.get(name);
  assert.ok(token, `there is no colour --${name} in tokens.css`);
  return token[theme];
}

/** Contrast ratio of WCAG 2. */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((left, right) => left - right);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

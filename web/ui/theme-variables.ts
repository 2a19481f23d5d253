/** Colours that a control can be asked for by name; each is a family of tokens. */
export const TONES = {
  rust: { main: 'accent', hover: 'accent-hover', soft: 'accent-soft', text: 'accent-text' },
  red: { main: 'red', hover: 'red-hover', soft: 'red-soft', text: 'red' },
  green: { main: 'green', hover: 'green', soft: 'green-soft', text: 'green' },
  amber: { main: 'amber', hover: 'amber', soft: 'amber-soft', text: 'amber' },
  blue: { main: 'blue', hover: 'blue', soft: 'blue-soft', text: 'blue' },
  gray: { main: 'text-quiet', hover: 'text', soft: 'hover', text: 'text' },
} as const;

/** A token of tokens.css, as style sheets name it. */
export const token = (name: string): string => `var(--${name})`;

/**
 * Which token stands behind each variable of the controls, in both themes: tokens.css alone decides about colours.
 * `tokens.test.ts` holds the pairs to what can be read.
 */
export const VARIABLES: Readonly<Record<string, string>> = {
  '--mantine-color-body': token('card'),
  '--mantine-color-text': token('text'),
  '--mantine-color-bright': token('text'),
  '--mantine-color-dimmed': token('text-quiet'),
  '--mantine-color-placeholder': token('text-quiet'),
  '--mantine-color-anchor': token('accent-text'),
  '--mantine-color-error': token('red'),
  '--mantine-color-success': token('green'),
  '--mantine-color-default': token('card'),
  '--mantine-color-default-hover': token('hover'),
  '--mantine-color-default-color': token('text'),
  '--mantine-color-default-border': token('line-strong'),
  '--mantine-color-disabled': token('sunk'),
  '--mantine-color-disabled-color': token('text-quiet'),
  '--mantine-color-disabled-border': token('line'),
  '--mantine-primary-color-contrast': token('on-accent'),
  ...Object.fromEntries(
    Object.entries(TONES).flatMap(([name, { main, hover, soft, text }]) => [
      [`--mantine-color-${name}-text`, token(text)],
      [`--mantine-color-${name}-filled`, token(main)],
      [`--mantine-color-${name}-filled-hover`, token(hover)],
      [`--mantine-color-${name}-light`, token(soft)],
      [`--mantine-color-${name}-light-hover`, token(soft)],
      [`--mantine-color-${name}-light-color`, token(text)],
      [`--mantine-color-${name}-outline`, token(text)],
      [`--mantine-color-${name}-outline-hover`, token(soft)],
    ]),
  ),
};

import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';
import { token, TONES, VARIABLES } from './theme-variables.ts';

/** Ten shades are what the library wants; ours are one colour that knows both themes. */
const shades = (name: string): MantineColorsTuple => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(() => token(name)) as never;

const steps = (names: readonly string[]): MantineColorsTuple => names.map(token) as never;

/** Lines, grounds and quiet words of the controls' own style sheets in the light theme. */
const GRAY = [
  'hover',
  'sunk',
  'line',
  'line',
  'line-strong',
  'line-strong',
  'text-quiet',
  'text-quiet',
  'text',
  'text',
];

/** The same in the dark theme, from words to grounds. */
const DARK = ['text', 'text', 'text-quiet', 'text-quiet', 'line', 'hover', 'card', 'card', 'sunk', 'page'];

/** Tells the controls which token each of their variables is. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-shadow-xs': 'none',
    '--mantine-shadow-sm': token('float'),
    '--mantine-shadow-md': token('float'),
    '--mantine-shadow-lg': token('float'),
    '--mantine-shadow-xl': token('float'),
  },
  light: { ...VARIABLES },
  dark: { ...VARIABLES },
});

/** What stands on a filled control is dark in the dark theme, where the fills are light. */
const variantColors: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  return input.variant === 'filled' ? { ...colors, color: token('on-accent') } : colors;
};

/** The look of all controls: our tokens, sizes and habits. */
export const theme = createTheme({
  colors: {
    ...Object.fromEntries(Object.entries(TONES).map(([name, { main }]) => [name, shades(main)])),
    gray: steps(GRAY),
    dark: steps(DARK),
  },
  primaryColor: 'rust',
  white: '#ffffff',
  black: '#1c2b4a',
  fontFamily: token('sans'),
  fontFamilyMonospace: token('mono'),
  headings: { fontFamily: token('sans'), fontWeight: '650' },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.4', xl: '1.3' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  variantColorResolver: variantColors,
  components: {
    Button: { defaultProps: { size: 'sm' }, styles: { root: { fontWeight: 550 } } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 32 } },
    Input: { vars: () => ({ wrapper: { '--input-bd': token('line-strong') } }) },
    InputWrapper: { defaultProps: { withAsterisk: false } },
    // Locking the page's scrolling writes a style element that the content security policy refuses.
    // The head of a dialog is no banner of the page: those of the shell and of a dialog would be two.
    ModalHeader: { defaultProps: { role: 'none' } },
    DrawerHeader: { defaultProps: { role: 'none' } },
    Modal: {
      defaultProps: {
        lockScroll: false,
        centered: true,
        radius: 'lg',
        padding: 'lg',
        transitionProps: { duration: 120 },
      },
      styles: { title: { fontSize: 'var(--size-lead)', fontWeight: 600 } },
    },
    Drawer: { defaultProps: { lockScroll: false, transitionProps: { duration: 120 } } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 100 }, position: 'bottom-end' } },
    Tooltip: {
      defaultProps: {
        openDelay: 350,
        transitionProps: { duration: 100 },
        events: { hover: true, focus: true, touch: false },
      },
    },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 100 } } },
    SegmentedControl: { styles: { label: { color: token('text') } } },
    Badge: {
      defaultProps: { variant: 'light', radius: 'xl' },
      styles: { root: { textTransform: 'none', fontWeight: 500 } },
    },
    Anchor: { defaultProps: { underline: 'hover' } },
    Switch: { defaultProps: { withThumbIndicator: false } },
  },
});

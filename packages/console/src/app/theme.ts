import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'
import { commonTexts } from '../texts/common.ts'

/** Deep petrol: the one colour of things that can be pressed. */
const petrol: MantineColorsTuple = [
  '#eaf6f6',
  '#d3e9ea',
  '#a8d3d5',
  '#7abcc0',
  '#54a5ab',
  '#348d95',
  '#1b727b',
  '#135c64',
  '#104a51',
  '#0b373d',
]

/** The brass of a key: notes, and what waits for a person. */
const brass: MantineColorsTuple = [
  '#fdf6e4',
  '#f9eac6',
  '#f3d793',
  '#ecc25d',
  '#e0ac38',
  '#c7911f',
  '#a57415',
  '#835a12',
  '#654511',
  '#4c340f',
]

/** Neutrals with a little warmth in light, a little blue-green in dark. */
const gray: MantineColorsTuple = [
  '#f8f8f6',
  '#f0f1ee',
  '#e4e6e2',
  '#d4d8d4',
  '#bac0bd',
  '#98a19f',
  '#6b7675',
  '#4f5a5a',
  '#374242',
  '#232c2c',
]

const dark: MantineColorsTuple = [
  '#d6dddc',
  '#b4bfbe',
  '#8b9998',
  '#657473',
  '#3d4a4a',
  '#303c3c',
  '#253030',
  '#1b2424',
  '#151d1d',
  '#101616',
]

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  colors: { petrol, brass, gray, dark },
  autoContrast: true,
  luminanceThreshold: 0.36,
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '9px', lg: '14px', xl: '22px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '36px' },
  fontFamily:
    'ui-sans-serif, "Inter", "Segoe UI Variable Text", "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace:
    'ui-monospace, "Cascadia Code", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '12px', sm: '13.5px', md: '15px', lg: '17px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.55', lg: '1.55', xl: '1.5' },
  headings: {
    fontWeight: '640',
    sizes: {
      h1: { fontSize: '24px', lineHeight: '1.25' },
      h2: { fontSize: '18px', lineHeight: '1.3' },
      h3: { fontSize: '15px', lineHeight: '1.35' },
    },
  },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm', fw: 560 } },
    Badge: { defaultProps: { variant: 'light', tt: 'none', fw: 560 } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true, multiline: true, maw: 360 } },
    Switch: { defaultProps: { withThumbIndicator: false } },
    Modal: {
      defaultProps: {
        centered: true,
        radius: 'lg',
        closeButtonProps: { 'aria-label': commonTexts.close },
        // The kit draws the head of a dialog as a <header>, which a screen reader takes for that of the page.
        attributes: { header: { role: 'none' } },
      },
    },
    Checkbox: { defaultProps: { radius: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Alert: {
      defaultProps: { variant: 'light', p: 'sm' },
      classNames: { root: 'kw-alert', title: 'kw-alert-title' },
    },
    Select: { defaultProps: { size: 'sm', comboboxProps: { shadow: 'md' } } },
  },
})

/** Tones of the console behind the kit's soft variants: badge, light button, avatar. */
const tones = { petrol: 'accent', gray: 'neutral', red: 'bad', green: 'good', brass: 'doubt' } as const

const shared: Record<string, string> = {
  '--mantine-color-text': 'var(--kw-text)',
  '--mantine-color-body': 'var(--kw-surface)',
  '--mantine-color-dimmed': 'var(--kw-text-soft)',
  '--mantine-color-error': 'var(--kw-bad)',
  '--mantine-color-anchor': 'var(--kw-accent)',
  '--mantine-color-default': 'var(--kw-surface)',
  '--mantine-color-default-hover': 'var(--kw-surface-sunken)',
  '--mantine-color-default-border': 'var(--kw-line-strong)',
  ...Object.fromEntries(
    Object.entries(tones).flatMap(([color, tone]) => [
      [`--mantine-color-${color}-light`, `var(--kw-${tone}-soft)`],
      [`--mantine-color-${color}-light-hover`, `color-mix(in srgb, var(--kw-${tone}) 22%, transparent)`],
      [`--mantine-color-${color}-light-color`, `var(--kw-${tone})`],
    ]),
  ),
}

/** Lets the kit speak with the names of base.css, in both schemes. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared })

import { UnstyledButton } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { commandTexts as texts } from '../texts/command-palette.ts'
import classes from './palette-button.module.css'

// Most visits never open it.
const CommandPalette = lazy(async () => ({
  default: (await import('./command-palette.tsx')).CommandPalette,
}))

/** Opens the palette; so does Ctrl and K, from everywhere. */
export function PaletteButton() {
  const [isOpen, setOpen] = useState(false)
  // An empty list: also from within a field.
  useHotkeys([['mod+K', () => setOpen((now) => !now)]], [])
  return (
    <>
      <UnstyledButton
        className={classes['button'] ?? ''}
        onClick={() => setOpen(true)}
        aria-label={texts.open}
        aria-haspopup="dialog"
        data-keys={texts.keys}
      >
        <IconSearch size={16} aria-hidden />
        <span>{texts.hint}</span>
      </UnstyledButton>
      <Suspense fallback={null}>{isOpen ? <CommandPalette onClose={() => setOpen(false)} /> : null}</Suspense>
    </>
  )
}

import { UnstyledButton } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState, type ComponentType } from 'react'
import { commandTexts as texts } from '../texts/command-palette.ts'
import type { CommandPaletteProps } from './command-palette.tsx'
import classes from './palette-button.module.css'
import { useEarlyLetters } from './use-early-letters.ts'

/** Opens the palette; so does Ctrl and K, from everywhere. */
export function PaletteButton() {
  const [isOpen, setOpen] = useState(false)
  const palette = usePalette()
  const early = useEarlyLetters(isOpen && palette === null)
  const close = () => {
    setOpen(false)
    early.clear()
  }
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
      {isOpen && palette !== null ? <palette.Component initial={early.letters} onClose={close} /> : null}
    </>
  )
}

interface Palette {
  Component: ComponentType<CommandPaletteProps>
}

/** No part of the first load, but there before most people ask for it. */
function usePalette(): Palette | null {
  const [palette, setPalette] = useState<Palette | null>(null)
  useEffect(() => {
    let isCurrent = true
    void import('./command-palette.tsx').then(({ CommandPalette }) => {
      if (isCurrent) setPalette({ Component: CommandPalette })
    })
    return () => {
      isCurrent = false
    }
  }, [])
  return palette
}

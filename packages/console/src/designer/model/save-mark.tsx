import { Loader, Text, Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCloudOff, IconPencil } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { designerTexts } from '../../texts/designer.ts'
import { problemLine } from '../../ui/problem-line.ts'
import type { SaveState } from './autosave.ts'
import classes from './model.module.css'
import { useDesigner, useDesignerState } from './use-designer.tsx'

/** How it stands with what was typed: said in a few words, and to screen readers when it changes for the worse. */
export function SaveMark() {
  const designer = useDesigner()
  const save = useDesignerState((state) => state.save)
  const { icon, words, help } = describe(save)
  const isBad = save.state === 'failed' || save.state === 'refused' || save.state === 'conflict'
  return (
    <span className={classes['save']} data-bad={isBad} role="status">
      <Tooltip label={help} disabled={help === null}>
        <Text
          component="span"
          size="xs"
          className={classes['saveWords'] ?? ''}
          {...(help === null ? {} : { tabIndex: 0 })}
        >
          {icon} {words}
        </Text>
      </Tooltip>
      {save.state === 'failed' || save.state === 'refused' ? (
        <button type="button" className="kw-link" onClick={() => void designer.flush()}>
          {designerTexts.save.now}
        </button>
      ) : null}
    </span>
  )
}

function describe(save: SaveState): { icon: ReactNode; words: string; help: string | null } {
  const texts = designerTexts.save
  switch (save.state) {
    case 'saved':
      return { icon: <IconCheck size={14} aria-hidden />, words: texts.saved, help: null }
    case 'unsaved':
      return { icon: <IconPencil size={14} aria-hidden />, words: texts.unsaved, help: null }
    case 'saving':
      return { icon: <Loader size={12} aria-hidden />, words: texts.saving, help: null }
    case 'failed': {
      const words = save.isOffline ? texts.offline : texts.failed
      return { icon: <IconCloudOff size={14} aria-hidden />, words, help: problemLine(save.error) }
    }
    case 'refused':
      return {
        icon: <IconAlertTriangle size={14} aria-hidden />,
        words: texts.refused,
        help: problemLine(save.error),
      }
    case 'conflict':
      return { icon: <IconAlertTriangle size={14} aria-hidden />, words: texts.conflict, help: null }
  }
}

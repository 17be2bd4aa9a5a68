import { Textarea } from '@mantine/core'
import { IconGripVertical, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { NoteTab } from '../../strip/note-tab.tsx'
import { canvasTexts } from '../../texts/canvas.ts'
import { focusNow } from '../../ui/focus-now.ts'
import classes from './canvas.module.css'
import { useCanvas } from './canvas-context.ts'

/** The author's words between two cards, to be written in place, moved and removed. */
export function EditNote({ path, text }: { path: string; text: string }) {
  const { actions } = useCanvas()
  // A note that was just put in is empty: whoever put it there wants to write.
  const [written, setWritten] = useState<string | null>(text === '' ? '' : null)
  const keep = () => {
    if (written !== null && written !== text) actions.setNote(path, written)
    setWritten(null)
  }
  if (written !== null) {
    return (
      <Textarea
        className={classes['noteField']}
        aria-label={canvasTexts.note}
        placeholder={canvasTexts.notePlaceholder}
        autosize
        minRows={3}
        ref={focusNow}
        value={written}
        onChange={(event) => setWritten(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation()
            keep()
          }
        }}
      />
    )
  }
  return (
    <div className={classes['note']} data-path={path} data-note>
      <NoteTab text={text === '' ? canvasTexts.emptyNote : text} />
      <div className={classes['noteTools']}>
        <span data-handle className={classes['grip']} title={canvasTexts.dragHelp}>
          <IconGripVertical size={14} aria-hidden />
        </span>
        <button type="button" data-card={path} tabIndex={-1} onClick={() => setWritten(text)}>
          {canvasTexts.editNote}
        </button>
        <button
          type="button"
          tabIndex={-1}
          aria-label={canvasTexts.removeNote}
          onClick={() => actions.remove([path])}
        >
          <IconTrash size={14} aria-hidden />
        </button>
      </div>
    </div>
  )
}

import { useState } from 'react'
import { stripTexts } from '../texts/strip.ts'
import classes from './strip.module.css'

/** Long notes fold at about ten lines. */
const foldedLength = 260

/** The author's words between two cards. */
export function NoteTab({ text }: { text: string }) {
  const [isWhole, setWhole] = useState(false)
  const isLong = text.length > foldedLength
  return (
    <div className={classes['note']} role="note" aria-label={stripTexts.note}>
      <p>{isLong && !isWhole ? `${text.slice(0, foldedLength).trimEnd()}…` : text}</p>
      {isLong ? (
        <button
          type="button"
          className={classes['noteMore']}
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? stripTexts.fewerFields : stripTexts.wholeNote}
        </button>
      ) : null}
    </div>
  )
}

import classes from './card.module.css'
import type { ConditionLine } from './conditions.ts'
import { SourceText } from './source-text.tsx'

/** A condition as lines: `user.status` equal to ACTIVE. */
export function ConditionLines({ lines }: { lines: readonly ConditionLine[] }) {
  if (lines.length === 0) return null
  return (
    <div className={classes['conditions']}>
      {lines.map((line, index) => (
        <div key={index} className={classes['condition']} style={{ marginInlineStart: line.depth * 10 }}>
          {line.join === null ? null : <span className={classes['join']}>{line.join}</span>}
          <SourceText source={line.left} /> <span className={classes['operator']}>{line.is}</span>{' '}
          {line.right === null ? null : <SourceText source={line.right} />}
        </div>
      ))}
    </div>
  )
}

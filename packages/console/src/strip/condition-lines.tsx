import classes from './card.module.css'
import type { ConditionLine } from './conditions.ts'
import { SourceText } from './source-text.tsx'
import { referencesOf } from './value-source.ts'

/** A condition as lines: `user.status` equal to ACTIVE. */
export function ConditionLines({ lines }: { lines: readonly ConditionLine[] }) {
  if (lines.length === 0) return null
  return (
    <div className={classes['conditions']}>
      {lines.map((line, index) => (
        <div
          key={index}
          className={classes['condition']}
          data-uses={usesOf(line)}
          style={{ marginInlineStart: line.depth * 10 }}
        >
          {line.join === null ? null : <span className={classes['join']}>{line.join}</span>}
          <SourceText source={line.left} /> <span className={classes['operator']}>{line.is}</span>{' '}
          {line.right === null ? null : <SourceText source={line.right} />}
        </div>
      ))}
    </div>
  )
}

function usesOf({ left, right }: ConditionLine): string | undefined {
  const uses = [left, right].flatMap((source) => (source === null ? [] : referencesOf(source)))
  return uses.length === 0 ? undefined : uses.join('\n')
}

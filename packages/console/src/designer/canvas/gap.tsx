import { IconPlus } from '@tabler/icons-react'
import { memo } from 'react'
import type { GapProps } from '../../strip/strip-context.ts'
import { canvasTexts } from '../../texts/canvas.ts'
import classes from './canvas.module.css'
import { useCanvas } from './canvas-context.ts'

/** The wire between two cards, with a + on it: where something can be put, and dropped. */
export const Gap = memo(function Gap({ list, at, isAlone, isReachable }: GapProps) {
  const { actions, target } = useCanvas()
  return (
    <span
      className={classes['gap']}
      data-gap
      data-list={list}
      data-at={at}
      data-alone={isAlone}
      data-target={target?.list === list && target.at === at}
    >
      <button
        type="button"
        className={classes['plus']}
        tabIndex={isReachable ? 0 : -1}
        aria-label={isAlone ? undefined : canvasTexts.addHere}
        title={canvasTexts.addHereHelp}
        onClick={() => actions.openPalette({ list, at })}
      >
        <IconPlus size={14} stroke={2.4} aria-hidden />
        {isAlone ? <span>{canvasTexts.emptyLane}</span> : null}
      </button>
    </span>
  )
})

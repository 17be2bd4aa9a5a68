import { IconDots } from '@tabler/icons-react'
import type { CardModel } from '../../strip/model.ts'
import { canvasTexts } from '../../texts/canvas.ts'
import classes from './canvas.module.css'
import { useCanvas } from './canvas-context.ts'

/** The menu of a card. */
export function CardTools({ card, isReachable }: { card: CardModel; isReachable: boolean }) {
  const { actions } = useCanvas()
  return (
    <button
      type="button"
      className={classes['dots']}
      tabIndex={isReachable ? 0 : -1}
      aria-haspopup="menu"
      aria-label={canvasTexts.menuOf(card.title)}
      onClick={(event) => {
        const { left, bottom } = event.currentTarget.getBoundingClientRect()
        actions.openMenu(card.path, { x: left, y: bottom + 4 })
      }}
    >
      <IconDots size={15} aria-hidden />
    </button>
  )
}

/** Takes a lane away where the step can be without it. */
export function LaneTools({ container, lane }: { container: CardModel; lane: string }) {
  const { actions } = useCanvas()
  if (!/^(else|elseIf\[\d+\]|cases\[\d+\])$/.test(lane)) return null
  return (
    <button
      type="button"
      className={classes['laneTool']}
      tabIndex={-1}
      aria-label={canvasTexts.removeLane}
      title={canvasTexts.removeLane}
      onClick={() => actions.removeLane(container.path, lane)}
    >
      ×
    </button>
  )
}

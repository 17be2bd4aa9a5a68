import { ActionIcon, Button, Tooltip } from '@mantine/core'
import {
  IconAlertCircle,
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconMinus,
  IconPlus,
} from '@tabler/icons-react'
import { stripTexts } from '../texts/strip.ts'
import { FlowSearch } from './flow-search.tsx'
import { cardsOf, type StripItem } from './model.ts'
import type { Painting } from './paint.ts'
import classes from './strip.module.css'
import type { Folding } from './use-folding.ts'
import type { Zooming } from './use-zoom.ts'

export interface ToolbarProps {
  items: readonly StripItem[]
  painting: Painting | null
  pointAt: string | null
  zooming: Zooming
  folding: Folding
  onGoTo: (path: string) => void
}

/** Below the cards: how close one is, search, folding, and the way to the card that matters. */
export function Toolbar({ items, painting, pointAt, zooming, folding, onGoTo }: ToolbarProps) {
  const { zoom, zoomIn, zoomOut, fit } = zooming
  const { isAllFolded, foldAll } = folding
  return (
    <div className={classes['toolbar']}>
      <Tooltip label={stripTexts.zoomOut}>
        <ActionIcon onClick={zoomOut} aria-label={stripTexts.zoomOut}>
          <IconMinus size={16} />
        </ActionIcon>
      </Tooltip>
      <span className={`kw-number ${classes['zoom']}`} aria-live="polite">
        {Math.round(zoom * 100)} %
      </span>
      <Tooltip label={stripTexts.zoomIn}>
        <ActionIcon onClick={zoomIn} aria-label={stripTexts.zoomIn}>
          <IconPlus size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={stripTexts.fitHelp}>
        <Button size="compact-xs" variant="default" onClick={fit}>
          {stripTexts.fit}
        </Button>
      </Tooltip>
      <Tooltip label={isAllFolded ? stripTexts.unfoldAll : stripTexts.foldAll}>
        <ActionIcon
          onClick={foldAll}
          aria-label={isAllFolded ? stripTexts.unfoldAll : stripTexts.foldAll}
          aria-pressed={isAllFolded}
        >
          {isAllFolded ? <IconArrowsMaximize size={15} /> : <IconArrowsMinimize size={15} />}
        </ActionIcon>
      </Tooltip>
      <FlowSearch items={items} onGoTo={onGoTo} />
      <span className={`kw-number ${classes['total']}`}>{stripTexts.cards(cardsOf(items).length)}</span>
      {pointAt === null ? null : (
        <PointButton isInDoubt={painting?.inDoubtStep === pointAt} onClick={() => onGoTo(pointAt)} />
      )}
    </div>
  )
}

function PointButton({ isInDoubt, onClick }: { isInDoubt: boolean; onClick: () => void }) {
  return (
    <Button
      size="compact-xs"
      variant="light"
      color={isInDoubt ? 'brass' : 'red'}
      leftSection={<IconAlertCircle size={14} aria-hidden />}
      onClick={onClick}
    >
      {isInDoubt ? stripTexts.goToInDoubt : stripTexts.goToFailed}
    </Button>
  )
}

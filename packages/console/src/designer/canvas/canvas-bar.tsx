import { ActionIcon, Button, Group, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconKeyboard, IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { canvasTexts } from '../../texts/canvas.ts'
import type { DesignerProblem } from '../model/check.ts'
import { useDesignerState } from '../model/use-designer.tsx'
import type { CanvasActions } from './canvas-context.ts'
import classes from './canvas.module.css'
import { ProblemList } from './problem-list.tsx'

export interface CanvasBarProps {
  isPaletteOpen: boolean
  actions: CanvasActions
  onPalette: () => void
  onProblem: (problem: DesignerProblem) => void
  onShortcuts: () => void
  /** At the end. */
  children: ReactNode
}

/** Above the cards: adding, the history, what is to be mended. */
export function CanvasBar(props: CanvasBarProps) {
  const { isPaletteOpen, actions, onPalette, onProblem, onShortcuts, children } = props
  const history = useDesignerState((state) => state.history)
  const problems = useDesignerState((state) => state.problems)
  return (
    <div className={classes['bar']}>
      <Button
        size="compact-sm"
        variant="light"
        leftSection={<IconPlus size={15} aria-hidden />}
        aria-expanded={isPaletteOpen}
        onClick={onPalette}
      >
        {canvasTexts.add}
      </Button>
      <Group gap={2}>
        <Step
          isOff={history.past.length === 0}
          label={canvasTexts.undo}
          what={history.past.at(-1)?.label}
          onClick={actions.undo}
        >
          <IconArrowBackUp size={17} />
        </Step>
        <Step
          isOff={history.future.length === 0}
          label={canvasTexts.redo}
          what={history.future[0]?.label}
          onClick={actions.redo}
        >
          <IconArrowForwardUp size={17} />
        </Step>
      </Group>
      <ProblemList problems={problems} onGoTo={onProblem} />
      <Group gap={8} data-end>
        {children}
        <Tooltip label={`${canvasTexts.shortcuts} (?)`}>
          <ActionIcon aria-label={canvasTexts.shortcuts} onClick={onShortcuts}>
            <IconKeyboard size={18} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </div>
  )
}

interface StepProps {
  isOff: boolean
  label: string
  what: string | undefined
  onClick: () => void
  children: ReactNode
}

/** One step back or forth in the history; says which. */
function Step({ isOff, label, what, onClick, children }: StepProps) {
  return (
    <Tooltip label={what === undefined ? label : `${label}: ${what}`}>
      <ActionIcon
        className={classes['step'] ?? ''}
        aria-label={label}
        aria-disabled={isOff}
        data-disabled={isOff}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  )
}

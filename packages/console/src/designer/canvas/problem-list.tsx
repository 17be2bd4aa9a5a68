import { Button, Popover, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { canvasTexts } from '../../texts/canvas.ts'
import type { DesignerProblem } from '../model/check.ts'
import classes from './canvas.module.css'

export interface ProblemListProps {
  /** Null while nobody knows. */
  problems: readonly DesignerProblem[] | null
  onGoTo: (problem: DesignerProblem) => void
}

/** What is to be mended, with the way to each place. */
export function ProblemList({ problems, onGoTo }: ProblemListProps) {
  const [isOpen, setOpen] = useState(false)
  if (problems === null) return null
  if (problems.length === 0) {
    return (
      <span className={classes['fine']}>
        <IconCircleCheck size={15} aria-hidden /> {canvasTexts.noProblems}
      </span>
    )
  }
  const isBlocked = problems.some(({ severity }) => severity === 'error')
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" shadow="md" width={400} trapFocus>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="light"
          color={isBlocked ? 'red' : 'brass'}
          leftSection={<IconAlertTriangle size={14} aria-hidden />}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {canvasTexts.problems(problems.length)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={6} aria-label={canvasTexts.problemsTitle}>
        <ul className={classes['problems']}>
          {problems.map((problem) => (
            <li key={`${problem.path} ${problem.field.join('.')} ${problem.message}`}>
              <UnstyledButton
                className={classes['problem'] ?? ''}
                data-severity={problem.severity}
                onClick={() => {
                  setOpen(false)
                  onGoTo(problem)
                }}
              >
                <IconAlertTriangle size={14} aria-hidden />
                <span>{problem.message}</span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}

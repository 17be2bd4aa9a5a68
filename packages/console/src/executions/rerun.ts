import type { executions } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { triggerPath, type CardModel } from '../strip/model.ts'
import { rerunStepLabel } from '../texts/executions.ts'
import type { ExecutionDetail } from './execution-page.tsx'

export type RerunBody = z.input<typeof executions.rerunExecution.body>

/** What a person chose in the dialog. */
export interface RerunChoice {
  version: 'same' | 'current'
  from: 'start' | 'step'
  step: string | null
  dryRun: boolean
}

/** What to send; undefined while the step to start from is not chosen. */
export function toRerunBody({ version, from, step, dryRun }: RerunChoice): RerunBody | undefined {
  if (from === 'start') return { version, dryRun }
  return step === null ? undefined : { version, dryRun, fromStep: step }
}

/** The steps that an execution came to, in the order of the document: only from those it can run again. */
export function stepsToStartFrom(
  cards: readonly CardModel[],
  steps: ExecutionDetail['steps'],
): { value: string; label: string }[] {
  const ran = new Set(steps.map((run) => run.step))
  return cards
    .filter((card) => card.path !== triggerPath && ran.has(card.path))
    .map((card) => ({ value: card.path, label: rerunStepLabel(card.title, card.id ?? card.path) }))
}

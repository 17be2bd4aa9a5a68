import type { StripSlots } from '../../strip/strip-context.ts'
import { StepPanel } from '../fields/step-panel.tsx'
import { CardTools, LaneTools } from './card-tools.tsx'
import { EditNote } from './edit-note.tsx'
import { EditPill } from './edit-pill.tsx'
import { Gap } from './gap.tsx'

/** What makes a strip a canvas. */
export const slots: StripSlots = {
  Gap,
  Pill: EditPill,
  Note: EditNote,
  CardTools,
  LaneTools,
  Panel: StepPanel,
}

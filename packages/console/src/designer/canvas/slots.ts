import { DetailsPanel } from '../../strip/details-panel.tsx'
import type { StripSlots } from '../../strip/strip-context.ts'
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
  Panel: DetailsPanel,
}

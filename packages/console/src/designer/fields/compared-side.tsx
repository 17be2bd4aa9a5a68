import type { SideProps } from '../../trigger/condition-editing.ts'
import { ValueField } from './value-field.tsx'

const list = { type: 'array', items: { type: 'string' } }
const text = { type: 'string' }

/** One side of a comparison: what is compared decides how, so a constant is typed as text. */
export function ComparedSide({ label, value, isList, onChange }: SideProps) {
  return (
    <ValueField label={label} schema={isList ? list : text} value={value} onChange={onChange} place={null} />
  )
}

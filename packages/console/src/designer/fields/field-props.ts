import type { ReactNode } from 'react'
import type { Path, Value } from '@keyway/engine'
import type { Json } from '@keyway/sdk'

export interface ValueFieldProps {
  label: string
  description?: string | null
  placeholder?: string
  isRequired?: boolean
  /** Its label is heard and not seen. */
  isBare?: boolean
  /** JSON Schema of what is wanted; without one, anything. */
  schema?: Json | undefined
  value: Value | undefined
  onChange: (value: Value | undefined) => void
  /** Where the value stands in the step: for its problems, and for who is led there. Null for parts of conditions. */
  place: Path | null
  onEnter?: (() => void) | undefined
  /** A control of the connector in the place of text: choices that the other side searches. */
  picker?: ((shared: SharedProps) => ReactNode) | undefined
  /** Members that the other side knows, beside those of the schema. */
  members?: readonly Member[]
}

/** A member that an object may have. */
export interface Member {
  name: string
  schema: Json
}

export interface SharedProps {
  label: ReactNode
  description: ReactNode
  error: ReactNode
  value: Value | undefined
  onChange: (value: Value | undefined) => void
}

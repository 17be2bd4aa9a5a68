import { previewOf } from '../values/preview.ts'
import type { ValueSource } from './value-source.ts'

/** A source in one line of plain text. */
export function describeSource(source: ValueSource): string {
  switch (source.kind) {
    case 'reference':
      return source.reference
    case 'constant':
      return previewOf(source.value)
    case 'template':
      return source.parts.map((part) => ('text' in part ? part.text : `{{ ${part.reference} }}`)).join('')
    case 'structure':
      return previewOf(source.value)
  }
}

import { previewOf } from '../values/preview.ts'
import classes from './card.module.css'
import type { ValueSource } from './value-source.ts'

/** A source with its references as chips, as the author of the flow sees them. */
export function SourceText({ source }: { source: ValueSource }) {
  switch (source.kind) {
    case 'reference':
      return <Chip reference={source.reference} />
    case 'constant':
      return <>{previewOf(source.value)}</>
    case 'template':
      return (
        <>
          {source.parts.map((part, index) =>
            'text' in part ? (
              <span key={index}>{part.text}</span>
            ) : (
              <Chip key={index} reference={part.reference} />
            ),
          )}
        </>
      )
    case 'structure':
      return <>{previewOf(source.value)}</>
  }
}

function Chip({ reference }: { reference: string }) {
  const cut = reference.search(/[.[]/)
  const root = cut === -1 ? reference : reference.slice(0, cut)
  return (
    <span className={classes['chip']} title={reference}>
      <b>{root}</b>
      {cut === -1 ? '' : reference.slice(cut)}
    </span>
  )
}

import {
  IconBraces,
  IconBrackets,
  IconCalendar,
  IconCircleDashed,
  IconHash,
  IconLetterT,
  IconAsterisk,
  IconToggleLeft,
  type Icon,
} from '@tabler/icons-react'
import type { Kind } from '../values/kind.ts'
import classes from './card.module.css'

const icons: Record<Kind, Icon> = {
  text: IconLetterT,
  number: IconHash,
  boolean: IconToggleLeft,
  date: IconCalendar,
  object: IconBraces,
  list: IconBrackets,
  null: IconCircleDashed,
  any: IconAsterisk,
}

/** The type mark of a pill. Its words are in the pill's label. */
export function KindMark({ kind }: { kind: Kind }) {
  const Mark = icons[kind]
  return (
    <span className={classes['kind']} data-kind={kind} aria-hidden>
      <Mark size={13} stroke={2} />
    </span>
  )
}

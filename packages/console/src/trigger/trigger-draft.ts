import type { Comparison, Condition, EventTrigger } from '@keyway/engine'

export const joins = ['all', 'any', 'none'] as const
export type Join = (typeof joins)[number]
export type ComparisonIs = Comparison['is']

/** A comparison as it is typed. */
export interface Row {
  field: string
  is: ComparisonIs
  value: string
}

/** An event trigger as the form has it. */
export interface TriggerDraft {
  event: string
  join: Join
  rows: Row[]
  filter: string
  /** A condition that the form cannot show; it stays as it is. */
  kept: Condition | null
}

export const oneSided: readonly ComparisonIs[] = ['is empty', 'is not empty']
export const listed: readonly ComparisonIs[] = ['one of', 'in', 'not in']

/** Reads a trigger for the form. */
export function toTriggerDraft({ event, when }: EventTrigger): TriggerDraft {
  const empty: TriggerDraft = { event, join: 'all', rows: [], filter: '', kept: null }
  if (when === undefined) return empty
  const parts = 'all' in when ? when.all : [when]
  const filters = parts.filter((part) => 'okta' in part)
  const others = parts.filter((part) => !('okta' in part))
  const group = readGroup(others)
  if (group === undefined || filters.length > 1) return { ...empty, kept: when }
  return { ...empty, ...group, filter: filters[0]?.okta ?? '' }
}

/** Comparisons that all must hold, or one group of them joined otherwise. */
function readGroup(parts: readonly Condition[]): Pick<TriggerDraft, 'join' | 'rows'> | undefined {
  const [only] = parts
  if (parts.length === 1 && only !== undefined && ('any' in only || 'none' in only)) {
    const [join, members] = 'any' in only ? (['any', only.any] as const) : (['none', only.none] as const)
    const rows = readRows(members)
    return rows === undefined || rows.length === 0 ? undefined : { join, rows }
  }
  const rows = readRows(parts)
  return rows === undefined ? undefined : { join: 'all', rows }
}

function readRows(parts: readonly Condition[]): Row[] | undefined {
  const rows = parts.map(readRow)
  return rows.every((row) => row !== undefined) ? rows : undefined
}

function readRow(part: Condition): Row | undefined {
  if (!('is' in part) || part.field === undefined || part.type !== undefined) return undefined
  const { field, is } = part
  const right = part.to ?? part.value
  if (oneSided.includes(is)) return { field, is, value: '' }
  if (typeof right === 'string' && !listed.includes(is) && !right.includes('{{'))
    return { field, is, value: right }
  if (!Array.isArray(right) || !listed.includes(is)) return undefined
  const texts = right.flatMap((one) => (typeof one === 'string' && !one.includes(',') ? [one] : []))
  return texts.length === right.length ? { field, is, value: texts.join(', ') } : undefined
}

/** The trigger that was typed. Rows without a field are left out. */
export function toTrigger(draft: TriggerDraft, before: EventTrigger | undefined): EventTrigger {
  const { connection, ...rest } = before ?? { connection: undefined }
  const { when: _, event: __, ...others } = { when: undefined, event: '', ...rest }
  const when = toCondition(draft)
  return {
    ...others,
    event: draft.event,
    ...(connection === undefined ? {} : { connection }),
    ...(when === undefined ? {} : { when }),
  }
}

function toCondition({ join, rows, filter, kept }: TriggerDraft): Condition | undefined {
  const comparisons = rows.filter(({ field }) => field.trim() !== '').map(toComparison)
  const grouped = comparisons.length > 1 || join === 'none' ? [groupOf(join, comparisons)] : comparisons
  const parts = [
    ...(comparisons.length === 0 ? [] : join === 'all' ? comparisons : grouped),
    ...(filter.trim() === '' ? [] : [{ okta: filter.trim() }]),
    ...(kept === null ? [] : [kept]),
  ]
  const [only] = parts
  return parts.length > 1 ? { all: parts } : only
}

function groupOf(join: Join, members: Condition[]): Condition {
  switch (join) {
    case 'all':
      return { all: members }
    case 'any':
      return { any: members }
    case 'none':
      return { none: members }
  }
}

function toComparison({ field, is, value }: Row): Comparison {
  const path = field.trim()
  if (oneSided.includes(is)) return { field: path, is }
  if (!listed.includes(is)) return { field: path, is, value }
  const items = value.split(',').map((item) => item.trim())
  return { field: path, is, value: items.filter((item) => item !== '') }
}

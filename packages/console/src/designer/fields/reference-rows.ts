import { canBecome, nameOfType, typeOf } from '@keyway/engine'
import type { Json, ValueType } from '@keyway/sdk'
import { fieldTexts } from '../../texts/designer-fields.ts'
import { kindOf, kindOfSchema, type Kind } from '../../values/kind.ts'
import { previewOf } from '../../values/preview.ts'
import { membersOf, outputOf, type Output, type Source } from '../editing/scope.ts'
import { isReference } from './template-parts.ts'

/** One line of the tree of values. */
export interface ReferenceRow {
  output: Output
  /** What people read: the title of a step, the name of a member. */
  label: string
  level: number
  kind: Kind
  example: string | null
  canOpen: boolean
  isOpen: boolean
  /** Why it does not fit where it would go; null where it does. */
  clash: string | null
}

export interface RowsQuery {
  sources: readonly Source[]
  titleOf: (source: Source) => string
  /** References whose members are shown. */
  open: ReadonlySet<string>
  /** Words to search for; empty shows the tree. */
  search: string
  /** The type that is wanted. */
  wanted: ValueType
}

/** How deep a search looks, and how much it shows. */
const deepest = 5
const mostFound = 150

/** The tree as it is open, or what a search finds in it. */
export function referenceRows(query: RowsQuery): ReferenceRow[] {
  const words = query.search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return words.length === 0 ? openRows(query) : foundRows(query, words)
}

function openRows(query: RowsQuery): ReferenceRow[] {
  const visit = (output: Output, label: string, level: number): ReferenceRow[] => {
    const row = toRow(query, { output, label, level })
    if (!row.isOpen) return [row]
    return [row, ...membersOf(output).flatMap((member) => visit(member, member.name, level + 1))]
  }
  return query.sources.flatMap((source) => visit(source.output, query.titleOf(source), 0))
}

/** Nearest steps first, shallow values before deep ones. */
function foundRows(query: RowsQuery, words: readonly string[]): ReferenceRow[] {
  const found: ReferenceRow[] = []
  for (const source of query.sources) {
    const title = query.titleOf(source)
    let level = [source.output]
    for (let depth = 0; depth <= deepest && level.length > 0 && found.length < mostFound; depth += 1) {
      for (const output of level) {
        const row = toRow(query, { output, label: depth === 0 ? title : output.reference, level: 0 })
        const text = `${title} ${output.reference} ${row.example ?? ''}`.toLowerCase()
        if (words.every((word) => text.includes(word))) found.push({ ...row, canOpen: false, isOpen: false })
      }
      level = level.flatMap(membersOf)
    }
  }
  const typed = typedRow(query).filter((row) =>
    found.every(({ output }) => output.reference !== row.output.reference),
  )
  return [...typed, ...found.slice(0, mostFound)]
}

/** A reference that was typed, where nobody can say that it leads nowhere: what comes at run time is not always known. */
function typedRow(query: RowsQuery): ReferenceRow[] {
  const reference = query.search.trim()
  const output = isReference(reference) ? outputOf(query.sources, reference) : undefined
  if (output === undefined) return []
  return [{ ...toRow(query, { output, label: reference, level: 0 }), canOpen: false, isOpen: false }]
}

function toRow(
  { open, wanted }: RowsQuery,
  { output, label, level }: Pick<ReferenceRow, 'output' | 'label' | 'level'>,
): ReferenceRow {
  const { schema, example, reference } = output
  const kind = kindOfOutput(schema, example)
  return {
    output,
    label,
    level,
    kind,
    example: example === undefined ? null : previewOf(example),
    canOpen: membersOf(output).length > 0,
    isOpen: open.has(reference),
    clash: clashOf(output, wanted),
  }
}

export function kindOfOutput(schema: Json | undefined, example: Json | undefined): Kind {
  const declared = schema === undefined ? 'any' : kindOfSchema(schema)
  return declared === 'any' && example !== undefined ? kindOf(example) : declared
}

/** Why a value surely cannot become what is wanted; null where it may. */
export function clashOf({ schema }: Pick<Output, 'schema'>, wanted: ValueType): string | null {
  const type = schema === undefined ? 'any' : typeOf(schema).type
  if (type === 'any' || canBecome(type, wanted)) return null
  return fieldTexts.clash(nameOfType(type), nameOfType(wanted))
}

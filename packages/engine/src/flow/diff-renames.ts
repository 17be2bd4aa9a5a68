import { FlowError, isJsonObject, type Json } from '@keyway/sdk'
import { parseReference } from '../mapping/reference.ts'
import { isTemplate } from '../mapping/template.ts'
import { canonicalText, type MatchedSteps } from './match-steps.ts'
import type { ValueChange } from './diff-values.ts'

/** Ids of steps that have another one in the later flow. */
export type Renames = ReadonlyMap<string, string>

export function findRenames({ before, partner }: MatchedSteps): Renames {
  return new Map(
    before.flatMap((old): [string, string][] => {
      const young = partner.get(old)
      const [from, to] = [old.step.id, young?.step.id]
      return from === undefined || to === undefined || from === to ? [] : [[from, to]]
    }),
  )
}

/** Whether a change only follows steps that got another id: `a.output` became `b.output`. */
export function followsRename({ path, from, to }: ValueChange, renames: Renames): boolean {
  if (renames.size === 0 || from === undefined || to === undefined) return false
  if (path.at(-1) === 'from' && typeof from === 'string') return renames.get(from) === to
  return canonicalText(renamed(from, { renames, isReference: path.at(-1) === 'ref' })) === canonicalText(to)
}

function renamed(value: Json, how: { renames: Renames; isReference: boolean }): Json {
  const { renames, isReference } = how
  if (typeof value === 'string') {
    if (isReference) return renameRoot(value, renames)
    if (!isTemplate(value)) return value
    return value.replaceAll(/(?<=\{\{)[^{}]*(?=\}\})/g, (reference) => renameRoot(reference, renames))
  }
  if (Array.isArray(value)) return value.map((item) => renamed(item, { renames, isReference: false }))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      renamed(inner, { renames, isReference: key === 'ref' }),
    ]),
  )
}

function renameRoot(reference: string, renames: Renames): string {
  try {
    const { root } = parseReference(reference)
    const name = renames.get(root)
    return name === undefined ? reference : reference.replace(root, name)
  } catch (error) {
    if (error instanceof FlowError) return reference
    throw error
  }
}

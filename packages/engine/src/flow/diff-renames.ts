import { canonicalText, type MatchedSteps } from './match-steps.ts'
import type { ValueChange } from './diff-values.ts'
import { renameInValue, renameRoot, type Renames } from './rename-references.ts'

/** Steps that have another id in the later flow. */
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
  const isReference = path.at(-1) === 'ref' && typeof from === 'string'
  const renamed = isReference ? renameRoot(from, renames) : renameInValue(from, renames)
  return canonicalText(renamed) === canonicalText(to)
}

import { InputError } from '@keyway/sdk'
import { kinds } from './kinds/kinds.ts'
import type { AnyTargetKind } from './kinds/kind.ts'
import type { StoredTarget } from './target.ts'

const byId = new Map(kinds.map((kind) => [kind.id, kind]))

/** Throws InputError for a kind that there is not. */
export function kindOf(id: string): AnyTargetKind {
  const kind = byId.get(id)
  if (kind !== undefined) return kind
  throw new InputError(`There is no kind of target "${id}"; there are ${[...byId.keys()].join(', ')}.`)
}

/** Whether subjects of several rules go to a target as a message for each rule. */
export function splitsByRule({ kind, settings }: Pick<StoredTarget, 'kind' | 'settings'>): boolean {
  return kindOf(kind).splitsByRule(settings)
}

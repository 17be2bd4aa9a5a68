import type { Json } from '@keyway/sdk'
import { semanticsVersion, type CommandId } from './journal.ts'
import type { OpenCommand } from './replay.ts'
import type { Fiber, FiberId, Scope, State } from './state.ts'

/**
 * The state of an execution behind some entry of its journal, as plain data. It saves replaying what came before; the
 * journal stays what counts.
 */
export interface Snapshot {
  semantics: number
  state: StoredState
  open: readonly OpenCommand[]
}

interface StoredScope {
  parent: number | null
  values: [string, Json][]
}

type StoredFiber = Omit<Fiber, 'scope'> & { scope: number }

type StoredState = Omit<State, 'fibers' | 'waiting'> & {
  scopes: StoredScope[]
  fibers: StoredFiber[]
  waiting: [CommandId, FiberId][]
}

/** Takes a snapshot between two entries. Turn it to text at once: it shares values with the state. */
export function takeSnapshot(state: State, open: readonly OpenCommand[]): Snapshot {
  const { fibers, waiting, ...rest } = state
  const scopes = new Map<Scope, number>()
  const stored: StoredScope[] = []
  const indexOf = (scope: Scope): number => {
    const known = scopes.get(scope)
    if (known !== undefined) return known
    const parent = scope.parent === null ? null : indexOf(scope.parent)
    const index = stored.push({ parent, values: [...scope.values] }) - 1
    scopes.set(scope, index)
    return index
  }
  return {
    semantics: semanticsVersion,
    state: {
      ...rest,
      fibers: [...fibers.values()].map((fiber) => ({ ...fiber, scope: indexOf(fiber.scope) })),
      waiting: [...waiting],
      scopes: stored,
    },
    open,
  }
}

/** Whether this version of the interpreter can go on from a snapshot. */
export function canRestore({ semantics }: Pick<Snapshot, 'semantics'>): boolean {
  return semantics === semanticsVersion
}

/** The state of a snapshot that was read from text, so that nothing else holds its values. */
export function restore({ state: stored }: Snapshot): State {
  const { scopes: storedScopes, fibers, waiting, ...rest } = stored
  const scopes: Scope[] = []
  // A scope comes behind its parent.
  for (const { parent, values } of storedScopes) {
    scopes.push({ parent: parent === null ? null : (scopes[parent] ?? null), values: new Map(values) })
  }
  const scopeAt = (index: number): Scope => {
    const scope = scopes[index]
    if (scope === undefined) throw new Error('The snapshot is damaged: a scope is missing.')
    return scope
  }
  return {
    ...rest,
    fibers: new Map(fibers.map((fiber) => [fiber.id, { ...fiber, scope: scopeAt(fiber.scope) }])),
    waiting: new Map(waiting),
  }
}

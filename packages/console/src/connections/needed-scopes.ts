import type { AnswerOf, flows, inventory } from '@keyway/api'
import type { Connection } from './connections-page.tsx'

/** A right on the other side, who needs it, and whether the connection has it. */
export interface NeededScope {
  scope: string
  /** Keyway needs it itself, whatever the flows do. */
  isOwn: boolean
  flows: readonly { id: string; name: string }[]
  /** Kinds of objects that the inventory reads by it. */
  kinds: readonly string[]
  /** `unknown` where the connection lists none, as one that signs in with a token. */
  state: 'there' | 'missing' | 'unneeded' | 'unknown'
}

export interface ScopeFacts {
  connection: Connection
  uses: AnswerOf<typeof flows.listFlowUses>['items']
  inventories: AnswerOf<typeof inventory.listInventories>['items']
  /** Scopes that Keyway needs itself. */
  own: readonly string[]
}

/** Which rights a connection needs, and by whom; then those that it has and nobody needs. */
export function neededScopes({ connection, uses, inventories, own }: ScopeFacts): NeededScope[] {
  const flowsOf = new Map<string, { id: string; name: string }[]>()
  for (const flow of uses) {
    for (const { connectionId, scopes } of flow.connections) {
      if (connectionId !== connection.id) continue
      for (const scope of scopes) flowsOf.set(scope, [...(flowsOf.get(scope) ?? []), flow])
    }
  }
  const kindsOf = new Map<string, string[]>()
  for (const { connections, settings, kinds } of inventories) {
    if (!settings.isOn || !connections.some(({ id }) => id === connection.id)) continue
    for (const { scope, title, status } of kinds) {
      if (scope !== null && status !== 'off') kindsOf.set(scope, [...(kindsOf.get(scope) ?? []), title])
    }
  }
  const granted = grantedScopes(connection)
  const needed = new Set([...own, ...flowsOf.keys(), ...kindsOf.keys()])
  const rows = [...needed].map((scope): NeededScope => ({
    scope,
    isOwn: own.includes(scope),
    flows: flowsOf.get(scope) ?? [],
    kinds: kindsOf.get(scope) ?? [],
    state: granted === undefined ? 'unknown' : covers(granted, scope) ? 'there' : 'missing',
  }))
  const left = (granted ?? []).filter((scope) => ![...needed].some((one) => covers([scope], one)))
  return [
    ...rows.toSorted((a, b) => a.scope.localeCompare(b.scope)),
    ...left.map((scope) => ({ scope, isOwn: false, flows: [], kinds: [], state: 'unneeded' as const })),
  ]
}

/** Scopes that the connection asks for; undefined where it signs in without any. */
function grantedScopes({ settings }: Connection): string[] | undefined {
  const { signIn = 'api_token', scopes } = settings
  if (signIn === 'api_token') return undefined
  return typeof scopes === 'string' ? scopes.split(/[\s,]+/).filter((scope) => scope !== '') : []
}

/** Who may manage may read. */
function covers(granted: readonly string[], scope: string): boolean {
  return granted.includes(scope) || granted.includes(scope.replace(/\.read$/, '.manage'))
}

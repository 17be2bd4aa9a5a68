import { useMemo } from 'react'
import { catalog } from '@keyway/api'
import type { JsonObject } from '@keyway/sdk'
import { useAnswer } from '../../app/requests.ts'
import { isObject } from '../../values/kind.ts'

/** What a form needs to know of a card or an action. */
export interface UsedCard {
  id: string
  title: string
  description: string
  input: JsonObject
  /** Null for function cards. */
  connector: { id: string; title: string; needsAccount: boolean } | null
  effect: 'read' | 'idempotent' | 'write' | 'destructive' | null
  isPaged: boolean
}

const none: ReadonlyMap<string, UsedCard> = new Map()

/** Cards and actions by id; empty until the catalogue is there. */
export function useUsedCards(): ReadonlyMap<string, UsedCard> {
  const { data } = useAnswer(catalog.getCatalog, {}, { staleTime: Infinity })
  return useMemo(() => {
    if (data === undefined) return none
    const cards = data.cards.map((card): UsedCard => ({
      ...card,
      connector: null,
      effect: null,
      isPaged: false,
    }))
    const actions = data.connectors.flatMap(({ id, title, connection, actions: own }) => {
      const fields = isObject(connection['properties']) ? Object.keys(connection['properties']) : []
      const connector = { id, title, needsAccount: fields.length > 0 }
      return own.map((action): UsedCard => ({ ...action, connector }))
    })
    return new Map([...cards, ...actions].map((card) => [card.id, card]))
  }, [data])
}

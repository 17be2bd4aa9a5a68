import { useCallback, useMemo, useState } from 'react'
import { cardsOf, type StripItem } from './model.ts'

export interface Folding {
  /** Keys of folded cards, and `<card>/<lane>` of folded lanes. */
  folded: ReadonlySet<string>
  fold: (key: string) => void
  foldPath: (path: string) => void
  /** Shows a card that is inside of something folded. */
  unfoldTo: (path: string) => void
  isAllFolded: boolean
  /** Folds every card to its head, lanes stay; or unfolds everything. */
  foldAll: () => void
}

/** Which cards and lanes are folded. It belongs to who looks, not to the flow. */
export function useFolding(items: readonly StripItem[]): Folding {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const plain = useMemo(() => plainKeys(items), [items])
  const isAllFolded = plain.length > 0 && plain.every((key) => folded.has(key))

  const fold = useCallback(
    (key: string) =>
      setFolded((now) =>
        now.has(key) ? new Set([...now].filter((one) => one !== key)) : new Set(now).add(key),
      ),
    [],
  )
  const foldPath = (path: string) => {
    const card = cardsOf(items).find((one) => one.path === path)
    if (card !== undefined) fold(card.key)
  }
  const unfoldTo = useCallback(
    (path: string) => {
      const around = new Set(keysAround(items, path))
      setFolded((now) =>
        [...around].some((key) => now.has(key)) ? new Set([...now].filter((key) => !around.has(key))) : now,
      )
    },
    [items],
  )
  const foldAll = () => setFolded(isAllFolded ? new Set() : new Set(plain))
  return { folded, fold, foldPath, unfoldTo, isAllFolded, foldAll }
}

/** Keys of the cards that have no lanes. */
function plainKeys(items: readonly StripItem[]): string[] {
  return items.flatMap((item) => {
    if (item.kind === 'card') return [item.card.key]
    return item.kind === 'note' ? [] : item.lanes.flatMap((lane) => plainKeys(lane.items))
  })
}

function keysAround(items: readonly StripItem[], path: string): string[] {
  return items.flatMap((item) => {
    if (item.kind !== 'container' || !path.startsWith(`${item.card.path}.`)) return []
    const lanes = item.lanes.filter((lane) => path.startsWith(`${lane.path}[`))
    return [
      item.card.key,
      ...lanes.flatMap((lane) => [`${item.card.key}/${lane.key}`, ...keysAround(lane.items, path)]),
    ]
  })
}

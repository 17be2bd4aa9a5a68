import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { parseAddress, printAddress, type StripAddress, type ValueAddress } from './address.ts'

/** The strip's address in the page's own, and the moves that change it. */
export function useStripAddress() {
  const [search, setSearch] = useSearchParams()
  const text = search.toString()
  const address = useMemo(() => parseAddress(new URLSearchParams(text)), [text])
  const change = useCallback(
    (edit: (address: StripAddress) => StripAddress) =>
      setSearch((current) => printAddress(edit(parseAddress(current)), current), {
        replace: true,
        preventScrollReset: true,
      }),
    [setSearch],
  )
  const open = useCallback(
    (card: string, value: ValueAddress | null) => change((address) => ({ ...address, card, value })),
    [change],
  )
  const close = useCallback(() => change((address) => ({ ...address, card: null, value: null })), [change])
  const chooseTurn = useCallback(
    (loop: string, turn: number) =>
      change((address) => ({ ...address, turns: new Map(address.turns).set(loop, turn) })),
    [change],
  )
  return { address, open, close, chooseTurn }
}

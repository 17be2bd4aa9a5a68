import { useCallback } from 'react'
import { useSearchParams } from 'react-router'

export const flowViews = ['cards', 'both', 'yaml'] as const
export type FlowView = (typeof flowViews)[number]

/** How the flow is shown, in the address of the page: cards are the page without saying so. */
export function useFlowView(): [FlowView, (view: FlowView) => void] {
  const [search, setSearch] = useSearchParams()
  const view = flowViews.find((one) => one === search.get('view')) ?? 'cards'
  const setView = useCallback(
    (next: FlowView) =>
      setSearch(
        (now) => {
          const changed = new URLSearchParams(now)
          if (next === 'cards') changed.delete('view')
          else changed.set('view', next)
          return changed
        },
        { replace: true, preventScrollReset: true },
      ),
    [setSearch],
  )
  return [view, setView]
}

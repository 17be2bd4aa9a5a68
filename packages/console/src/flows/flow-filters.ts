import type { FlowSummary } from './flows-page.tsx'

export const flowStates = ['any', 'on', 'off', 'changed'] as const
export type FlowState = (typeof flowStates)[number]

/** What the list of flows shows; it lives in the page's address. */
export interface FlowFilters {
  text: string
  state: FlowState
  tag: string | null
  owner: string | null
}

/** Reads filters from the address; unknown values count as no filter. */
export function parseFlowFilters(search: URLSearchParams): FlowFilters {
  return {
    text: search.get('text') ?? '',
    state: flowStates.find((known) => known === search.get('state')) ?? 'any',
    tag: search.get('tag'),
    owner: search.get('owner'),
  }
}

export function printFlowFilters({ text, state, tag, owner }: FlowFilters): URLSearchParams {
  const search = new URLSearchParams()
  if (text !== '') search.set('text', text)
  if (state !== 'any') search.set('state', state)
  if (tag !== null) search.set('tag', tag)
  if (owner !== null) search.set('owner', owner)
  return search
}

/** Flows whose name, folder, owner or tags have all words, and that fit the rest. */
export function filterFlows(
  flows: readonly FlowSummary[],
  { text, state, tag, owner }: FlowFilters,
): FlowSummary[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return flows.filter((flow) => {
    if (tag !== null && !flow.tags.includes(tag)) return false
    if (owner !== null && flow.owner !== owner) return false
    if (state === 'changed' ? !flow.hasUnpublishedChanges : state !== 'any' && flow.isOn !== (state === 'on'))
      return false
    const searched = [flow.name, flow.folder ?? '', flow.owner ?? '', ...flow.tags].join(' ').toLowerCase()
    return words.every((word) => searched.includes(word))
  })
}

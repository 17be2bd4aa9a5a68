/** One event type of the catalogue that Okta publishes as JSON. */
export interface PublishedType {
  id: string
  /** The part of Okta's product that the type belongs to, in Okta's word. */
  area: string
  /** Without the one that says that hooks deliver it. */
  tags: readonly string[]
  /** Whether event hooks deliver it. */
  eligible: boolean
  stage: 'released' | 'beta' | 'internal'
}

interface Published {
  versions: {
    eventTypes: { id: string; category: string; tags: string[]; beta: boolean; internal: boolean }[]
  }[]
}

const eligibleTag = 'event-hook-eligible'

/** Reads the facts of Okta's published catalogue, in the order of ids. */
export function readPublishedTypes(text: string): PublishedType[] {
  const { versions }: Published = JSON.parse(text)
  return versions
    .flatMap(({ eventTypes }) => eventTypes)
    .map(({ id, category, tags, beta, internal }) => ({
      id,
      area: category,
      tags: tags.filter((tag) => tag !== eligibleTag).toSorted(),
      eligible: tags.includes(eligibleTag),
      stage: internal ? ('internal' as const) : beta ? ('beta' as const) : ('released' as const),
    }))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
}

/** Okta takes so many types in one hook. Source: Okta event hooks. */
const mostTypes = 300

/**
 * The types that each hook subscribes: those that flows wait for and hooks deliver. One hook as long as they fit; types
 * stay where they are, so that a new flow changes one hook only.
 */
export function planTypes(
  wanted: readonly string[],
  present: readonly (readonly string[])[],
  {
    isEligible,
    allEligible,
  }: { isEligible: (type: string) => boolean; allEligible: () => readonly string[] },
): string[][] {
  const types = new Set(wanted.includes('*') ? allEligible() : wanted.filter(isEligible))
  const count = Math.max(1, Math.ceil(types.size / mostTypes))
  const plan = Array.from({ length: count }, (_, at) => {
    const kept = (present[at] ?? []).filter((type) => types.has(type)).slice(0, mostTypes)
    for (const type of kept) types.delete(type)
    return kept
  })
  for (const type of types) plan.find((list) => list.length < mostTypes)?.push(type)
  return plan.map((list) => list.toSorted())
}

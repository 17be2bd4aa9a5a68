import { lanesOf, walkSteps, type Flow, type IfStep, type Step } from '@keyway/engine'

/** Where the steps of a flow stand, and how their ids are numbered. */
export type Numbering = ReadonlyMap<string, { at: number; base: string; number: number }>

export function numberSteps({ steps }: Flow): Numbering {
  const ids = [...walkSteps(steps)].flatMap(({ id }) => (id === undefined ? [] : [id]))
  return new Map(
    ids.map((id, at) => {
      const [, base = id, digits = ''] = /^(.*?)(\d*)$/.exec(id) ?? []
      return [id, { at, base, number: digits === '' ? 1 : Number(digits) }]
    }),
  )
}

/**
 * The reader numbers cards in embedded lanes after all cards around them, and cards between an If and its join in order.
 * So a step in a lane with a higher number than a later step of the same name was in an embedded lane.
 */
export function isNumberedAsEmbedded(numbering: Numbering, step: IfStep): boolean {
  const inner = [...walkSteps(lanesOf(step).flatMap(({ steps }) => steps))].filter(isNamedByCard)
  const inside = new Set(inner.map(({ id }) => id))
  return inner.some(({ id = '' }) => {
    const own = numbering.get(id)
    if (own === undefined) return false
    return [...numbering].some(
      ([other, { at, base, number }]) =>
        base === own.base && at > own.at && number < own.number && !inside.has(other),
    )
  })
}

/** Ids of steps without a title come from elsewhere, and at another time. */
function isNamedByCard(step: Step): boolean {
  return step.title !== undefined
}

/** Lanes that may stand in another order: else-ifs among each other, and cases. */
const movable = /^(elseIf|cases)\[(\d+)\]$/

export function isMovable(lane: string): boolean {
  return movable.test(lane)
}

/** The name of the lane so many places further; the lane itself where it has no place among others. */
export function laneBeside(lane: string, by: number): string {
  const [, kind, at] = movable.exec(lane) ?? []
  return kind === undefined ? lane : `${kind}[${Number(at) + by}]`
}

/** By how many places one lane would move to stand where another does; undefined where it cannot. */
export function placesBetween(from: string, to: string): number | undefined {
  const [, kind, at] = movable.exec(from) ?? []
  const [, otherKind, otherAt] = movable.exec(to) ?? []
  return kind === undefined || kind !== otherKind ? undefined : Number(otherAt) - Number(at)
}

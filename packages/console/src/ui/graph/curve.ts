/** A place in pixels. */
export interface Point {
  x: number
  y: number
}

const leastBend = 36
const mostBend = 160

/** Path of a line that leaves `start` to the right and comes to `end` from the left. */
export function curve(start: Point, end: Point): string {
  const bend = Math.min(mostBend, Math.max(leastBend, Math.abs(end.x - start.x) / 2))
  return `M${start.x},${start.y} C${start.x + bend},${start.y} ${end.x - bend},${end.y} ${end.x},${end.y}`
}

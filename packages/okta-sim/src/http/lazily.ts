/** Maps and filters that go no further than what is read of them: a page of 200 must not walk 100,000 users. */
export function* mapLazily<T, U>(items: Iterable<T>, map: (item: T) => U): Generator<U> {
  for (const item of items) yield map(item)
}

export function* filterLazily<T>(items: Iterable<T>, matches: (item: T) => boolean): Generator<T> {
  for (const item of items) if (matches(item)) yield item
}

/** The first items as a list. */
export function takeFirst<T>(items: Iterable<T>, count: number): T[] {
  const taken: T[] = []
  for (const item of items) {
    if (taken.length === count) break
    taken.push(item)
  }
  return taken
}

/** Follows a step's path (`steps[2].try[0]`) into the document; undefined where there is none. */
export function findStep(document: unknown, path: string): unknown {
  return (path.match(/[^.[\]]+/g) ?? []).reduce<unknown>((value, key) => valueAt(value, key), document)
}

/** A property of anything; undefined where there is none. */
export function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}

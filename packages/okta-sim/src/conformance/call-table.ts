/** What earlier calls of a table answered, by name. */
export type Saved = Record<string, unknown>

/**
 * A call, its status and its body. `user = POST /api/v1/users` keeps the answer, of which `{user.id}` means the id in
 * later requests and bodies.
 */
export type Call = readonly [request: string, status: number, body?: unknown]

/** The calls of an area in order, each with an answer that must be as Okta describes it. */
export type CallTable = { area: string; calls: readonly Call[] }

/** A call with its placeholders filled. */
export type FilledCall = { saveAs: string | undefined; request: string; status: number; body: unknown }

export function fillCall([text, status, body]: Call, saved: Saved): FilledCall {
  const [, saveAs, request = text] = /^(\w+) = (.*)$/.exec(text) ?? []
  return { saveAs, request: fillText(request, saved), status, body: fillDeep(body, saved) }
}

function fillText(text: string, saved: Saved): string {
  return text.replaceAll(/\{(\w+(?:\.\w+)*)\}/g, (_whole, path: string) => {
    const found = path.split('.').reduce<unknown>((value, key) => Object(value)[key], saved)
    if (found === undefined) throw new Error(`Nothing was saved as ${path}`)
    return typeof found === 'string' ? found : JSON.stringify(found)
  })
}

function fillDeep(value: unknown, saved: Saved): unknown {
  if (typeof value === 'function') return value(saved)
  if (typeof value === 'string') return fillText(value, saved)
  if (Array.isArray(value)) return value.map((each) => fillDeep(each, saved))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fillDeep(each, saved)]))
}

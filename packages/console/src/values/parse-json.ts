import type { Json } from '@keyway/sdk'

/** What a person typed as JSON; undefined when it is none. */
export function parseJson(text: string): Json | undefined {
  try {
    const parsed: Json = JSON.parse(text)
    return parsed
  } catch {
    return undefined
  }
}

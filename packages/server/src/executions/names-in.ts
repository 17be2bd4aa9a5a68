import type { Json } from '@keyway/sdk'

const mostNames = 20
/** A value is not searched to its end: what names the one a step is about stands near its beginning. */
const mostValues = 200

/** Ids of Okta: 20 letters and digits, of which the first ones say what it is (`00u…` a user, `00g…` a group). */
const oktaId = /^0[0-9a-z][0-9a-z][0-9A-Za-z]{17}$/
const login = /^[^\s@<>"]{1,64}@[^\s@<>"]{1,190}$/

/** Ids, logins and e-mail addresses that stand in the input of an action, each once: by them people look for what it changed. */
export function namesIn(input: Json): string[] {
  const names = new Set<string>()
  const open: Json[] = [input]
  for (let seen = 0; seen < mostValues && names.size < mostNames; seen += 1) {
    const value = open.shift()
    if (value === undefined) break
    if (typeof value === 'string') {
      if (
        value.length === 20
          ? oktaId.test(value) || login.test(value)
          : value.length < 256 && login.test(value)
      ) {
        names.add(value)
      }
    } else if (Array.isArray(value)) open.push(...value.slice(0, mostValues))
    else if (typeof value === 'object' && value !== null) {
      for (const one of Object.values(value).slice(0, mostValues)) open.push(one)
    }
  }
  return [...names]
}

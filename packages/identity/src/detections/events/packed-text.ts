import { isJsonObject, type Json } from '@keyway/sdk'

/** Longest text that is unpacked; Okta's are a few hundred characters. */
const longest = 20_000

/**
 * What Okta packed into one text: JSON (`logOnlySecurityData`, `policyRuleActionJson`) or `{key=value, key=value}`
 * (`behaviors`, `risk`). Undefined where the text is neither.
 */
export function unpackText(text: string): Json | undefined {
  if (text.length > longest || !text.startsWith('{')) return undefined
  // A parser that throws costs more than all rules together: only what begins as JSON is tried.
  return (/^\{\s*["}]/.test(text) ? parseObject(text) : undefined) ?? readPairs(text)
}

function parseObject(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text)
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Commas also stand inside values, so a pair ends only where the next key begins. */
function readPairs(text: string): Json | undefined {
  if (!text.endsWith('}')) return undefined
  const pairs = text
    .slice(1, -1)
    .split(/, (?=[^,={}]+=)/)
    .map((pair): [string, Json] | undefined => {
      const at = pair.indexOf('=')
      return at === -1 ? undefined : [pair.slice(0, at).trim(), pair.slice(at + 1)]
    })
    .filter((pair) => pair !== undefined)
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs)
}

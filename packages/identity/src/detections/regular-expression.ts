import { InputError } from '@keyway/sdk'
import { RE2JS, RE2JSException } from 're2js'

export interface RegularExpressionFlags {
  ignoreCase?: boolean
  multiline?: boolean
  dotAll?: boolean
}

const longest = 10_000

/**
 * A search for a regular expression that takes time linear in the text: rules come from strangers and texts from
 * attackers. Throws InputError for what RE2 cannot do (look-around, back-references) rather than read it otherwise.
 */
export function compileSearch(source: string, flags: RegularExpressionFlags = {}): (text: string) => boolean {
  if (source.length > longest) {
    throw invalid(
      `The regular expression has ${String(source.length)} characters; ${String(longest)} are the most.`,
    )
  }
  const bits =
    (flags.ignoreCase === true ? RE2JS.CASE_INSENSITIVE : 0) |
    (flags.multiline === true ? RE2JS.MULTILINE : 0) |
    (flags.dotAll === true ? RE2JS.DOTALL : 0)
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(source), bits)
    return (text) => compiled.matcher(text).find()
  } catch (cause) {
    if (!(cause instanceof RE2JSException)) throw cause
    throw invalid(
      `"${source}" is no regular expression that can be used here (${cause.message}); correct it, and do without ` +
        'look-ahead, look-behind and back-references.',
      cause,
    )
  }
}

function invalid(message: string, cause?: unknown): InputError {
  return new InputError(message, { code: 'pattern_invalid', cause })
}

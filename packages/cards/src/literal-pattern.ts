export interface LiteralOptions {
  all: boolean
  caseSensitive: boolean
}

/** A regular expression that finds any of the texts as they are spelt; undefined when there is nothing to find. */
export function toLiteralPattern(texts: readonly string[], options: LiteralOptions): RegExp | undefined {
  const alternatives = texts.filter((text) => text !== '').map(escape)
  if (alternatives.length === 0) return undefined
  return new RegExp(alternatives.join('|'), `u${options.all ? 'g' : ''}${options.caseSensitive ? '' : 'i'}`)
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}

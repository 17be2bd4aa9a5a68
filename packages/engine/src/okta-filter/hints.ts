const unverified = 'is not among the operators that Okta documents for event hook filters.'
const refused = 'is documented as not supported in event hook filters.'

/** Symbols that other expression languages have, longest first, with what to write instead. */
const foreignSymbols: readonly (readonly [symbol: string, hint: string])[] = [
  ['++', `"++" ${refused}`],
  ['--', `"--" ${refused}`],
  ['==', `"==" ${unverified} Write "eq".`],
  ['>=', `">=" ${unverified} Write ".size() > 0".`],
  ['<=', `"<=" ${unverified} Write ".size() > 0".`],
  ['.![', `The projection ".![" ${unverified} Select with ".?[ … ]" and test ".size() > 0".`],
  ['.^[', `The selection of the first match ".^[" ${unverified} Write ".?[ … ].size() > 0".`],
  ['.$[', `The selection of the last match ".$[" ${unverified} Write ".?[ … ].size() > 0".`],
  ['?:', `"?:" ${unverified} Compare with "!= null".`],
  ['?.', `"?." ${unverified} Write "."; a part that is missing counts as null.`],
  ['=', `An assignment ${refused} Write "eq" to compare.`],
  ['<', `"<" ${unverified} Write ".size() > 0".`],
  ['#', `A variable (#) ${refused}`],
  ['@', `A bean (@) ${refused}`],
  ['{', `A list or map in braces ${refused} Join comparisons by "||".`],
  [
    '[',
    'An index is not among what Okta documents; targets have no order. Write "event.target.?[type eq \'User\'].size() > 0".',
  ],
  ['"', "Okta's samples have text in single quotes. Write 'text'."],
  ['?', `"?" and ":" ${unverified} Join comparisons by "&&" and "||".`],
  ['+', `Arithmetic ${unverified}`],
  ['-', `Arithmetic ${unverified}`],
  ['*', `Arithmetic ${unverified}`],
  ['/', `Arithmetic ${unverified}`],
  ['%', `Arithmetic ${unverified}`],
]

/** What is wrong with a symbol of another expression language; undefined for the symbols that filters have. */
export function explainSymbol(text: string, at: number): string | undefined {
  if (text.startsWith('!=', at)) return undefined
  if (text.startsWith('!', at)) return `"!" ${unverified} Write "ne" or "!= null".`
  if (isSingle(text, at, '&') || isSingle(text, at, '|')) {
    return `"${text.charAt(at)}" stands alone. Write "&&" or "||".`
  }
  if (text.startsWith('.?[', at)) return undefined
  return foreignSymbols.find(([symbol]) => text.startsWith(symbol, at))?.[1]
}

function isSingle(text: string, at: number, character: string): boolean {
  return text.charAt(at) === character && text.charAt(at + 1) !== character
}

/** Words that other expression languages have. */
const foreignWords: Readonly<Record<string, string>> = {
  matches: `"matches" ${unverified} Regular expressions are never evaluated. Write "eq" or ".contains('…')".`,
  instanceof: `"instanceof" ${refused}`,
  between: `"between" ${refused}`,
  not: `"not" ${unverified} Write "ne" or "!= null".`,
  gt: `"gt" ${unverified} Write ">" behind ".size()".`,
  ge: `"ge" ${unverified} Write ".size() > 0".`,
  lt: `"lt" ${unverified} Write ".size() > 0".`,
  le: `"le" ${unverified} Write ".size() > 0".`,
  div: `Arithmetic ${unverified}`,
  mod: `Arithmetic ${unverified}`,
  new: `A constructor ${refused}`,
  T: `A type, T( … ), ${refused}`,
  co: '"co" belongs to the filters of the System Log API. Write ".contains(\'…\')".',
  sw: '"sw" belongs to the filters of the System Log API. Write "eq" or ".contains(\'…\')".',
  ew: '"ew" belongs to the filters of the System Log API. Write "eq" or ".contains(\'…\')".',
  pr: '"pr" belongs to the filters of the System Log API. Write "!= null".',
}

/** What is wrong with a word of another expression language. */
export function explainWord(word: string): string | undefined {
  return Object.hasOwn(foreignWords, word) ? foreignWords[word] : undefined
}

/** What is wrong with a method that filters do not have. */
export function explainMethod(name: string): string {
  if (name === 'isEmpty') return '".isEmpty()" is not among what Okta documents. Write ".size() > 0".'
  const similar = ['startsWith', 'endsWith', 'matches', 'equalsIgnoreCase', 'indexOf', 'toLowerCase']
  if (similar.includes(name)) {
    return `".${name}()" is not among what Okta documents. Write "eq" or ".contains('…')".`
  }
  return `".${name}()" is no method of filters. There are .contains('…') and .size().`
}

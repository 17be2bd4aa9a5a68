import type { LintRule } from './rule.ts'

type Named = { readonly type: string; readonly name?: string }
type Call = { readonly callee: Named; readonly arguments: readonly unknown[] }
type NamedImport = {
  readonly source: { readonly value: string }
  readonly specifiers: readonly { readonly imported?: Named }[]
}

const randomSources = ['randomUUID', 'randomUUIDv7', 'randomBytes', 'randomInt', 'randomFill', 'webcrypto']

/**
 * Where results must depend on arguments only: no `new Date()`, `Date()` and no random numbers from `node:crypto`.
 * The built-in rules of the configuration cover `Date.now`, `Math.random` and the globals; they cannot see these.
 */
export const noAmbientInput: LintRule = {
  create(context) {
    const checkClock = (node: Call) => {
      if (node.callee.name !== 'Date' || node.arguments.length > 0) return
      context.report({ node, message: 'Date() reads the clock; take the time as an argument' })
    }
    return {
      NewExpression: checkClock,
      CallExpression: checkClock,
      ImportDeclaration(node: NamedImport) {
        if (!/^(node:)?crypto$/.test(node.source.value)) return
        for (const specifier of node.specifiers) {
          const name = specifier.imported?.name
          if (name === undefined || !randomSources.includes(name)) continue
          context.report({ node: specifier, message: `${name} is random; take the value as an argument` })
        }
      },
    }
  },
}

import { importProblem, type Import } from './import-problem.ts'
import type { LintRule } from './rule.ts'
import { toSourceFile } from './source-file.ts'

type Loader = {
  readonly source: { readonly type: string; readonly value?: unknown } | null
  readonly importKind?: 'type' | 'value'
  readonly exportKind?: 'type' | 'value'
}

/** Imports go downwards only, as boundaries.ts says; `export … from` and `import()` count too. */
export const allowedImports: LintRule = {
  create(context) {
    const file = toSourceFile(context.filename)
    const check = (node: Loader, kind: Import['kind']) => {
      if (node.source === null || typeof node.source.value !== 'string') return
      const message = importProblem(file, { specifier: node.source.value, kind })
      if (message !== undefined) context.report({ node: node.source, message })
    }
    const checkImport = (node: Loader) => check(node, node.importKind ?? 'value')
    const checkExport = (node: Loader) => check(node, node.exportKind ?? 'value')
    return {
      ImportDeclaration: checkImport,
      ImportExpression: (node: Loader) => check(node, 'lazy'),
      ExportNamedDeclaration: checkExport,
      ExportAllDeclaration: checkExport,
    }
  },
}

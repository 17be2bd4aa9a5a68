/** The part of oxlint's plug-in interface (ESLint's shape) that our rules use. */
export type LintContext = {
  readonly filename: string
  report(diagnostic: { node: object; message: string }): void
}

export type LintRule = { create(context: LintContext): Record<string, (node: never) => void> }

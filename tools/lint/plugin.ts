import { allowedImports } from './allowed-imports.ts'
import { noAmbientInput } from './no-ambient-input.ts'

/** Our own rules for oxlint: what a per-package list in the configuration cannot say. */
const plugin = {
  meta: { name: 'keyway' },
  rules: { 'allowed-imports': allowedImports, 'no-ambient-input': noAmbientInput },
}

export default plugin

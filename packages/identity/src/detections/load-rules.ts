import { nativeDetections } from './native/native-detections.ts'
import { isOktaRule, loadOktaRules } from './okta-filters/load-okta-rules.ts'
import type { LoadedRules, RuleFile } from './rule-report.ts'
import { loadSigma } from './sigma/load-sigma.ts'
import type { Parameters } from './sigma/placeholders.ts'

/** Loads rules of Sigma and of Okta's catalogue, told apart by their keys. */
export function loadRules(files: readonly RuleFile[], parameters: Parameters = new Map()): LoadedRules {
  const okta = loadOktaRules(
    files.filter(({ text }) => isOktaRule(text)),
    new Map(
      nativeDetections(parameters).flatMap(({ replaces, ...one }) =>
        replaces === undefined ? [] : [[replaces, one]],
      ),
    ),
  )
  const sigma = loadSigma(
    files.filter(({ text }) => !isOktaRule(text)),
    parameters,
  )
  return {
    detections: [...okta.detections, ...sigma.detections],
    reports: [...okta.reports, ...sigma.reports],
  }
}

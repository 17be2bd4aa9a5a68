import type { Detection } from './detection.ts'

/** A file with rules in it, and the name it goes by. */
export interface RuleFile {
  file: string
  text: string
}

/**
 * What became of one rule. `disabled`: it is a rule, but not one to run here or now. `rejected`: it cannot be understood,
 * so nobody may believe that it watches.
 */
export interface RuleReport {
  file: string
  id: string
  title: string
  status: 'loaded' | 'disabled' | 'rejected'
  /** Why it is not loaded; for a loaded rule what to know about it. */
  reason: string
}

export interface LoadedRules {
  detections: readonly Detection[]
  reports: readonly RuleReport[]
}

import type { EventTest } from './events/event-test.ts'
import type { Severity } from './severity.ts'
import type { WindowLogic } from './windows/window-logic.ts'

/** What every rule says of itself, whatever language it is written in. */
export interface RuleDescription {
  id: string
  title: string
  severity: Severity
  description: string
  author: string
  /** SPDX id or name of the licence the rule comes under, where it says so. */
  license?: string
  references: readonly string[]
  /** As the rule has them; ATT&CK names that nobody knows yet among them. */
  tags: readonly string[]
  falsePositives: readonly string[]
}

/** A rule over events, ready to run. */
export interface Detection extends RuleDescription {
  language: 'sigma' | 'okta filter' | 'native'
  logic: DetectionLogic
  /** Runs for other rules only, and raises no alerts that people see. */
  silent?: boolean
  /**
   * For a rule that looks at each event for itself: fields whose values make findings the same matter, the first of them
   * that an event has. Without any, each event is a matter of its own.
   */
  groupBy?: readonly string[]
  /** How serious it is at least where it is about somebody with admin rights. */
  severityForAdministrators?: Severity
  /** What to do about it: ids of remediation templates, the most fitting first. */
  remedies?: readonly string[]
}

/** Either each event for itself, or several within a time. */
export type DetectionLogic = { kind: 'event'; test: EventTest } | ({ kind: 'window' } & WindowLogic)

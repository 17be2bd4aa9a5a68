export {
  givenTo,
  isLike,
  profiles,
  type Check,
  type CheckContext,
  type CheckSeverity,
  type Found,
  type NoAnswer,
  type OrgFacts,
  type Parameter,
  type Profile,
} from './checks/check.ts'
export { checks, findCheck } from './checks/checks.ts'
export { isBodyField, isQuestion, type Question, type QuestionValue } from './checks/question.ts'
export type {
  AnswerRow,
  InventoryReader,
  OwnWork,
  StoredApp,
  StoredEvent,
  StoredObject,
} from './checks/reader.ts'
export { startDetectionEngine, type DetectionEngine, type Finding } from './detections/detection-engine.ts'
export type { Detection, RuleDescription } from './detections/detection.ts'
export { withExceptions, type RuleException } from './detections/exceptions.ts'
export {
  dayMs,
  judgeFamiliarity,
  usualDays,
  type KnownTrace,
  type Remembered,
} from './detections/familiar/familiarity.ts'
export {
  leavesTraces,
  tracesOf,
  type Trace,
  type TraceKind,
  type Traces,
} from './detections/familiar/traces.ts'
export { loadRules } from './detections/load-rules.ts'
export { compileLogFilter } from './detections/okta-filters/compile-log-filter.ts'
export { nativeDetections } from './detections/native/native-detections.ts'
export type { LoadedRules, RuleFile, RuleReport } from './detections/rule-report.ts'
export { severities, type Severity } from './detections/severity.ts'
export type { Parameters } from './detections/sigma/placeholders.ts'
export type { InventoryKind, ParentRow, ReadRow, Touch } from './inventory/kind.ts'
export { getKind, inventoryKinds } from './inventory/kinds.ts'
export type { Bookkeeping, InventoryTable, InventoryTables, Link } from './inventory/tables.ts'
export { readLoggedEvent, type LoggedEvent, type Named } from './inventory/log-event.ts'
export { touchesOf, type TouchedKind } from './inventory/touches.ts'
export { usageEvents, usesOf, type Use } from './inventory/usage.ts'
export { isLost, type AccessPath, type Taken } from './access-graph/losses.ts'
export { originOf, type AssigningRule, type MembershipOrigin } from './access-graph/membership-origin.ts'
export type { RuleSubject } from './access-graph/group-rule.ts'
export {
  standardRoles,
  takeOverPermissions,
  tierOf,
  type StandardRole,
} from './access-graph/standard-roles.ts'

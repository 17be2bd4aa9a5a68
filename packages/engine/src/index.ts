export { diffFlows, type FlowChange } from './flow/diff.ts'
export type * from './flow/document.ts'
export { flowJsonSchema } from './flow/json-schema.ts'
export { checkFlow, type PlacedProblem } from './flow/check-flow.ts'
export {
  compareMembers,
  findMemberPlaces,
  type MemberPlace,
  type MemberWarning,
} from './flow/check-members.ts'
export { checkFlowYaml, findFlowIn, placeInYaml, type TextProblem } from './flow/check-yaml.ts'
export { describedCatalog, type CatalogDescription } from './flow/described-catalog.ts'
export { namedConnections, type NamedConnection } from './flow/named-connections.ts'
export type { DocumentIssue } from './flow/document-issue.ts'
export { findInputTakers, type InputTaker } from './flow/input-takers.ts'
export { matchSteps } from './flow/match-steps.ts'
export {
  shapeOfTrigger,
  visitPlaces,
  type FindHelpers,
  type Surroundings,
  type VisibleStep,
} from './flow/places.ts'
export { renameInStep, type Renames } from './flow/rename-references.ts'
export { replaceAt, replaceInStep } from './flow/replace-at.ts'
export { followSchema, schemaBesideNull } from './flow/follow-schema.ts'
export { canBecome, nameOfType } from './flow/types-of-values.ts'
export { readTriggerEvent, type TriggerEvent } from './flow/trigger-event.ts'
export { FlowDocumentError, formatPath, parseFlow } from './flow/schema.ts'
export { parseSteps, printSteps, type CopiedSteps } from './flow/steps-text.ts'
export { findUnknownReferences } from './flow/unknown-references.ts'
export { typeOf } from './interpreter/input-shape.ts'
export { updateFlowYaml } from './flow/update-yaml.ts'
export { lanesOf, mapSteps, walkPlaces, walkSteps, withLane } from './flow/walk.ts'
export { kindOfStep, labelOfStep, type StepKind } from './flow/step-label.ts'
export { referencesOfStep, type Path } from './flow/values-of-step.ts'
export { parseFlowYaml, printFlowYaml, printYaml } from './flow/yaml.ts'
export { runTests, type TestReport } from './flow-test/run-tests.ts'
export { testJsonSchema } from './flow-test/test-document.ts'
export { advance, deadlineOf, proceed, type Advanced } from './interpreter/advance.ts'
export { compileFlow } from './interpreter/compile.ts'
export * from './interpreter/journal.ts'
export { defaultLimits, limitError, limitNames, settingOf } from './interpreter/limits.ts'
export { outcomesBefore } from './interpreter/outcomes-before.ts'
export type { Problem, Program } from './interpreter/program.ts'
export { progressOf, type LoopProgress } from './interpreter/progress.ts'
export { createRecorder, type Recorder, type Recording, type RunRecorder } from './interpreter/recorder.ts'
export {
  createOpenCommands,
  replay,
  type OpenCommand,
  type OpenCommands,
  type Replayed,
} from './interpreter/replay.ts'
export { canRestore, takeSnapshot, type Snapshot } from './interpreter/snapshot.ts'
export type { State } from './interpreter/state.ts'
export type * from './interpreter/trace.ts'
export { compileCondition, type CompiledCondition } from './mapping/condition.ts'
export {
  follow,
  formatReference,
  parseReference,
  type ParsedReference,
  type Segment,
} from './mapping/reference.ts'
export { isTemplate, parseTemplate } from './mapping/template.ts'
export { compileValue, type CompiledValue, type Lookup } from './mapping/value.ts'
export { compileOktaFilter, type OktaFilter } from './okta-filter/compile-filter.ts'
export { OktaFilterError } from './okta-filter/filter-error.ts'

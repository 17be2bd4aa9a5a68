export { diffFlows, type FlowChange } from './flow/diff.ts'
export type * from './flow/document.ts'
export { flowJsonSchema } from './flow/json-schema.ts'
export { lintFlow } from './flow/lint.ts'
export { FlowDocumentError, formatPath, parseFlow, type DocumentIssue } from './flow/schema.ts'
export { updateFlowYaml } from './flow/update-yaml.ts'
export { lanesOf, mapSteps, walkSteps } from './flow/walk.ts'
export { parseFlowYaml, printFlowYaml } from './flow/yaml.ts'
export { advance, type Advanced } from './interpreter/advance.ts'
export { compileFlow } from './interpreter/compile.ts'
export type * from './interpreter/journal.ts'
export type { Problem, Program } from './interpreter/program.ts'
export { createRecorder, type Recorder } from './interpreter/recorder.ts'
export { replay, type OpenCommand, type Replayed } from './interpreter/replay.ts'
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

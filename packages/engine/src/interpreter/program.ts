import type { Card } from '@keyway/sdk'
import type { CompiledCondition } from '../mapping/condition.ts'
import type { CompiledValue } from '../mapping/value.ts'
import type { AnswerField, Flow, Retry } from '../flow/document.ts'
import type { InputShape } from './input-shape.ts'

/** Index of a block in `Program.blocks`. States hold indexes, so that a state is plain data. */
export type BlockIndex = number

/** A list of steps: the flow itself, or a lane of a step. */
export type Block = readonly ProgramStep[]

interface Named {
  /** Where it stands in the document: `steps[2].do[0]`. */
  path: string
  id: string | null
}

export interface Lane {
  /** `then`, `else`, `elseIf[0]` */
  name: string
  /** null: always. */
  test: CompiledCondition | null
  block: BlockIndex
}

export type ProgramStep =
  | (Named & { kind: 'card'; card: Card; input: CompiledValue; shape: InputShape })
  | (Named & {
      kind: 'action'
      action: string
      connection: string | null
      input: CompiledValue
      shape: InputShape
      retry: Retry | null
    })
  /** `value`: what a switch decides by; null where the conditions of the lanes say it all. */
  | (Named & { kind: 'if'; lanes: readonly Lane[]; value: CompiledValue | null })
  | (Named & { kind: 'try'; block: BlockIndex; handler: BlockIndex })
  | (Named & {
      kind: 'loop'
      source: LoopSource
      gather: Gather
      concurrency: number
      stopOnError: boolean
      block: BlockIndex
    })
  | (Named & { kind: 'call'; flow: string; input: CompiledValue; async: boolean })
  | (Named & { kind: 'return'; values: CompiledValue; from: string | null })
  | (Named & { kind: 'continue_if'; test: CompiledCondition; message: CompiledValue; from: string | null })
  | (Named & {
      kind: 'fail'
      test: CompiledCondition | null
      /** Id of the `try` whose error goes on; null for an error of the step's own. */
      from: string | null
      message: CompiledValue
      statusCode: CompiledValue
      details: CompiledValue
    })
  | (Named & {
      kind: 'respond'
      status: CompiledValue
      headers: CompiledValue
      body: CompiledValue
      ends: boolean
    })
  | (Named & { kind: 'wait'; for: WaitFor })
  | (Named & { kind: 'unsupported'; card: string; reason: string })

/** What a loop runs over. */
export type LoopSource =
  | { kind: 'list'; over: CompiledValue }
  | { kind: 'count'; over: CompiledValue }
  | {
      kind: 'stream'
      action: string
      connection: string | null
      input: CompiledValue
      shape: InputShape
      pageSize: number
    }

/** What a wait step waits for. A person decides (`fields` null) or fills the fields of a form. */
export type WaitFor =
  | { kind: 'seconds'; seconds: CompiledValue }
  | { kind: 'until'; until: CompiledValue }
  | {
      kind: 'person'
      fields: readonly AnswerField[] | null
      question: CompiledValue
      details: CompiledValue
      approvers: CompiledValue
      withinSeconds: CompiledValue
    }

/** What a loop makes of its turns. */
export type Gather =
  | { kind: 'nothing' }
  | { kind: 'collect'; value: CompiledValue }
  | { kind: 'keep' | 'first'; test: CompiledCondition }
  | { kind: 'memo'; start: CompiledValue; next: CompiledValue }

/** Step of one kind: `StepOf<'if'>`. */
export type StepOf<Kind extends ProgramStep['kind']> = Extract<ProgramStep, { kind: Kind }>

/** A step with lanes. */
export type ContainerStep = StepOf<'if' | 'try' | 'loop'>

/** A flow version made ready to run: references parsed, cards found, lanes numbered. Immutable, shared by executions. */
export interface Program {
  flow: Flow
  /** The value of the trigger that executions share a line by; null where the flow names none. */
  lineKey: CompiledValue | null
  blocks: readonly Block[]
  /** Block of the flow's own steps. */
  main: BlockIndex
  /** The containers (steps with lanes) by path, for frames that name theirs. */
  containers: ReadonlyMap<string, ContainerStep>
}

/** What is wrong with a flow, or worth a look. Errors keep it from being published. */
export interface Problem {
  step: string | null
  /** The place inside the step (`['with', 'channel']`); of the document where `step` is null. Absent: all of it. */
  field?: readonly (string | number)[]
  message: string
  severity: 'error' | 'warning'
  /** Of problems that editors treat apart. */
  kind?: 'unknown reference' | 'missing input' | 'missing connection' | 'never reached' | 'type clash'
}

import type { Json } from '@keyway/sdk'
import type { Step, Trigger } from '../flow/document.ts'
import { parseFlow } from '../flow/schema.ts'
import { compileFlow } from '../interpreter/compile.ts'
import type { Program } from '../interpreter/program.ts'
import { testCatalog } from './catalog.ts'
import { drive, type Driven, type World } from './drive.ts'

const catalog = testCatalog()

/** A program of these steps. Throws when something about them is wrong. */
export function build(steps: Step[], trigger: Trigger = { manual: true }): Program {
  const flow = parseFlow({ keyway: 1, name: 'Test', trigger, steps })
  const { program, problems } = compileFlow(flow, catalog)
  const error = problems.find(({ severity }) => severity === 'error')
  if (error !== undefined) throw new Error(`${error.step ?? 'trigger'}: ${error.message}`)
  return program
}

/** Plays the steps to their end. */
export function run(steps: Step[], world?: World, trigger?: Trigger): Driven {
  return drive(build(steps, trigger), world)
}

/** Ends the flow with this value. */
export function ret(value: Json): Step {
  return { return: { value } }
}

/** What the actions of a run were given, in order. */
export function actionInputs(driven: Driven): Json[] {
  return driven.commands.flatMap((command) => (command.type === 'run_action' ? [command.input] : []))
}

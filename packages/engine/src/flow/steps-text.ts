import { InputError, isJsonObject } from '@keyway/sdk'
import type { Step } from './document.ts'
import { parseFlow } from './schema.ts'
import { printYaml, readYaml } from './yaml.ts'

/** Steps that were copied from a flow. */
export interface CopiedSteps {
  steps: Step[]
  /** The flow that they were cut from: put back there, they are what they were. Null for copies. */
  cutFrom: string | null
}

/** Steps as text: YAML that a person can read, keep, and paste into another flow or into a file. */
export function printSteps({ steps, cutFrom }: CopiedSteps): string {
  return printYaml({ keywaySteps: 1, ...(cutFrom === null ? {} : { cutFrom }), steps })
}

/**
 * Reads what `printSteps` wrote, a plain list of steps, or the steps of a whole flow, as YAML or JSON. Throws InputError:
 * FlowDocumentError with each place, where the text has steps that are none.
 */
export function parseSteps(text: string): CopiedSteps {
  const { data } = readYaml(text)
  const found = Array.isArray(data) ? data : isJsonObject(data) ? data['steps'] : undefined
  if (!Array.isArray(found)) {
    throw new InputError(
      'There are no steps in this text. Expected steps that were copied from a flow, or YAML with "steps:" in it.',
    )
  }
  const { steps } = parseFlow({ keyway: 1, name: 'steps', trigger: { manual: true }, steps: found })
  const cutFrom = isJsonObject(data) && typeof data['cutFrom'] === 'string' ? data['cutFrom'] : null
  return { steps, cutFrom }
}

import {
  diffFlows,
  FlowDocumentError,
  parseFlowYaml,
  printFlowYaml,
  updateFlowYaml,
  type Flow,
} from '@keyway/engine'
import type { Designer, FlowText } from '../model/designer.ts'
import { yamlTexts } from '../../texts/yaml.ts'

/**
 * The text for a document: what was written before, changed only where the document did. A text that cannot be read stays
 * as it is: it is its author's to mend.
 */
export function textFor(flow: Flow, before: FlowText | null): FlowText {
  if (before === null) return { text: printFlowYaml(flow), flow, isBroken: false }
  if (before.isBroken || before.flow === flow) return before
  return { text: updateFlowYaml(before.text, flow), flow, isBroken: false }
}

/** Takes over what was written. Only a text that is a flow changes the document; any other is kept beside it. */
export function writeText(designer: Designer, text: string): void {
  const read = readFlow(text)
  const { flow } = designer.getState()
  if (read === undefined) {
    designer.setText({ text, flow: designer.getState().text?.flow ?? flow, isBroken: true })
    return
  }
  if (diffFlows(flow, read).length > 0) designer.replace({ label: yamlTexts.edit, group: 'yaml' }, read)
  designer.setText({ text, flow: designer.getState().flow, isBroken: false })
}

function readFlow(text: string): Flow | undefined {
  try {
    return parseFlowYaml(text)
  } catch (error) {
    // What is no YAML throws otherwise than what is no flow; both say where, and the editor shows it.
    if (error instanceof FlowDocumentError || error instanceof Error) return undefined
    throw error
  }
}

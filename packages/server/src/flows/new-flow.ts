import { freeName } from './export-flows.ts'

/** A first flow as a file: it is valid, does something small, and says in comments where to go from there. */
export function newFlowYaml(name: string): { fileName: string; content: string } {
  const content = `# yaml-language-server: $schema=./keyway.schema.json
# With "keyway schema > keyway.schema.json" editors complete and check this file.
keyway: 1
name: ${JSON.stringify(name)}
description: What it is for.

# How it starts: a person here. Others: event, endpoint, schedule, helper.
trigger:
  manual: true
  inputs:
    - { key: name, type: text, default: world }

steps:
  - note: Notes stand between cards and never run.

  - id: greeting
    use: text.compose
    with:
      text: Hello {{ trigger.name }}

  - return:
      said: { ref: greeting.output }
`
  return { fileName: `${freeName(name, new Set())}.yaml`, content }
}

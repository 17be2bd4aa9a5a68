import { parseFlowYaml, printFlowYaml, updateFlowYaml } from '@keyway/engine'
import type { Db } from '../db/database.ts'
import { getFlow } from './change-flow.ts'
import { readSide } from './versions.ts'

export interface ExportedFile {
  name: string
  content: string
}

/** Flows as YAML, one file each. Throws NotFoundError for an unknown flow, or one that was never published. */
export async function exportYaml(
  db: Db,
  flowIds: readonly string[],
  of: 'draft' | 'published',
): Promise<ExportedFile[]> {
  const taken = new Set<string>()
  const files: ExportedFile[] = []
  for (const flowId of new Set(flowIds)) {
    const row = await getFlow(db, flowId)
    const { document } = await readSide(db, row, of)
    const name = freeName(document.name, taken)
    taken.add(name)
    files.push({ name: `${name}.yaml`, content: printFlowYaml(document) })
  }
  return files
}

/** A file name that every system takes, out of a flow's name: `Breached password!` is `breached-password`. */
export function freeName(flowName: string, taken: ReadonlySet<string>): string {
  const plain = flowName
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 80)
    .replaceAll(/^-|-$/g, '')
  const name = plain === '' ? 'flow' : plain
  let free = name
  for (let count = 2; taken.has(free); count += 1) free = `${name}-${count}`
  return free
}

/** An earlier export that people may have commented, changed so that it reads as a new one. Throws InputError. */
export function mergeFlowYaml(earlier: string, exported: string): string {
  return updateFlowYaml(earlier, parseFlowYaml(exported))
}

import { cards } from '@keyway/cards'
import { connectors } from '@keyway/connectors'
import { checkFlowYaml, findFlowIn, type FindHelpers, type TextProblem } from '@keyway/engine'
import { createCatalog } from '@keyway/sdk'

export interface CheckedFile {
  file: string
  problems: TextProblem[]
}

/**
 * Checks flows that stand in files, without a server. Helper flows are found by name among the files; of others nothing is
 * said, since they may be there where the flows will run.
 */
export function checkFlowFiles(files: readonly { name: string; content: string }[]): CheckedFile[] {
  const catalog = createCatalog({ cards, connectors })
  const helpers = Map.groupBy(
    files.flatMap(({ content }) => findFlowIn(content) ?? []).filter(({ trigger }) => 'helper' in trigger),
    ({ name }) => name,
  )
  const findHelpers: FindHelpers = (reference) => helpers.get(reference)
  return files.map(({ name, content }) => ({
    file: name,
    problems: checkFlowYaml(content, { catalog, findHelpers }),
  }))
}

import { cards } from '@keyway/cards'
import { connectors } from '@keyway/connectors'
import { runTests, type TestReport } from '@keyway/engine'
import { createCatalog } from '@keyway/sdk'

export interface TestFile {
  name: string
  content: string
  /** The text of a flow's file, by its name in the test; undefined when there is none. */
  readFlow: (name: string) => string | undefined
}

export interface TestedFile extends TestReport {
  file: string
}

/** Runs tests of flows that stand in files, with the cards of this Keyway; without a server and without the network. */
export function runTestFiles(files: readonly TestFile[], options: { update: boolean }): TestedFile[] {
  const catalog = createCatalog({ cards, connectors })
  return files.map(({ name, content, readFlow }) => ({
    file: name,
    ...runTests({ catalog, readFlow, ...options }, content),
  }))
}

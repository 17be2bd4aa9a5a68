import { createCatalog } from '@keyway/sdk'
import { compileFlow } from '../interpreter/compile.ts'
import type { Problem } from '../interpreter/program.ts'
import type { Flow } from './document.ts'

/** Whether a reference leads to a step does not depend on what cards there are. */
const noCards = createCatalog({ cards: [], connectors: [] })

/** References, and `from`, that name no step which ran before or stands around, in document order. */
export function findUnknownReferences(flow: Flow): Problem[] {
  return compileFlow(flow, noCards).problems.filter(({ kind }) => kind === 'unknown reference')
}

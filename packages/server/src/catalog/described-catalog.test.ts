import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { catalog as contract } from '@keyway/api'
import { cards } from '@keyway/cards'
import { connectors } from '@keyway/connectors'
import { checkFlow, describedCatalog } from '@keyway/engine'
import { readFlopack } from '@keyway/flopack'
import { createCatalog } from '@keyway/sdk'
import { findCorpus } from '@keyway/tools/corpus'
import { describe, expect, test } from 'vitest'
import { describeCatalog } from './describe-catalog.ts'

const catalog = createCatalog({ cards, connectors })
/** As a browser gets it. */
const described = describedCatalog(
  contract.catalogShape.parse(JSON.parse(JSON.stringify(describeCatalog(catalog)))),
)
const corpus = findCorpus()

test('every declaration says the same by its description', () => {
  const first = { id: 'x', use: '' }
  for (const use of [...catalog.cards.keys(), ...catalog.actions.keys(), 'okta.read_usr', 'control.if']) {
    for (const given of [{}, { nonsense: 1, user: { ref: 'trigger.x' }, list: 'a', number: 'b', text: {} }]) {
      const flow = {
        keyway: 1 as const,
        name: 'x',
        trigger: { event: 'okta.user_created' },
        steps: [
          { ...first, use, with: given },
          { id: 'y', stream: { use }, do: [] },
          {
            id: 'z',
            use: 'text.compose',
            with: { text: { ref: 'x.nothing' }, more: { ref: 'trigger.actor.nothing' } },
          },
        ],
      }
      const findHelpers = () => undefined
      expect(checkFlow(flow, { catalog: described, findHelpers })).toEqual(
        checkFlow(flow, { catalog, findHelpers }),
      )
    }
  }
})

describe.skipIf(corpus === undefined)('published templates', () => {
  const folder = path.join(corpus ?? '', 'okta-workflows-templates')
  const files = corpus === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith('.flopack'))

  test('are checked alike by the declarations and by their description', () => {
    for (const fileName of files) {
      const { flows } = readFlopack(readFileSync(path.join(folder, fileName), 'utf8'), { fileName })
      for (const { document } of flows) {
        const findHelpers = () => undefined
        const [there, here] = [catalog, described].map((known) =>
          checkFlow(document, { catalog: known, findHelpers }),
        )
        expect(here).toEqual(there)
      }
    }
  })
})

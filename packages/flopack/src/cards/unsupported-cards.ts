import type { ExportCard } from '../body.ts'
import type { Loss } from '../losses.ts'
import { connectorCards } from './connectors.ts'

const settingsOfOthers: Loss = {
  reason:
    'Gmail lets only a service account of the whole domain change the settings of other people; the gmail connector acts for one account.',
  advice:
    'Call the Gmail API with the HTTP connector and a connection that signs in as that service account.',
}

/** By `module.method`, where more can be said than that nothing stands for a card. */
const losses: ReadonlyMap<string, Loss> = new Map([
  ['gmail.addDelegate', settingsOfOthers],
  ['gmail.deleteDelegate', settingsOfOthers],
  ['gmail.forwardEmails', settingsOfOthers],
  ['gmail.setAutoReply', settingsOfOthers],
  [
    'box.createPersonalBoxFolder',
    {
      reason: 'Who owns the folder that this card makes is not documented.',
      advice:
        'Use "Create personal folder" of the box connector (box.create_personal_folder): the user owns what it makes.',
    },
  ],
  [
    'utility.exportFlo',
    {
      reason: 'It makes a file of a flow while it runs.',
      advice:
        'Flows are exported from outside: "keyway export", the export of the flows page, or POST /api/exports.',
    },
  ],
])

const knownModules = new Set(Object.keys(connectorCards).map((type) => type.slice(0, type.indexOf('.'))))

/** Why a card has no counterpart, and what to do instead. */
export function unsupportedLoss({ address }: ExportCard): Loss {
  const known = losses.get(address.card)
  if (known !== undefined) return known
  if (address.isKernel) {
    return {
      reason: 'Keyway has no card that stands for it yet.',
      advice:
        'Build it from other function cards: the search of the palette knows their names in Okta Workflows.',
    }
  }
  // Connectors that customers built have a random suffix.
  const connector = address.module.replace(/_[0-9a-f]{32}$/, '')
  return knownModules.has(address.module)
    ? {
        reason: `The ${connector} connector of Keyway has no such action yet.`,
        advice: `Use the custom API action of the ${connector} connector: it makes any call of that API with the same connection.`,
      }
    : {
        reason: `Keyway has no connector for ${connector} yet.`,
        advice: `Call the API of ${connector} with the HTTP connector instead.`,
      }
}

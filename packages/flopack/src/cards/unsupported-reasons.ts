import type { ExportCard } from '../body.ts'
import { connectorCards } from './connectors.ts'

const settingsOfOthers =
  'Gmail lets only a service account of the whole domain change the settings of other people; the gmail connector ' +
  'acts for one account.'

/** By `module.method`, where more can be said than that nothing stands for a card. */
const reasons: ReadonlyMap<string, string> = new Map([
  ['gmail.addDelegate', settingsOfOthers],
  ['gmail.deleteDelegate', settingsOfOthers],
  ['gmail.forwardEmails', settingsOfOthers],
  ['gmail.setAutoReply', settingsOfOthers],
  [
    'box.createPersonalBoxFolder',
    'Who owns the folder that this card makes is not documented; "box.create_personal_folder" makes one that the user owns.',
  ],
  [
    'utility.exportFlo',
    'It makes a file of a flow while it runs. Flows are exported from outside, with "keyway export".',
  ],
])

const knownModules = new Set(Object.keys(connectorCards).map((type) => type.slice(0, type.indexOf('.'))))

/** Why a card has no counterpart, and what to do instead. */
export function unsupportedReason({ address }: ExportCard): string {
  const known = reasons.get(address.card)
  if (known !== undefined) return known
  if (address.isKernel) return 'Keyway has no card that stands for it yet.'
  // Connectors that customers built have a random suffix.
  const connector = address.module.replace(/_[0-9a-f]{32}$/, '')
  return knownModules.has(address.module)
    ? `The ${connector} connector of Keyway has no such action yet.`
    : `Keyway has no connector for ${connector} yet; call its API with the HTTP connector instead.`
}

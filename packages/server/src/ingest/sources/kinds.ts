import { InputError } from '@keyway/sdk'
import { ciscoIdentity } from '../cisco-identity/cisco-identity.ts'
import { googleForms } from '../google-forms/google-forms.ts'
import { slack } from '../slack/slack.ts'
import { typeform } from '../typeform/typeform.ts'
import { webhook } from '../webhook/webhook.ts'
import type { SourceKind } from './source-kind.ts'

export const sourceKinds: readonly SourceKind[] = [webhook, typeform, googleForms, slack, ciscoIdentity]

/** Throws InputError that lists the kinds there are. */
export function getSourceKind(id: string): SourceKind {
  const kind = sourceKinds.find((one) => one.id === id)
  if (kind !== undefined) return kind
  const known = sourceKinds.map((one) => one.id).join(', ')
  throw new InputError(`There is no kind of source "${id}". There are: ${known}.`)
}

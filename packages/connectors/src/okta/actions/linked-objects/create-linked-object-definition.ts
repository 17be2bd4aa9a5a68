import { defineAction, field, path, z } from '@keyway/sdk'
import { optional, requiredText } from '../../../input.ts'
import { isOktaError } from '../../client.ts'
import { definitionRecord, findDefinition, toDefinition, type Definition } from '../../linked-objects.ts'

const input = z.object({
  primaryName: field(requiredText(), { title: 'Name of the one', placeholder: 'manager' }),
  primaryTitle: field(requiredText(), { title: 'Title of the one' }),
  primaryDescription: field(optional(z.string()), { title: 'Description of the one' }),
  associatedName: field(requiredText(), { title: 'Name of the many', placeholder: 'subordinate' }),
  associatedTitle: field(requiredText(), { title: 'Title of the many' }),
  associatedDescription: field(optional(z.string()), { title: 'Description of the many' }),
})

export const createLinkedObjectDefinition = defineAction({
  id: 'okta.create_linked_object_definition',
  title: 'Create linked object definition',
  description:
    'Defines a relation of one user to many, such as manager and subordinate. One with the same names counts as done.',
  effect: 'write',
  scopes: ['okta.linkedObjects.manage'],
  input,
  output: definitionRecord,
  async run(wanted, { http }) {
    const body = {
      primary: endOf(wanted.primaryName, wanted.primaryTitle, wanted.primaryDescription),
      associated: endOf(wanted.associatedName, wanted.associatedTitle, wanted.associatedDescription),
    }
    try {
      return toDefinition(await http.post(path`/api/v1/meta/schemas/user/linkedObjects`, body))
    } catch (error) {
      const found = isOktaError(error, 'E0000127')
        ? await findDefinition(http, wanted.primaryName)
        : undefined
      if (isWanted(found, wanted)) return found
      throw error
    }
  },
  async lookUp(wanted, { http }) {
    const found = await findDefinition(http, wanted.primaryName)
    return isWanted(found, wanted) ? found : undefined
  },
  async readState(wanted, { http }) {
    return (await findDefinition(http, wanted.primaryName)) ?? null
  },
  inverse: {
    action: 'okta.delete_linked_object_definition',
    input: ({ input: made, before }) => (before === null ? { relation: made.primaryName } : undefined),
  },
})

function endOf(name: string, title: string, description: string | undefined) {
  return { name, title, type: 'USER', ...(description === undefined ? {} : { description }) }
}

function isWanted(found: Definition | undefined, wanted: z.output<typeof input>): found is Definition {
  return found?.primary['name'] === wanted.primaryName && found.associated['name'] === wanted.associatedName
}

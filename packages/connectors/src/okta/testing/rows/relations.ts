import type { Rows } from '../row.ts'
import type { TestOrg } from '../start-org.ts'
import { newName, newUser } from '../world.ts'

const definitions = '/api/v1/meta/schemas/user/linkedObjects'

async function newRelation(org: TestOrg): Promise<string> {
  const primary = newName('manager').replace('-', '')
  const end = (name: string) => ({ name, title: name, type: 'USER' })
  await org.call('POST', definitions, { primary: end(primary), associated: end(`of${primary}`) })
  return primary
}

async function newLink(org: TestOrg): Promise<{ user: string; relation: string; primaryUser: string }> {
  const [relation, user, primaryUser] = [await newRelation(org), newUser(org), newUser(org)]
  await org.call('PUT', `/api/v1/users/${user}/linkedObjects/${relation}/${primaryUser}`)
  return { user, relation, primaryUser }
}

export const relationRows: Rows = {
  'okta.list_linked_object_definitions': {
    effect: 'read',
    async given(org) {
      await newRelation(org)
      return {}
    },
    sends: ['GET /api/v1/meta/schemas/user/linkedObjects'],
    gives: { definitions: '*' },
    missing: { never: 'the relations are the org’s own' },
  },
  'okta.create_linked_object_definition': {
    effect: 'write',
    given() {
      const name = newName('mentor').replace('-', '')
      return {
        primaryName: name,
        primaryTitle: 'Mentor',
        associatedName: `of${name}`,
        associatedTitle: 'Mentee',
        associatedDescription: 'Who learns',
      }
    },
    sends: [
      'POST /api/v1/meta/schemas/user/linkedObjects {"primary":{"name":"{primaryName}","title":"{primaryTitle}","type":"USER"},"associated":{"name":"{associatedName}","title":"{associatedTitle}","type":"USER","description":"{associatedDescription}"}}',
    ],
    gives: { primary: { name: '{primaryName}', title: 'Mentor' }, associated: { name: '{associatedName}' } },
    missing: { never: 'it stands alone' },
  },
  'okta.delete_linked_object_definition': {
    effect: 'destructive',
    given: async (org) => ({ relation: await newRelation(org) }),
    sends: ['DELETE /api/v1/meta/schemas/user/linkedObjects/{relation}'],
    gives: { statusCode: 204 },
    missing: { input: { relation: 'none' }, gives: { statusCode: 404 } },
    again: { gives: { statusCode: 404 } },
  },
  'okta.list_linked_users': {
    effect: 'read',
    given: newLink,
    sends: ['GET /api/v1/users/{user}/linkedObjects/{relation}'],
    gives: { users: [{ id: '{primaryUser}' }] },
    missing: { input: { relation: 'none' } },
  },
  'okta.set_linked_user': {
    effect: 'idempotent',
    given: async (org) => ({ ...(await newLink(org)), primaryUser: newUser(org) }),
    sends: ['PUT /api/v1/users/{user}/linkedObjects/{relation}/{primaryUser}'],
    gives: { statusCode: 204 },
    missing: { input: { relation: 'none' } },
  },
  'okta.remove_linked_user': {
    effect: 'idempotent',
    async given(org) {
      const { user, relation } = await newLink(org)
      return { user, relation }
    },
    sends: ['DELETE /api/v1/users/{user}/linkedObjects/{relation}'],
    gives: { statusCode: 204 },
    missing: { input: { relation: 'none' } },
  },
}

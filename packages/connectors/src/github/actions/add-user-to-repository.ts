import { defineAction, field, path, z } from '@keyway/sdk'
import { optional, requiredText } from '../../input.ts'

export const addUserToRepository = defineAction({
  id: 'github.add_user_to_repository',
  title: 'Add user to repository',
  description: 'Makes a person a collaborator, by invitation where needed. Repeating it changes nothing.',
  effect: 'idempotent',
  scopes: ['repo'],
  standsFor: ['okta-workflows:github.addUserToRepository'],
  input: z.object({
    owner: field(requiredText(), { title: 'Owner' }),
    repository: field(requiredText(), { title: 'Repository', description: 'Name without the owner.' }),
    username: field(requiredText(), { title: 'User name' }),
    permission: field(optional(z.string()), {
      title: 'Permission',
      description: 'pull, triage, push, maintain, admin, or a role of the organisation. push if left out.',
    }),
  }),
  output: z.object({
    statusCode: field(z.int(), {
      title: 'Status code',
      description: '201 for an invitation, 204 for somebody who is a collaborator already.',
    }),
  }),
  async run({ owner, repository, username, permission }, { http }) {
    const { status } = await http.request({
      method: 'PUT',
      path: path`/repos/${owner}/${repository}/collaborators/${username}`,
      body: permission === undefined ? {} : { permission },
    })
    return { statusCode: status }
  },
})

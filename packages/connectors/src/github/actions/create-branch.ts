import { defineAction, field, path, z } from '@keyway/sdk'
import type { Json } from '@keyway/sdk'
import { requiredText, textOf } from '../../input.ts'
import { partOf } from '../client.ts'
import { repository, splitRepository } from '../fields.ts'

export const createBranch = defineAction({
  id: 'github.create_branch',
  title: 'Create branch',
  description: 'Starts a branch at a commit. Fails where there is a branch of that name.',
  effect: 'write',
  scopes: ['repo'],
  standsFor: ['okta-workflows:github.createBranch'],
  input: z.object({
    repository,
    name: field(requiredText(), { title: 'Branch' }),
    sha: field(requiredText(), { title: 'Commit SHA' }),
  }),
  output: z.object({ ref: z.string(), nodeId: z.string(), sha: z.string() }),
  async run({ repository: place, name: branch, sha }, { http }) {
    const { owner, name } = splitRepository(place)
    return toRef(
      await http.post(path`/repos/${owner}/${name}/git/refs`, { ref: `refs/heads/${branch}`, sha }),
    )
  },
  async lookUp({ repository: place, name: branch, sha }, { http }) {
    const { owner, name } = splitRepository(place)
    const found = await http.request({
      method: 'GET',
      path: path`/repos/${owner}/${name}/git/ref/heads%2F${branch}`,
      allow: [404],
    })
    const ref = toRef(found.body)
    return found.status === 404 || ref.sha !== sha ? undefined : ref
  },
})

function toRef(body: Json) {
  const { ref, node_id: nodeId, object } = partOf(body)
  return { ref: textOf(ref), nodeId: textOf(nodeId), sha: textOf(partOf(object)['sha']) }
}

import { anyObject, defineAction, field, path, z } from '@keyway/sdk'
import type { JsonObject } from '@keyway/sdk'
import { optional, requiredText, textOf, withDefault } from '../../input.ts'
import { partOf, toObject } from '../client.ts'
import { repository, splitRepository } from '../fields.ts'

export const createPullRequest = defineAction({
  id: 'github.create_pull_request',
  title: 'Create pull request',
  description: 'Asks to merge one branch of a repository into another.',
  effect: 'write',
  scopes: ['repo'],
  standsFor: ['okta-workflows:github.createPullRequest'],
  input: z.object({
    repository,
    title: field(requiredText(), { title: 'Title' }),
    head: field(requiredText(), { title: 'Head branch', description: 'With the changes.' }),
    base: field(requiredText(), { title: 'Base branch', description: 'To merge into.' }),
    description: field(optional(z.string()), { title: 'Description', multiline: true }),
    draft: field(withDefault(z.boolean(), false), { title: 'Draft' }),
  }),
  output: z.object({ number: z.int(), url: z.string(), state: z.string(), raw: anyObject }),
  async run({ repository: place, description, ...input }, { http }) {
    const { owner, name } = splitRepository(place)
    const body = { ...input, ...(description === undefined ? {} : { body: description }) }
    return toPullRequest(toObject(await http.post(path`/repos/${owner}/${name}/pulls`, body)))
  },
  async lookUp({ repository: place, head, base }, { http }) {
    const { owner, name } = splitRepository(place)
    // GitHub allows one open pull request between the same two branches.
    const query = { head: head.includes(':') ? head : `${owner}:${head}`, base, state: 'open' }
    const found = await http.get(path`/repos/${owner}/${name}/pulls`, query)
    const [first] = Array.isArray(found) ? found : []
    const { number } = partOf(first)
    if (typeof number !== 'number') return undefined
    return toPullRequest(toObject(await http.get(path`/repos/${owner}/${name}/pulls/${number}`)))
  },
})

function toPullRequest(raw: JsonObject) {
  return { number: Number(raw['number']), url: textOf(raw['html_url']), state: textOf(raw['state']), raw }
}

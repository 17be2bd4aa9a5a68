import { field, path, z } from '@keyway/sdk'
import type { Json } from '@keyway/sdk'
import { optional, textOf, withDefault } from '../../input.ts'
import { hasMore, limit } from '../../listing.ts'
import { partOf } from '../client.ts'
import { repository, splitRepository } from '../fields.ts'
import { defineListing } from '../listing.ts'

const branchRecord = z.object({ name: z.string(), sha: z.string(), protected: z.boolean() })

export const searchBranches = defineListing({
  id: 'github.search_branches',
  title: 'Search branches',
  description: 'Lists the branches of a repository with this name and commit; without either, all.',
  standsFor: ['okta-workflows:github.searchBranches'],
  input: z.object({
    repository,
    name: field(optional(z.string()), { title: 'Name', description: 'The whole name.' }),
    sha: field(optional(z.string()), { title: 'Commit SHA' }),
    resultSet: field(withDefault(z.enum(['first', 'all']), 'all'), {
      title: 'Result set',
      description: 'first: the first match only. all: every page, up to the limit.',
    }),
    limit,
  }),
  output: z.object({
    branch: field(branchRecord.nullable(), {
      title: 'First branch',
      description: 'Empty when none was found.',
    }),
    branches: z.array(branchRecord),
    hasMore,
  }),
  list: (input) => {
    const { owner, name } = splitRepository(input.repository)
    return {
      path: path`/repos/${owner}/${name}/branches`,
      where: (item) => {
        const found = toBranch(item)
        return found.name === (input.name ?? found.name) && found.sha === (input.sha ?? found.sha)
      },
      limit: input.resultSet === 'first' ? 1 : input.limit,
    }
  },
  toItem: toBranch,
  toOutput: (branches, more) => ({ branch: branches[0] ?? null, branches, hasMore: more }),
})

function toBranch(raw: Json) {
  const { name, commit, protected: isProtected } = partOf(raw)
  return { name: textOf(name), sha: textOf(partOf(commit)['sha']), protected: isProtected === true }
}

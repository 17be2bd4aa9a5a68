import { defineConnector, path } from '@keyway/sdk'
import { textOf } from '../input.ts'
import { addUserToRepository } from './actions/add-user-to-repository.ts'
import { createBranch } from './actions/create-branch.ts'
import { createFileContent } from './actions/create-file-content.ts'
import { createPullRequest } from './actions/create-pull-request.ts'
import { customApiAction } from './actions/custom-api-action.ts'
import { customApiRead } from './actions/custom-api-read.ts'
import { searchBranches } from './actions/search-branches.ts'
import { searchUsers } from './actions/search-users.ts'
import { updateFileContent } from './actions/update-file-content.ts'
import { describeError, toObject } from './client.ts'
import { connection } from './connection.ts'

export const github = defineConnector({
  id: 'github',
  title: 'GitHub',
  description: 'Repositories and people of GitHub or GitHub Enterprise Server.',
  connection,
  http: ({ baseUrl, token }) => ({
    baseUrl: baseUrl.replace(/\/+$/, ''),
    headers: {
      Authorization: `Bearer ${token}`,
      Accept: 'application/vnd.github+json',
      'X-GitHub-Api-Version': '2022-11-28',
      'User-Agent': 'keyway/0.1 (github connector)',
    },
  }),
  describeError,
  async test({ http }) {
    const { body, status } = await http.request({ method: 'GET', path: path`/user`, allow: [403] })
    // Tokens of apps belong to nobody.
    if (status === 403) return { ok: true, message: 'The token is valid. It belongs to an app.' }
    return { ok: true, message: `Connected as ${textOf(toObject(body)['login'])}.` }
  },
  actions: [
    searchUsers,
    addUserToRepository,
    searchBranches,
    createBranch,
    createFileContent,
    updateFileContent,
    createPullRequest,
    customApiRead,
    customApiAction,
  ],
})

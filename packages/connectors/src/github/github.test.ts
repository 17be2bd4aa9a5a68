import { ConnectionError, RemoteError } from '@keyway/sdk'
import type { FileValue } from '@keyway/sdk'
import {
  createMemoryFiles,
  createTestContext,
  lookUpAction,
  runAction,
  startGitHubServer,
  type GitHubServer,
} from '@keyway/connectors/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addUserToRepository } from './actions/add-user-to-repository.ts'
import { createBranch } from './actions/create-branch.ts'
import { createFileContent } from './actions/create-file-content.ts'
import { createPullRequest } from './actions/create-pull-request.ts'
import { customApiRead } from './actions/custom-api-read.ts'
import { searchBranches } from './actions/search-branches.ts'
import { searchUsers } from './actions/search-users.ts'
import { updateFileContent } from './actions/update-file-content.ts'
import { github } from './index.ts'

const main = 'a'.repeat(40)
const repository = 'acme/flows'
let server: GitHubServer
beforeAll(async () => {
  server = await startGitHubServer()
})
beforeEach(() => {
  server.files.clear()
  server.pulls.length = 0
  server.branches.clear()
  server.branches.set('main', main)
})
afterAll(() => server.close())

const files = createMemoryFiles()
const contextOf = (token = server.token) =>
  createTestContext({ connector: github, connection: { token, baseUrl: server.url }, files })

async function store(text: string): Promise<FileValue> {
  async function* content(): AsyncIterable<Uint8Array> {
    yield Buffer.from(text)
  }
  return files.write({ name: 'flow.json', contentType: 'application/json' }, content())
}

test('names the account of the token, and refuses a wrong one', async () => {
  expect(await github.test?.(contextOf())).toMatchObject({ message: 'Connected as keyway-bot.' })
  const refused = github.test?.(contextOf('github_pat_other'))
  await expect(refused).rejects.toThrow(ConnectionError)
  await expect(refused).rejects.toThrow('GitHub refused: Bad credentials')
})

test('finds people by their e-mail address', async () => {
  const found = await runAction(searchUsers, { email: 'lin@acme.test', resultSet: 'first' }, contextOf())
  expect(found).toMatchObject({ user: { login: 'lin-okoro' } })
  const none = await runAction(searchUsers, { email: 'no" OR "a@acme.test' }, contextOf())
  expect(none).toEqual({ user: null, users: [], hasMore: false })
  expect(server.received.at(-1)?.query['q']).toBe('"no OR a@acme.test" in:email')
})

test('adds a collaborator', async () => {
  const input = { owner: 'acme', repository: 'flows', username: 'lin-okoro', permission: 'push' }
  expect(await runAction(addUserToRepository, input, contextOf())).toEqual({ statusCode: 204 })
  expect(server.received.at(-1)).toMatchObject({
    method: 'PUT',
    path: '/repos/acme/flows/collaborators/lin-okoro',
    body: { permission: 'push' },
  })
})

test('finds branches by name and commit', async () => {
  server.branches.set('feature/a', 'b'.repeat(40))
  const found = await runAction(searchBranches, { repository, name: 'feature/a' }, contextOf())
  expect(found).toMatchObject({ branch: { name: 'feature/a', sha: 'b'.repeat(40) }, hasMore: false })
  const none = await runAction(searchBranches, { repository, name: 'feature' }, contextOf())
  expect(none).toMatchObject({ branch: null, branches: [] })
  await expect(runAction(searchBranches, { repository: 'acme' }, contextOf())).rejects.toThrow('acme/flows')
})

test('starts a branch, and finds it after a crash', async () => {
  const input = { repository, name: 'feature/a', sha: main }
  expect(await lookUpAction(createBranch, input, contextOf())).toBeUndefined()
  const created = await runAction(createBranch, input, contextOf())
  expect(created).toEqual({ ref: 'refs/heads/feature/a', nodeId: 'REF_1', sha: main })
  expect(await lookUpAction(createBranch, input, contextOf())).toEqual(created)
  await expect(runAction(createBranch, input, contextOf())).rejects.toThrow('Reference already exists')
})

test('commits files, and knows afterwards what it committed', async () => {
  const input = { repository, path: 'exports/a b.json', file: await store('{"v":1}'), message: 'Export' }
  await expect(runAction(updateFileContent, input, contextOf())).rejects.toMatchObject({
    code: 'github_file_unknown',
  })
  expect(await lookUpAction(createFileContent, input, contextOf())).toBeUndefined()
  const created = await runAction(createFileContent, input, contextOf())
  expect(created).toMatchObject({ name: 'a b.json', path: 'exports/a b.json' })
  expect(await lookUpAction(createFileContent, input, contextOf())).toEqual(created)
  expect(server.files.get('main:exports/a b.json')?.toString()).toBe('{"v":1}')
  await expect(runAction(createFileContent, input, contextOf())).rejects.toThrow(RemoteError)

  const change = { ...input, file: await store('{"v":2}'), branch: 'main' }
  expect(await lookUpAction(updateFileContent, change, contextOf())).toBeUndefined()
  await runAction(updateFileContent, change, contextOf())
  expect(server.files.get('main:exports/a b.json')?.toString()).toBe('{"v":2}')
})

test('commits text as it is', async () => {
  const input = { repository, path: 'note.md', file: 'Grüße', message: 'Note' }
  await runAction(createFileContent, input, contextOf())
  expect(server.files.get('main:note.md')?.toString('utf8')).toBe('Grüße')
})

test('a path of a file does not leave the repository', async () => {
  const input = { repository, path: '../../../user', file: await store(''), message: 'Export' }
  await expect(runAction(createFileContent, input, contextOf())).rejects.toMatchObject({
    code: 'path_invalid',
  })
})

test('asks to merge, once', async () => {
  server.branches.set('feature', main)
  const input = { repository, title: 'Flows', head: 'feature', base: 'main', description: 'New' }
  expect(await lookUpAction(createPullRequest, input, contextOf())).toBeUndefined()
  const created = await runAction(createPullRequest, input, contextOf())
  expect(created).toMatchObject({ number: 1, state: 'open', raw: { body: 'New', draft: false } })
  expect(await lookUpAction(createPullRequest, input, contextOf())).toEqual(created)
})

test('reads any endpoint', async () => {
  const read = await runAction(customApiRead, { path: '/repos/acme/flows/branches' }, contextOf())
  expect(read).toMatchObject({ statusCode: 200, body: [{ name: 'main' }] })
})

import { createHash } from 'node:crypto'
import { isJsonObject } from '@keyway/sdk'
import type { JsonObject } from '@keyway/sdk'
import { textOf } from '../input.ts'
import { listen, type Answer, type LoopbackServer, type Received } from './listen.ts'

export interface GitHubServer extends LoopbackServer {
  token: string
  /** Commit of each branch. */
  branches: Map<string, string>
  /** Content of files, by `branch:path`. */
  files: Map<string, Buffer>
  pulls: JsonObject[]
}

const people = [{ login: 'lin-okoro', id: 1, email: 'lin@acme.test' }]

/** A server shaped like GitHub's REST API, whatever the repository is called: it has the branch `main`. */
export async function startGitHubServer(): Promise<GitHubServer> {
  const token = 'github_pat_test'
  const world = {
    branches: new Map([['main', 'a'.repeat(40)]]),
    files: new Map<string, Buffer>(),
    pulls: [] as JsonObject[],
  }
  const server = await listen((request) => {
    if (request.headers['authorization'] !== `Bearer ${token}`) return refuse(401, 'Bad credentials')
    if (request.path === '/user') return { body: { login: 'keyway-bot', id: 9 } }
    if (request.path === '/search/users') {
      const found = people.filter(({ email }) => request.query['q']?.includes(`"${email}" in:email`) === true)
      return { body: { total_count: found.length, items: found } }
    }
    const [, rest = ''] = /^\/repos\/[^/]+\/[^/]+\/(.*)$/.exec(request.path) ?? []
    const [kind = ''] = rest.split('/')
    return routes[kind]?.(world, rest, request) ?? refuse(404, 'Not Found')
  })
  return { ...server, token, ...world }
}

type World = Pick<GitHubServer, 'branches' | 'files' | 'pulls'>

const routes: Record<string, (world: World, rest: string, request: Received) => Answer> = {
  collaborators: () => ({ status: 204 }),
  branches: ({ branches }, _, { query }) => {
    const all = [...branches].map(([name, sha]) => ({ name, commit: { sha }, protected: name === 'main' }))
    const page = Number(query['page'] ?? 1)
    const size = Number(query['per_page'] ?? 30)
    return { body: all.slice((page - 1) * size, page * size) }
  },
  git: ({ branches }, rest, { method, body }) => {
    const given = isJsonObject(body) ? body : {}
    const ref = method === 'POST' ? textOf(given['ref']) : `refs/${decodeURIComponent(rest.slice(8))}`
    const name = ref.replace('refs/heads/', '')
    if (method === 'POST') {
      if (branches.has(name)) return refuse(422, 'Reference already exists')
      branches.set(name, textOf(given['sha']))
    }
    const sha = branches.get(name)
    if (sha === undefined) return refuse(404, 'Not Found')
    return { status: method === 'POST' ? 201 : 200, body: { ref, node_id: 'REF_1', object: { sha } } }
  },
  contents: ({ branches, files }, rest, { method, query, body }) => {
    const place = decodeURIComponent(rest.slice('contents/'.length))
    const given = isJsonObject(body) ? body : {}
    const branch = textOf(method === 'PUT' ? given['branch'] : query['ref']) || 'main'
    if (!branches.has(branch)) return refuse(404, `Branch ${branch} not found`)
    const before = files.get(`${branch}:${place}`)
    if (method === 'GET')
      return before === undefined ? refuse(404, 'Not Found') : { body: file(place, before) }
    if (before !== undefined && given['sha'] === undefined) {
      return refuse(422, 'Invalid request.', '"sha" wasn\'t supplied.')
    }
    if (before !== undefined && given['sha'] !== blobSha(before))
      return refuse(409, `${place} does not match`)
    const content = Buffer.from(textOf(given['content']), 'base64')
    files.set(`${branch}:${place}`, content)
    return { status: before === undefined ? 201 : 200, body: { content: file(place, content), commit: {} } }
  },
  pulls: ({ pulls, branches }, rest, { method, body, query }) => {
    if (method === 'POST' && isJsonObject(body)) {
      const { head, base } = body
      if (!branches.has(textOf(head)) || !branches.has(textOf(base)))
        return refuse(422, 'Validation Failed', 'head')
      pulls.push(toPull(body, pulls.length + 1))
      return { status: 201, body: pulls.at(-1) ?? null }
    }
    const number = Number(rest.split('/')[1])
    if (number > 0) return { body: pulls[number - 1] ?? null }
    return { body: pulls.filter((pull) => query['head'] === `acme:${textOf(pull['headName'])}`) }
  },
}

function toPull(body: JsonObject, number: number): JsonObject {
  const { title = null, head = null, base = null } = body
  return {
    number,
    id: 1000 + number,
    title,
    state: 'open',
    draft: body['draft'] === true,
    body: body['body'] ?? null,
    headName: head,
    head: { ref: head },
    base: { ref: base },
    html_url: `https://github.test/pull/${number}`,
    user: { login: 'keyway-bot', id: 9 },
    assignee: null,
  }
}

function file(place: string, content: Buffer): JsonObject {
  const name = place.split('/').at(-1) ?? ''
  return { name, path: place, sha: blobSha(content), html_url: `https://github.test/${place}` }
}

function blobSha(content: Buffer): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex')
}

function refuse(status: number, message: string, detail?: string): Answer {
  return { status, body: { message, ...(detail === undefined ? {} : { errors: [{ message: detail }] }) } }
}
